package io.invitebridge.sip.trunk;

import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The targets of one trunk and the order in which a request tries them. Any thread. */
public final class TargetPool {
  private final List<TrunkTarget> targets;
  private final Locator locator;
  private final Identity identity;
  private final Tokens tokens;

  TargetPool(List<TrunkTarget> targets, Locator locator, Identity identity, Tokens tokens) {
    this.targets = List.copyOf(targets);
    this.locator = locator;
    this.identity = identity;
    this.tokens = tokens;
  }

  /**
   * All places that a request may be sent to, the best first.
   *
   * @param lane runs {@code then}; when nothing has to be waited for, it runs at once on the
   *     caller's thread, which then has to be that lane's
   */
  public void places(Worker lane, Consumer<List<Place>> then) {
    List<TrunkTarget> order =
        WeightedOrder.of(targets, TrunkTarget::priority, TrunkTarget::weight, tokens);
    locate(order, lane, then);
  }

  void places(TrunkTarget target, Worker lane, Consumer<List<Place>> then) {
    locate(List.of(target), lane, then);
  }

  List<TrunkTarget> targets() {
    return targets;
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
        places.add(new Place(order.get(i), usable(found)));
      }
    }
    return List.copyOf(places);
  }

  private Endpoint usable(Endpoint found) {
    return new Endpoint(identity.usable(found.protocol()), found.host(), found.port());
  }
}
