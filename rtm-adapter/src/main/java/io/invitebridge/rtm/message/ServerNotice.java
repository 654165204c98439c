package io.invitebridge.rtm.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * One notification of the server. All but {@link Aborted} are numbered and kept until acknowledged.
 */
public sealed interface ServerNotice {
  ServerMethod method();

  /** Adds the members of the wire's {@code params}, all but {@code seq}. */
  void describe(ObjectNode params);

  /** The invitation that it is about. */
  default Optional<String> invitation() {
    return Optional.empty();
  }

  /** A notification about one invitation. */
  sealed interface OfInvitation extends ServerNotice {
    String invitationId();

    @Override
    default Optional<String> invitation() {
      return Optional.of(invitationId());
    }

    @Override
    default void describe(ObjectNode params) {
      params.put("invitationId", invitationId());
    }
  }

  record LocalReceivedByPeer(String invitationId) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_RECEIVED_BY_PEER;
    }
  }

  /**
   * @param code a provisional SIP status
   */
  record LocalProgress(String invitationId, int code, String content) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_PROGRESS;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("code", code).put("content", content);
    }
  }

  record LocalAccepted(String invitationId, String response) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_ACCEPTED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("response", response);
    }
  }

  record LocalRefused(String invitationId, String response, String reason) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_REFUSED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("response", response).put("reason", reason);
    }
  }

  record LocalCanceled(String invitationId) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_CANCELED;
    }
  }

  /**
   * @param code RTM's LocalInvitationError number
   */
  record LocalFailure(String invitationId, int code, String response, String reason)
      implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.LOCAL_FAILURE;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("code", code);
      params.put("response", response).put("reason", reason);
    }
  }

  record RemoteReceived(
      String invitationId,
      String callerId,
      Optional<String> callerName,
      String content,
      Optional<String> channelId,
      Optional<String> data)
      implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.REMOTE_RECEIVED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("callerId", callerId);
      callerName.ifPresent(name -> params.put("callerName", name));
      params.put("content", content);
      channelId.ifPresent(channel -> params.put("channelId", channel));
      data.ifPresent(text -> params.put("data", text));
    }
  }

  record RemoteAccepted(String invitationId) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.REMOTE_ACCEPTED;
    }
  }

  record RemoteRefused(String invitationId) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.REMOTE_REFUSED;
    }
  }

  record RemoteCanceled(String invitationId, String content, String reason)
      implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.REMOTE_CANCELED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("content", content).put("reason", reason);
    }
  }

  /**
   * @param code RTM's RemoteInvitationError number
   */
  record RemoteFailure(String invitationId, int code, String reason) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.REMOTE_FAILURE;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("code", code).put("reason", reason);
    }
  }

  /**
   * @param change offer, answer, refusal or withdrawal
   */
  record SessionChanged(String invitationId, String change, String content)
      implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.SESSION_CHANGED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("change", change).put("content", content);
    }
  }

  record CallEnded(String invitationId, String reason, String info) implements OfInvitation {
    @Override
    public ServerMethod method() {
      return ServerMethod.CALL_ENDED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("invitationId", invitationId).put("reason", reason).put("info", info);
    }
  }

  /**
   * A peer's message; exactly one of text and raw.
   *
   * @param serverReceivedTs in milliseconds since 1970
   */
  record MessageFromPeer(
      String peerId,
      Optional<String> text,
      Optional<String> raw,
      Optional<String> description,
      long serverReceivedTs)
      implements ServerNotice {
    @Override
    public ServerMethod method() {
      return ServerMethod.MESSAGE_FROM_PEER;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("peerId", peerId);
      text.ifPresent(value -> params.put("text", value));
      raw.ifPresent(value -> params.put("raw", value));
      description.ifPresent(value -> params.put("description", value));
      params.put("serverReceivedTs", serverReceivedTs);
    }
  }

  record PeersStatusChanged(Map<String, PeerStatus> status) implements ServerNotice {
    public PeersStatusChanged {
      status = Map.copyOf(status);
    }

    @Override
    public ServerMethod method() {
      return ServerMethod.PEERS_STATUS_CHANGED;
    }

    @Override
    public void describe(ObjectNode params) {
      ObjectNode peers = params.putObject("status");
      status.forEach((peer, value) -> peers.put(peer, value.name()));
    }
  }

  /**
   * The token's time is nearly over.
   *
   * @param expiresAt when the session will end unless a newer token comes, in milliseconds since
   *     1970
   */
  record TokenWillExpire(long expiresAt) implements ServerNotice {
    @Override
    public ServerMethod method() {
      return ServerMethod.TOKEN_WILL_EXPIRE;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("expiresAt", expiresAt);
    }
  }

  /**
   * The session is over and the connection closes next. Not numbered.
   *
   * @param reason a name of RTM's ConnectionChangeReason
   */
  record Aborted(String reason) implements ServerNotice {
    @Override
    public ServerMethod method() {
      return ServerMethod.ABORTED;
    }

    @Override
    public void describe(ObjectNode params) {
      params.put("reason", reason);
    }
  }
}
