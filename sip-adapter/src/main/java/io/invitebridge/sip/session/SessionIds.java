package io.invitebridge.sip.session;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.sip.Recent;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.SessionId;
import io.invitebridge.sip.session.LegPair.Side;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The UUIDs of all legs (RFC 7989 sections 6 and 7). A leg joins before its first message and
 * leaves after its last. Any thread.
 */
public final class SessionIds {
  private final Tokens tokens;
  private final Map<String, LegPair> legs = new ConcurrentHashMap<>();
  private final Map<InvitationId, Shared> live = new ConcurrentHashMap<>();
  private final Recent<InvitationId, Ends> recent;

  private record Shared(Ends ends, int legs) {}

  /**
   * @param tokens chance for UUIDs of our own
   * @param span how long an invitation without a leg keeps its UUIDs, for a further one
   */
  public SessionIds(Tokens tokens, Clock clock, Duration span) {
    this.tokens = tokens;
    this.recent = new Recent<>(clock, span);
  }

  /** Legs that have not left; zero when a story has left nothing behind. */
  public int size() {
    return legs.size();
  }

  /**
   * A caller.
   *
   * @param tag our tag in the dialog
   */
  public void caller(LegRef ref, SIPRequest invite, String tag) {
    join(ref.invitation(), key(Received.callId(invite), tag), Side.CALLER).begin(invite);
  }

  /** A callee that is going to be rung. */
  public void callee(LegRef ref, String callId, String tag) {
    join(ref.invitation(), key(callId, tag), Side.CALLEE);
  }

  /**
   * A media gateway. Its own UUID stays between it and the bridge.
   *
   * @param served the leg that it serves, for whom the bridge calls it
   */
  public void gateway(LegRef served, String callId, String tag) {
    Side side = served.leg().isInviter() ? Side.CALLERS_GATEWAY : Side.CALLEES_GATEWAY;
    join(served.invitation(), key(callId, tag), side);
  }

  /** The leg's dialogs are over; a second time does nothing. */
  public void leave(LegRef ref, String callId, String tag) {
    LegPair pair = legs.remove(key(callId, tag));
    if (pair == null) {
      return;
    }
    pair.ends().left(key(callId, tag));
    live.computeIfPresent(
        ref.invitation(),
        (id, shared) -> {
          if (shared.legs() > 1) {
            return new Shared(shared.ends(), shared.legs() - 1);
          }
          recent.put(id, shared.ends());
          return null;
        });
  }

  /** {@code , Session-ID x;remote=y} for the log; empty for a leg that is not known. */
  public String inWords(String callId, String tag) {
    return leg(callId, tag).map(pair -> ", Session-ID " + pair.now()).orElse("");
  }

  /** A message of the peer's in a dialog; others are passed over. */
  void hear(SIPMessage message) {
    boolean ours = message instanceof SIPResponse;
    leg(Received.callId(message), ours ? Received.fromTag(message) : Received.toTag(message))
        .ifPresent(pair -> pair.hear(message));
  }

  /** A request of ours. One that is sent again stays as it was, and a CANCEL has its INVITE's. */
  void sign(SIPRequest request) {
    if (request.getHeader(SessionId.HEADER) == null) {
      leg(Received.callId(request), Received.fromTag(request))
          .ifPresent(pair -> Requests.add(request, pair.line(request)));
    }
  }

  /**
   * A response of ours. Outside of any leg, where no other end is known yet, the nil UUID stands
   * for it, and only a peer that has said its own is told so.
   */
  void sign(SIPRequest request, SIPResponse response) {
    if (response.getHeader(SessionId.HEADER) != null) {
      return;
    }
    Optional<HeaderLine> line =
        leg(Received.callId(response), Received.toTag(response))
            .map(pair -> pair.line(response))
            .or(() -> sessionless(request));
    line.ifPresent(header -> Requests.add(response, header));
  }

  private static Optional<HeaderLine> sessionless(SIPRequest request) {
    return SessionId.sender(request).map(uuid -> new SessionId(SessionId.NIL, uuid).line());
  }

  private LegPair join(InvitationId invitation, String key, Side side) {
    Ends ends =
        live.compute(
                invitation,
                (id, shared) ->
                    shared == null
                        ? new Shared(recent.get(id).orElseGet(() -> new Ends(tokens)), 1)
                        : new Shared(shared.ends(), shared.legs() + 1))
            .ends();
    LegPair pair = new LegPair(ends, side, key);
    legs.put(key, pair);
    return pair;
  }

  private Optional<LegPair> leg(String callId, String tag) {
    return tag.isEmpty() ? Optional.empty() : Optional.ofNullable(legs.get(key(callId, tag)));
  }

  private static String key(String callId, String tag) {
    return tag + "|" + callId;
  }
}
