package io.invitebridge.rtm.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a call that succeeded. */
public sealed interface ServerResult {
  ServerResult EMPTY = new Empty();

  /** Adds the members of the wire's {@code result}. */
  void describe(ObjectNode result);

  /** Well formed and queued; what comes of it follows as a notification. */
  record Empty() implements ServerResult {
    @Override
    public void describe(ObjectNode result) {
      // An empty object says it all.
    }
  }

  /**
   * The answer to a login.
   *
   * @param resumed true: the session went on and its notifications follow from where it broke off
   * @param serverTime in milliseconds since 1970
   */
  record LoggedIn(
      String sessionId, boolean resumed, long serverTime, long presenceSeconds, long pingSeconds)
      implements ServerResult {
    @Override
    public void describe(ObjectNode result) {
      result.put("sessionId", sessionId);
      result.put("resumed", resumed);
      result.put("serverTime", serverTime);
      result.put("presenceSeconds", presenceSeconds);
      result.put("pingSeconds", pingSeconds);
    }

    @Override
    public String toString() {
      return resumed ? "resumed" : "logged in";
    }
  }

  /**
   * What is on.
   *
   * @param calls the oldest first
   */
  record OpenCalls(List<OpenCall> calls) implements ServerResult {
    public OpenCalls {
      calls = List.copyOf(calls);
    }

    @Override
    public void describe(ObjectNode result) {
      ArrayNode all = result.putArray("calls");
      calls.forEach(call -> call.describe(all.addObject()));
    }
  }

  /**
   * One invitation or call that is on, as a client knows it.
   *
   * @param side {@code local} for the caller, {@code remote} for the callee
   * @param state {@code sent}, {@code received}, {@code accepting}, {@code in-call} or {@code
   *     ending}
   */
  record OpenCall(
      String invitationId, String side, String peerId, Optional<String> channelId, String state) {
    void describe(ObjectNode call) {
      call.put("invitationId", invitationId);
      call.put("side", side);
      call.put("peerId", peerId);
      channelId.ifPresent(channel -> call.put("channelId", channel));
      call.put("state", state);
    }
  }

  record MessageSent(boolean hasPeerReceived) implements ServerResult {
    @Override
    public void describe(ObjectNode result) {
      result.put("hasPeerReceived", hasPeerReceived);
    }
  }

  record PeersStatus(Map<String, PeerStatus> status) implements ServerResult {
    public PeersStatus {
      status = Map.copyOf(status);
    }

    @Override
    public void describe(ObjectNode result) {
      ObjectNode peers = result.putObject("status");
      status.forEach((peer, value) -> peers.put(peer, value.name()));
    }
  }
}
