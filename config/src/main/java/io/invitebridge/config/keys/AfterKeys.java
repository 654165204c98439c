package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Action.Afterwards;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.invitation.RefuseReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code on-busy:}, {@code on-offline:} and the like: what follows when nobody has answered. */
final class AfterKeys {
  private static final Key<List<RingKeys.Turn>> RING =
      Key.optional("ring", RingKeys.TURNS, "Whom to ring then, one after another.", "");

  private static final Key<RefuseReason> REFUSE =
      Key.optional(
          "refuse", Shapes.word(RouteKeys.reasons()), "What the caller hears instead.", "");

  /** The turns are read, and wait for the route's own limit. */
  private record Written(Optional<List<RingKeys.Turn>> turns, Optional<RefuseReason> refusal) {}

  private static final Section<Written> SECTION =
      Section.of(
              "what follows",
              List.of(RING, REFUSE),
              fields -> new Written(fields.get(RING), fields.get(REFUSE)))
          .exactlyOneOf(RING, REFUSE);

  private static final Map<Outcome, Key<Written>> KEYS = keys();

  /** One for each outcome. */
  static final List<Key<?>> ALL = List.copyOf(KEYS.values());

  private AfterKeys() {}

  /** What the route says; a turn without a limit of its own has the route's. */
  static Map<Outcome, Afterwards> of(Fields fields, Optional<Duration> limit) {
    Map<Outcome, Afterwards> found = new EnumMap<>(Outcome.class);
    KEYS.forEach(
        (outcome, key) ->
            fields.get(key).ifPresent(written -> found.put(outcome, afterwards(written, limit))));
    return found;
  }

  static Key<?> key(Outcome outcome) {
    return Objects.requireNonNull(KEYS.get(outcome));
  }

  private static Afterwards afterwards(Written written, Optional<Duration> limit) {
    return written
        .refusal()
        .<Afterwards>map(Afterwards.Refuse::new)
        .orElseGet(
            () ->
                new Afterwards.Ring(
                    RingKeys.rounds(written.turns().orElse(List.of()), false, limit)));
  }

  private static Map<Outcome, Key<Written>> keys() {
    Map<Outcome, Key<Written>> keys = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      String word = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
      keys.put(
          outcome,
          Key.optional(
              "on-" + word,
              SECTION,
              "What follows when the ringing has ended with the outcome " + word + ".",
              "the call ends"));
    }
    return keys;
  }
}
