package io.invitebridge.sip.session;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pair of UUIDs of each dialog of one leg: one dialog, or as many as its INVITE was forked to.
 * Any thread.
 */
final class LegPair {
  /** More places than the bridge makes dialogs with are hostile. */
  private static final int MOST = 32;

  private final Ends ends;
  private final Side side;
  private final String key;
  private final Map<String, String> peers = new ConcurrentHashMap<>();

  /** Who the peer of the leg is. */
  enum Side {
    CALLER,
    CALLEE,
    /** The media gateway of a caller: to it, the bridge is the caller. */
    CALLERS_GATEWAY,
    CALLEES_GATEWAY
  }

  /**
   * @param key by which the leg is known
   */
  LegPair(Ends ends, Side side, String key) {
    this.ends = ends;
    this.side = side;
    this.key = key;
  }

  Ends ends() {
    return ends;
  }

  /** The INVITE that made the leg. */
  void begin(SIPRequest received) {
    peers.put(Received.fromTag(received), SessionId.NIL);
    hear(received);
  }

  /** RFC 7989 section 6: what the peer says last is its UUID; no UUID, or a bad one, is none. */
  void hear(SIPMessage message) {
    boolean response = message instanceof SIPResponse;
    String tag = response ? Received.toTag(message) : Received.fromTag(message);
    boolean known = peers.containsKey(tag);
    if (tag.isEmpty() || !known && (!response || peers.size() >= MOST)) {
      return;
    }
    peers.putIfAbsent(tag, SessionId.NIL);
    Optional<String> said = SessionId.sender(message);
    said.ifPresent(uuid -> peers.put(tag, uuid));
    if (side == Side.CALLER) {
      said.ifPresent(ends::inviterIs);
    } else if (side == Side.CALLEE) {
      String dialog = key + "|" + tag;
      said.ifPresent(uuid -> ends.inviteeIs(dialog, uuid));
      if (message instanceof SIPResponse answer && isAnswer(answer)) {
        ends.answered(dialog);
        said.ifPresent(uuid -> ends.inviteeIs(dialog, uuid));
      }
    }
  }

  private static boolean isAnswer(SIPResponse response) {
    return response.getStatusCode() / 100 == 2
        && response.getCSeq().getMethod().equals(MethodNames.INVITE);
  }

  HeaderLine line(SIPRequest request) {
    return new SessionId(local(), remote(Received.toTag(request))).line();
  }

  HeaderLine line(SIPResponse response) {
    boolean refusal =
        response.getStatusCode() >= 300
            && side == Side.CALLER
            && response.getCSeq().getMethod().equals(MethodNames.INVITE);
    String remote = remote(Received.fromTag(response));
    return new SessionId(refusal ? ends.refuser() : local(), remote).line();
  }

  /** For a log, where the leg has one dialog yet at most. */
  SessionId now() {
    return new SessionId(local(), peers.values().stream().findFirst().orElse(SessionId.NIL));
  }

  private String local() {
    return switch (side) {
      case CALLER, CALLEES_GATEWAY -> ends.invitee();
      case CALLEE, CALLERS_GATEWAY -> ends.inviter();
    };
  }

  private String remote(String tag) {
    return peers.getOrDefault(tag, SessionId.NIL);
  }
}
