package io.invitebridge.sip.trunk;

import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Endpoint.Way;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.transport.Locator;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets of one trunk, how they are, and the order to try them in. Any thread. */
public final class TargetPool {
  private static final Logger LOG = LoggerFactory.getLogger(TargetPool.class);

  /** A server that wants to be left alone for longer is asked again after this. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final String trunk;
  private final Map<TrunkTarget, TargetHealth> targets = new LinkedHashMap<>();
  private final Way way;
  private final Locator locator;
  private final Identity identity;
  private final Clock clock;
  private final Tokens tokens;

  /**
   * @param way how all of them are reached
   */
  TargetPool(
      String trunk,
      List<TrunkTarget> targets,
      Way way,
      Locator locator,
      Identity identity,
      Clock clock,
      Tokens tokens) {
    this.trunk = trunk;
    this.way = way;
    this.locator = locator;
    this.identity = identity;
    this.clock = clock;
    this.tokens = tokens;
    targets.forEach(target -> this.targets.put(target, new TargetHealth(clock.instant())));
  }

  /**
   * The places that a call may be sent to, the best first; none of a target that is down or rests.
   *
   * @param lane runs {@code then}; when nothing has to be waited for, it runs at once on the
   *     caller's thread, which then has to be that lane's
   */
  public void places(Worker lane, Consumer<List<Place>> then) {
    locate(ordered(targets.keySet().stream().filter(this::isUsable).toList()), lane, then);
  }

  /** The same of all targets, those that are up first: a registration is worth a try anywhere. */
  void allPlaces(Worker lane, Consumer<List<Place>> then) {
    List<TrunkTarget> good = targets.keySet().stream().filter(this::isUsable).toList();
    locate(ordered(good.isEmpty() ? List.copyOf(targets.keySet()) : good), lane, then);
  }

  void places(TrunkTarget target, Worker lane, Consumer<List<Place>> then) {
    locate(List.of(target), lane, then);
  }

  /** False while a target is down, or rests after a 503. */
  public boolean isUsable(TrunkTarget target) {
    return health(target).isUsable(clock.instant());
  }

  /** A target answered 503 and said when to come back. */
  public void rest(TrunkTarget target, Duration wanted) {
    Duration time = wanted.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wanted;
    boolean was = isUsable(target);
    health(target).rest(clock.instant(), time);
    if (was && !isUsable(target)) {
      LOG.warn(
          "The trunk {}'s target {} is overloaded and left alone for {} s",
          trunk,
          target,
          time.toSeconds());
    }
  }

  TargetHealth health(TrunkTarget target) {
    TargetHealth health = targets.get(target);
    if (health == null) {
      throw new IllegalArgumentException(target + " is no target of the trunk " + trunk + ".");
    }
    return health;
  }

  List<TrunkTarget> targets() {
    return List.copyOf(targets.keySet());
  }

  private List<TrunkTarget> ordered(List<TrunkTarget> some) {
    return WeightedOrder.of(some, TrunkTarget::priority, TrunkTarget::weight, tokens);
  }

  private void locate(List<TrunkTarget> order, Worker lane, Consumer<List<Place>> then) {
    List<CompletableFuture<List<Endpoint>>> lookups = order.stream().map(locator::locate).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(lookups.toArray(CompletableFuture[]::new));
    if (all.isDone()) {
      then.accept(gathered(order, lookups));
    } else {
      all.thenRun(() -> lane.execute(() -> then.accept(gathered(order, lookups))));
    }
  }

  private List<Place> gathered(
      List<TrunkTarget> order, List<CompletableFuture<List<Endpoint>>> lookups) {
    Set<Place> places = new LinkedHashSet<>();
    for (int i = 0; i < order.size(); i++) {
      for (Endpoint found : lookups.get(i).join()) {
        places.add(new Place(order.get(i), usable(found, order.get(i))));
      }
    }
    return List.copyOf(places);
  }

  /** An address that was looked up must still show the certificate of the name (RFC 5922). */
  private Endpoint usable(Endpoint found, TrunkTarget target) {
    boolean lookedUp = !found.host().equals(target.host());
    Way there =
        lookedUp && way.names().isEmpty() ? new Way(way.listener(), Set.of(target.host())) : way;
    return new Endpoint(identity.usable(found.protocol()), found.host(), found.port(), there);
  }
}
