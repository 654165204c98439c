package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which user a leg belongs to, for the engine's threads. The engine may have an effect for an
 * inviter's leg before the user's lane has learnt the leg's name; such effects are parked here
 * until {@link #bind}. Any thread.
 */
final class LegOwners {
  private final Map<LegRef, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @return the effects that came before the owner was known, in order
   */
  List<LegEffect> bind(LegRef leg, AppUser user) {
    Entry before = entries.put(leg, new Entry(Optional.of(user), List.of()));
    return before == null ? List.of() : before.parked;
  }

  /** The owner; empty: not known yet, and the effect waits for it. */
  Optional<AppUser> ownerOrPark(LegRef leg, LegEffect effect) {
    Entry now =
        entries.compute(
            leg, (ref, known) -> known == null ? Entry.EMPTY.park(effect) : known.park(effect));
    return now.user;
  }

  Optional<AppUser> owner(LegRef leg) {
    Entry known = entries.get(leg);
    return known == null ? Optional.empty() : known.user;
  }

  /** Gives up on parked effects whose owner never came. */
  boolean dropParked(LegRef leg) {
    Entry known = entries.get(leg);
    return known != null && known.user.isEmpty() && entries.remove(leg, known);
  }

  void forget(LegRef leg) {
    entries.remove(leg);
  }

  int size() {
    return entries.size();
  }

  private record Entry(Optional<AppUser> user, List<LegEffect> parked) {
    static final Entry EMPTY = new Entry(Optional.empty(), List.of());

    Entry park(LegEffect effect) {
      if (user.isPresent()) {
        return this;
      }
      List<LegEffect> more = new ArrayList<>(parked);
      more.add(effect);
      return new Entry(user, List.copyOf(more));
    }
  }
}
