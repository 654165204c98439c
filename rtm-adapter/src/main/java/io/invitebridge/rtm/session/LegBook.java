package io.invitebridge.rtm.session;

import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All legs of one user: open ones, and ended ones for the tombstone time, so that late calls and
 * repeated ids find their answer. Only on the user's lane.
 */
final class LegBook {
  private final RtmContext context;
  private final UserLine line;
  private final Worker lane;
  private final Map<LegRef, Leg> byRef = new LinkedHashMap<>();
  private final Map<String, Leg> byWireId = new HashMap<>();
  private int openAsInviter;
  private int openAsInvitee;

  LegBook(RtmContext context, UserLine line) {
    this.context = context;
    this.line = line;
    this.lane = context.lane(line.user());
  }

  void add(Leg leg) {
    byRef.put(leg.ref(), leg);
    byWireId.put(leg.wireId(), leg);
    count(leg, 1);
  }

  Optional<Leg> find(LegRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  Optional<Leg> find(String wireId) {
    return Optional.ofNullable(byWireId.get(wireId));
  }

  /** In the order of their beginning. */
  List<Leg> open() {
    return byRef.values().stream().filter(leg -> !leg.isEnded()).toList();
  }

  /** Both sides are counted apart, so that being called does not keep a user from calling. */
  boolean isFull(boolean asInviter) {
    int open = asInviter ? openAsInviter : openAsInvitee;
    return open >= context.settings.limits().maxOpenLegs();
  }

  boolean isEmpty() {
    return byRef.isEmpty();
  }

  /** The leg's final word has been given; what comes later finds a tombstone. */
  void end(Leg leg) {
    if (leg.isEnded()) {
      return;
    }
    leg.phase(Leg.Phase.ENDED);
    count(leg, -1);
    lane.after(context.settings.times().tombstone(), () -> forget(leg));
  }

  private void count(Leg leg, int change) {
    context.tally.openLegs.addAndGet(change);
    if (leg.isInviter()) {
      openAsInviter += change;
    } else {
      openAsInvitee += change;
    }
  }

  private void forget(Leg leg) {
    byRef.remove(leg.ref());
    byWireId.remove(leg.wireId(), leg);
    context.owners.forget(leg.ref());
    line.releaseIfIdle();
  }
}
