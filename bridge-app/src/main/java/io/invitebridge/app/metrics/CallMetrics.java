package io.invitebridge.app.metrics;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.Journal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times invitations by direction. Any thread; each invitation on its own lane.
 *
 * <p>The measures are those of RFC 6076 as the bridge sees them, from the inviter's side of it:
 * session request delay (section 4.3) ends with the first ringing, or with the failure; session
 * duration (4.5) runs from the accept to the hang-up. The ratios (4.6 to 4.8) are quotients of the
 * counter {@code bridge.invitations.finished}.
 */
public final class CallMetrics implements Journal {
  private static final Duration[] SIGNALING = seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32);
  private static final Duration[] PEOPLE = seconds(1, 2, 5, 10, 15, 20, 30, 45, 60, 120, 180);
  private static final Duration[] TALK = seconds(10, 30, 60, 120, 300, 600, 1800, 3600, 7200);

  private static final String NOBODY = "none";

  private final MeterRegistry registry;
  private final Map<InvitationId, Instant> answered = new ConcurrentHashMap<>();

  public CallMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("bridge.sessions.open", answered, Map::size)
        .description("Calls that were accepted and have not ended")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void record(Instant at, Invitation before, InvitationEvent event, Transition transition) {
    if (transition.verdict() != Verdict.MOVED) {
      return;
    }
    Invitation next = transition.next();
    for (Effect effect : transition.effects()) {
      if (effect instanceof SendRinging && before.state() == InvitationState.INVITING) {
        requestDelay(next, "successful").record(age(next, at));
      } else if (effect instanceof SendAccept) {
        accepted(next, at);
      } else if (effect instanceof SendRejection) {
        requestDelay(next, "failed").record(age(next, at));
      }
    }
    if (next.isEnded() && !before.isEnded()) {
      ended(next, transition, at);
    }
  }

  private void accepted(Invitation next, Instant at) {
    answered.put(next.id(), at);
    timer("bridge.answer.delay", "From the invitation to its accept", PEOPLE, next)
        .register(registry)
        .record(age(next, at));
  }

  private void ended(Invitation last, Transition transition, Instant at) {
    Optional<Instant> since = Optional.ofNullable(answered.remove(last.id()));
    since.ifPresent(
        start ->
            timer(
                    "bridge.session.duration",
                    "From the accept to the end (RFC 6076 4.5)",
                    TALK,
                    last)
                .register(registry)
                .record(Duration.between(start, at)));
    Counter.builder("bridge.invitations.finished")
        .description("Invitations and calls that are over, by direction and reason")
        .tag("from", from(last))
        .tag("to", to(last))
        .tag("reason", word(last.end().map(EndReason::name).orElse(NOBODY)))
        .tag("refusal", refusal(transition.effects()))
        .tag("answered", since.isPresent() ? "yes" : "no")
        .register(registry)
        .increment();
  }

  private Timer requestDelay(Invitation invitation, String result) {
    return timer(
            "bridge.session.request.delay",
            "From the invitation to its first ringing, or to its failure (RFC 6076 4.3)",
            SIGNALING,
            invitation)
        .tag("result", result)
        .register(registry);
  }

  private static Timer.Builder timer(
      String name, String meaning, Duration[] buckets, Invitation invitation) {
    return Timer.builder(name)
        .description(meaning)
        .serviceLevelObjectives(buckets)
        .tag("from", from(invitation))
        .tag("to", to(invitation));
  }

  private static Duration age(Invitation invitation, Instant at) {
    return Duration.between(invitation.bornAt(), at);
  }

  private static String from(Invitation invitation) {
    return word(invitation.origin().caller().network().name());
  }

  /** The network of who answered, else of whom the route names first. */
  private static String to(Invitation invitation) {
    return invitation
        .winner()
        .flatMap(invitation::invitee)
        .or(() -> invitation.legs().stream().findFirst())
        .map(InviteeLeg::address)
        .map(address -> address.network())
        .map(Network::name)
        .map(CallMetrics::word)
        .orElse(NOBODY);
  }

  private static String refusal(List<Effect> effects) {
    return effects.stream()
        .filter(SendRejection.class::isInstance)
        .map(effect -> ((SendRejection) effect).rejection().refusal())
        .flatMap(Optional::stream)
        .map(RefuseReason::word)
        .findFirst()
        .orElse(NOBODY);
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static Duration[] seconds(double... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofMillis(Math.round(values[i] * 1000));
    }
    return durations;
  }
}
