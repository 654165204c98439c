package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.LegRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One user's part in one invitation, as far as calls and effects have shown it. A view that is good
 * enough to answer calls; the engine decides. Only on the user's lane.
 */
final class Leg {
  /** Where the leg stands. An inviter begins CALLING, an invitee WAITING. */
  enum Phase {
    /** Inviter: invited, no answer yet. */
    CALLING,
    /** Inviter: took it back; the engine has not said whether that came in time. */
    CANCELING,
    /** Invitee: nobody is there to be told. */
    WAITING,
    /** Invitee: told, has not answered. */
    OFFERED,
    /** Invitee: said yes, waits for the third handshake. */
    ACCEPTING,
    /** Invitee: said no, waits for the engine's word. */
    REFUSING,
    /** Accepted and, for an invitee, confirmed. */
    IN_CALL,
    /** Has had its final word, or gave it. */
    ENDED
  }

  private final LegRef ref;
  private final String wireId;
  private final String peer;
  private final Optional<ChannelId> channel;
  private final Optional<Offer> offer;
  private final Set<Session> told = new LinkedHashSet<>();
  private Phase phase;
  private boolean received;

  private Leg(
      LegRef ref,
      String wireId,
      String peer,
      Optional<ChannelId> channel,
      Optional<Offer> offer,
      Phase phase) {
    this.ref = ref;
    this.wireId = wireId;
    this.peer = peer;
    this.channel = channel;
    this.offer = offer;
    this.phase = phase;
  }

  static Leg inviter(
      LegRef ref, String wireId, String callee, Optional<ChannelId> channel, Session caller) {
    Leg leg = new Leg(ref, wireId, callee, channel, Optional.empty(), Phase.CALLING);
    leg.tell(caller);
    return leg;
  }

  static Leg invitee(LegRef ref, String wireId, String caller, Offer offer) {
    return new Leg(ref, wireId, caller, offer.channelId(), Optional.of(offer), Phase.WAITING);
  }

  LegRef ref() {
    return ref;
  }

  /**
   * The name that the client knows it by: client-made for an inviter, bridge-made for an invitee.
   */
  String wireId() {
    return wireId;
  }

  /** The other party as this user's client knows it. */
  String peer() {
    return peer;
  }

  Optional<ChannelId> channel() {
    return channel;
  }

  /** Present exactly for an invitee. */
  Optional<Offer> offer() {
    return offer;
  }

  boolean isInviter() {
    return ref.leg().isInviter();
  }

  Phase phase() {
    return phase;
  }

  void phase(Phase next) {
    phase = next;
  }

  boolean isEnded() {
    return phase == Phase.ENDED;
  }

  /** Accepted, whether confirmed or not: the leg can be hung up. */
  boolean isAccepted() {
    return phase == Phase.ACCEPTING || phase == Phase.IN_CALL;
  }

  /** The sessions whose clients know of this leg; notifications go to no other. */
  List<Session> told() {
    return List.copyOf(told);
  }

  boolean isKnownTo(Session session) {
    return told.contains(session);
  }

  void tell(Session session) {
    told.add(session);
  }

  /** True: the session's client knew of it. */
  boolean forget(Session session) {
    return told.remove(session);
  }

  /** A client of the invitee has acknowledged the invitation, and each side knows so. */
  boolean isReceived() {
    return received;
  }

  void markReceived() {
    received = true;
  }
}
