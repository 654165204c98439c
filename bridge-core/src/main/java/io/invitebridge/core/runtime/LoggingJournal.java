package io.invitebridge.core.runtime;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.port.Journal;
import java.time.Instant;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transition, one log line: invitation id, from, event, to, effects. Moves at INFO, ignores at
 * DEBUG with their reason, violations at ERROR because they are faults of ours. Texts of users
 * never appear: {@code Content} prints only its length.
 */
public final class LoggingJournal implements Journal {
  private static final Logger log = LoggerFactory.getLogger(LoggingJournal.class);

  @Override
  public void record(Instant at, Invitation before, InvitationEvent event, Transition transition) {
    switch (transition.verdict()) {
      case MOVED -> logMove(before, event, transition);
      case IGNORED ->
          log.debug("{} {} ignored {}: {}", before.id(), before.state(), event, transition.why());
      case VIOLATION ->
          log.error(
              "{} {} must not get {}: {}. This is a fault of the bridge.",
              before.id(),
              before.state(),
              event,
              transition.why());
    }
  }

  private static void logMove(Invitation before, InvitationEvent event, Transition transition) {
    if (!log.isInfoEnabled()) {
      return;
    }
    Invitation next = transition.next();
    log.info(
        "{} {} -> {}{} on {} -> {}",
        before.id(),
        before.state(),
        next.state(),
        next.end().map(reason -> " (" + reason + ")").orElse(""),
        event(event),
        effects(transition));
  }

  private static String event(InvitationEvent event) {
    return event instanceof InvitationEvent.Routed routed
        ? "Routed[" + routed.plan().route() + "]"
        : event.toString();
  }

  private static String effects(Transition transition) {
    return transition.effects().stream()
        .map(LoggingJournal::effect)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String effect(Effect effect) {
    String name = effect.getClass().getSimpleName();
    return effect instanceof Effect.LegEffect toLeg ? name + " to " + toLeg.leg() : name;
  }
}
