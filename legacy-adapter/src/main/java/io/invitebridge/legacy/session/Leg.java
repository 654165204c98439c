package io.invitebridge.legacy.session;

import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.legacy.message.CallId;
import java.util.Optional;

/**
 * One user's part in one call, as far as words and effects have shown it. A view that is good
 * enough to answer clients; the engine decides. Only on the user's lane.
 */
final class Leg {
  /** Where the leg stands. A caller begins CALLING, a callee WAITING. */
  enum Phase {
    /** Caller: invited, no answer yet. */
    CALLING,
    /** Callee: nobody is there to be told. */
    WAITING,
    /** Callee: told, has not answered. */
    OFFERED,
    /** Callee: said yes; the engine has not said whether it was the first. */
    ACCEPTING,
    /** Accepted. */
    IN_CALL,
    /** Has had its final word, or gave it. */
    ENDED
  }

  /** What the clients know a call by, beside the role in it. */
  record Name(boolean caller, String peer, ChannelId channel) {}

  /** A request that is answered when the engine has spoken. */
  record Question(Link link, CallId id) {}

  private final LegRef ref;
  private final Name name;
  private final Content extra;
  private Phase phase;
  private boolean received;
  private boolean confirmDue;
  private Optional<Question> question = Optional.empty();
  private Optional<Session> knownTo;

  private Leg(LegRef ref, Name name, Content extra, Phase phase, Optional<Session> knownTo) {
    this.ref = ref;
    this.name = name;
    this.extra = extra;
    this.phase = phase;
    this.knownTo = knownTo;
  }

  static Leg caller(LegRef ref, Name name, Content extra, Session session) {
    return new Leg(ref, name, extra, Phase.CALLING, Optional.of(session));
  }

  static Leg callee(LegRef ref, Name name, Content extra) {
    return new Leg(ref, name, extra, Phase.WAITING, Optional.empty());
  }

  LegRef ref() {
    return ref;
  }

  Name name() {
    return name;
  }

  /** The invite's. */
  Content extra() {
    return extra;
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

  /** Accepted, whether the engine has said so or not. */
  boolean isAccepted() {
    return phase == Phase.ACCEPTING || phase == Phase.IN_CALL;
  }

  /** The callee's client has the invite. */
  boolean isReceived() {
    return received;
  }

  void markReceived() {
    received = true;
  }

  /** The caller has not been there since the accept. */
  boolean isConfirmDue() {
    return confirmDue;
  }

  void confirmDue(boolean value) {
    confirmDue = value;
  }

  void ask(Question asked) {
    question = Optional.of(asked);
  }

  /** The open question, which is to be answered now. */
  Optional<Question> takeQuestion() {
    Optional<Question> asked = question;
    question = Optional.empty();
    return asked;
  }

  /** The session in which the client spoke or heard of this leg last. */
  boolean isKnownTo(Session session) {
    return knownTo.filter(known -> known == session).isPresent();
  }

  void knownTo(Session session) {
    knownTo = Optional.of(session);
  }
}
