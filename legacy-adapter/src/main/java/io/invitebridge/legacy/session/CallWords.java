package io.invitebridge.legacy.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.ClientCall;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.session.Leg.Phase;
import io.invitebridge.legacy.translate.DtmfExtra;
import io.invitebridge.legacy.translate.InviteExtra;
import io.invitebridge.legacy.translate.LegacyToCore;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client says about calls. The clients keep no order: they accept what they refused and end
 * what is over. Words that make no sense any more are answered ok and not passed on. Only on the
 * user's lane.
 */
final class CallWords {
  private static final Logger log = LoggerFactory.getLogger(CallWords.class);

  private final LegacyContext context;
  private final AppUser user;
  private final LegBook legs;
  private final CallEffects effects;
  private final Mailbox mailbox;

  CallWords(
      LegacyContext context, AppUser user, LegBook legs, CallEffects effects, Mailbox mailbox) {
    this.context = context;
    this.user = user;
    this.legs = legs;
    this.effects = effects;
    this.mailbox = mailbox;
  }

  /** Does what the word says and answers it, an invite perhaps later. */
  void serve(Session session, CallId id, ClientCall.OfCall word) {
    Optional<Failure> wrong = checked(word);
    if (wrong.isPresent()) {
      session.link().refuse(id, wrong.get());
      return;
    }
    ChannelId channel = new ChannelId(word.channel());
    Content extra = new Content(word.extra());
    switch (word.word()) {
      case INVITE -> {
        invite(session, id, new Leg.Name(true, word.peer(), channel), extra);
        return;
      }
      case ACK -> received(session, new Leg.Name(false, word.peer(), channel));
      case ACCEPT ->
          callee(session, word.peer(), channel)
              .filter(leg -> leg.phase() == Phase.OFFERED)
              .ifPresent(leg -> accept(leg, extra));
      case REFUSE ->
          callee(session, word.peer(), channel)
              .filter(leg -> leg.phase() == Phase.OFFERED)
              .ifPresent(leg -> refuse(leg, extra));
      case BYE -> legs.between(word.peer(), channel).forEach(leg -> bye(leg, extra));
      case MESSAGE -> legs.between(word.peer(), channel).forEach(leg -> message(leg, word.extra()));
      case FAILED -> log.debug("Only a server says {}.", word.word());
    }
    session.link().answer(id, Answer.ok());
  }

  private void invite(Session session, CallId id, Leg.Name name, Content extra) {
    CalleeName callee = new CalleeName(name.peer());
    Invited invited =
        LegacyToCore.invited(
            user, callee, name.channel(), extra, context.settings.times().delivery());
    legs.find(name).ifPresent(older -> bye(older, Content.EMPTY));
    mailbox.forgetUnsaid(name, legs::isOpen);
    makeRoom(session);
    if (legs.isFull()) {
      session.link().refuse(id, Failure.TOO_OFTEN);
      return;
    }
    Opening opening =
        context.inbox.open(
            LegacyToCore.key(user, callee, name.channel(), context.nextCall()), invited);
    if (opening instanceof Opening.Opened opened) {
      begin(session, id, Leg.caller(opened.leg(), name, extra, session));
    } else if (opening instanceof Opening.Draining) {
      session.link().refuse(id, Failure.STOPPING);
    } else {
      session.link().refuse(id, Failure.OVERLOADED);
    }
  }

  /** When the peer has to be online, the answer itself tells whether it is. */
  private void begin(Session session, CallId id, Leg leg) {
    legs.add(leg);
    if (InviteExtra.read(leg.extra().value()).requirePeerOnline()) {
      leg.ask(new Leg.Question(session.link(), id));
      context
          .lane(user)
          .after(context.settings.times().inviteAnswer(), () -> effects.accepted(leg));
    } else {
      session.link().answer(id, Answer.ok());
    }
    LegRef ref = leg.ref();
    for (LegEffect early : context.owners.bind(ref, user)) {
      effects.perform(ref, early);
    }
  }

  /** Calls that only a client before this login knew of make room for new ones. */
  private void makeRoom(Session session) {
    if (legs.isFull()) {
      legs.open().stream()
          .filter(leg -> leg.phase() != Phase.WAITING && !leg.isKnownTo(session))
          .findFirst()
          .ifPresent(effects::fail);
    }
  }

  private Optional<Leg> callee(Session session, String peer, ChannelId channel) {
    Optional<Leg> known = legs.find(new Leg.Name(false, peer, channel));
    known.ifPresent(leg -> leg.knownTo(session));
    return known;
  }

  /** The client's own word; for all lines up to the invite it is a receipt. */
  private void received(Session session, Leg.Name name) {
    boolean latest = mailbox.inviteReceived(name);
    callee(session, name.peer(), name.channel())
        .filter(leg -> latest && leg.phase() == Phase.OFFERED && !leg.isReceived())
        .ifPresent(
            leg -> {
              leg.markReceived();
              deliver(leg, new InvitationEvent.Rang(leg.ref().leg()));
            });
  }

  private void accept(Leg leg, Content extra) {
    leg.phase(Phase.ACCEPTING);
    deliver(leg, new InvitationEvent.Accepted(leg.ref().leg(), extra));
  }

  private void refuse(Leg leg, Content extra) {
    LegId id = leg.ref().leg();
    deliver(leg, new InvitationEvent.Refused(id, LegacyToCore.refuseReason(extra), extra));
    legs.end(leg);
  }

  /** Before the answer it takes the call back or refuses it, afterwards it hangs up. */
  private void bye(Leg leg, Content extra) {
    if (leg.phase() != Phase.WAITING) {
      effects.accepted(leg);
      deliver(leg, new InvitationEvent.HungUp(leg.ref().leg(), extra));
      legs.end(leg);
    }
  }

  /** A party on this network gets the text as it is, others the key presses that are in it. */
  private void message(Leg leg, String extra) {
    List<LegOwners.Owned> others = context.owners.others(leg.ref());
    if (others.isEmpty()) {
      DtmfExtra.read(extra)
          .filter(keys -> leg.isAccepted())
          .ifPresentOrElse(
              keys -> deliver(leg, new InvitationEvent.DtmfSent(leg.ref().leg(), keys)),
              () -> log.debug("{}: a message within the call has nowhere to go.", leg.ref()));
      return;
    }
    for (LegOwners.Owned other : others) {
      context
          .lane(other.user())
          .execute(
              () ->
                  context.knownLine(other.user()).ifPresent(line -> line.hear(other.leg(), extra)));
    }
  }

  private void deliver(Leg leg, InvitationEvent event) {
    context.inbox.deliver(leg.ref().invitation(), event);
  }

  private static Optional<Failure> checked(ClientCall.OfCall word) {
    if (word.channel().isEmpty()) {
      return Optional.of(Failure.WRONG_PARAM);
    }
    if (word.peer().isEmpty() || word.peer().indexOf(' ') >= 0) {
      return Optional.of(Failure.WRONG_ACCOUNT);
    }
    return Values.tooLong(() -> new ChannelId(word.channel()))
        .or(() -> Values.tooLong(() -> new Content(word.extra())))
        .or(
            () ->
                Values.tooLong(() -> new CalleeName(word.peer()))
                    .map(tooLong -> Failure.WRONG_ACCOUNT));
  }

  /** Tries values that a client gave. */
  static final class Values {
    private Values() {}

    /** Empty: the value can be made. Emptiness has been checked before. */
    static Optional<Failure> tooLong(Runnable making) {
      try {
        making.run();
        return Optional.empty();
      } catch (InvalidValueException wrong) {
        return Optional.of(Failure.LARGE_PARAM);
      }
    }
  }
}
