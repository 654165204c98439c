package io.invitebridge.legacy.session;

import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The open legs of one user. A leg that has ended is forgotten at once: clients that still speak of
 * it are answered ok and not heard, as the old protocol has it. Only on the user's lane.
 */
final class LegBook {
  /** Far longer than an effect needs that was on its way when the leg ended. */
  private static final Duration OWNER_LINGERS = Duration.ofSeconds(2);

  private final LegacyContext context;
  private final Worker lane;
  private final Map<LegRef, Leg> byRef = new LinkedHashMap<>();
  private final Map<Leg.Name, Leg> byName = new HashMap<>();

  LegBook(LegacyContext context, Worker lane) {
    this.context = context;
    this.lane = lane;
  }

  /** Takes a leg whose name is free. */
  void add(Leg leg) {
    byRef.put(leg.ref(), leg);
    byName.put(leg.name(), leg);
    context.tally.openLegs.incrementAndGet();
  }

  Optional<Leg> find(LegRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  Optional<Leg> find(Leg.Name name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Both when two users call each other in one channel: clients cannot tell these calls apart. */
  List<Leg> between(String peer, ChannelId channel) {
    return Stream.of(new Leg.Name(true, peer, channel), new Leg.Name(false, peer, channel))
        .flatMap(name -> find(name).stream())
        .toList();
  }

  /** In the order of their beginning. */
  List<Leg> open() {
    return List.copyOf(byRef.values());
  }

  boolean isOpen(LegRef ref) {
    return byRef.containsKey(ref);
  }

  boolean isFull() {
    return byRef.size() >= context.settings.limits().maxOpenLegs();
  }

  boolean isEmpty() {
    return byRef.isEmpty();
  }

  /** The final word has been given. */
  void end(Leg leg) {
    if (leg.isEnded()) {
      return;
    }
    leg.phase(Leg.Phase.ENDED);
    byRef.remove(leg.ref());
    byName.remove(leg.name(), leg);
    context.tally.openLegs.decrementAndGet();
    lane.after(OWNER_LINGERS, () -> context.owners.forget(leg.ref()));
  }
}
