package io.invitebridge.legacy.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Which user a leg belongs to, for the engine's threads and for what two users of this network tell
 * each other within a call. The engine may have an effect for an inviter's leg before the user's
 * lane has learnt the leg's name; such effects are parked here until {@link #bind}. Any thread.
 */
final class LegOwners {
  private final Map<InvitationId, Parties> invitations = new ConcurrentHashMap<>();

  /** A leg and its user. */
  record Owned(LegRef leg, AppUser user) {}

  /**
   * @return the effects that came before the owner was known, in order
   */
  List<LegEffect> bind(LegRef leg, AppUser user) {
    List<LegEffect> parked = new ArrayList<>();
    invitations.compute(
        leg.invitation(),
        (id, known) -> {
          Parties before = known == null ? Parties.NONE : known;
          if (leg.leg().isInviter()) {
            parked.addAll(before.parked);
          }
          return before.with(leg.leg(), user);
        });
    return parked;
  }

  /** The owner of an inviter's leg; empty: not known yet, and the effect waits for it. */
  Optional<AppUser> ownerOrPark(LegRef leg, LegEffect effect) {
    Parties now =
        invitations.compute(
            leg.invitation(),
            (id, known) -> (known == null ? Parties.NONE : known).parkUnlessKnown(effect));
    return now.user(leg.leg());
  }

  Optional<AppUser> owner(LegRef leg) {
    Parties known = invitations.get(leg.invitation());
    return known == null ? Optional.empty() : known.user(leg.leg());
  }

  /** The other users of this network in the same invitation. */
  List<Owned> others(LegRef leg) {
    Parties known = invitations.getOrDefault(leg.invitation(), Parties.NONE);
    return known.users.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(leg.leg()))
        .map(entry -> new Owned(new LegRef(leg.invitation(), entry.getKey()), entry.getValue()))
        .toList();
  }

  /** Gives up on parked effects whose owner never came. */
  boolean dropParked(LegRef leg) {
    AtomicBoolean dropped = new AtomicBoolean();
    invitations.computeIfPresent(
        leg.invitation(),
        (id, known) -> {
          if (known.user(LegId.INVITER).isPresent() || known.parked.isEmpty()) {
            return known;
          }
          dropped.set(true);
          return known.users.isEmpty() ? null : new Parties(known.users, List.of());
        });
    return dropped.get();
  }

  void forget(LegRef leg) {
    invitations.computeIfPresent(leg.invitation(), (id, known) -> known.without(leg.leg()));
  }

  int size() {
    return invitations.size();
  }

  private static final class Parties {
    static final Parties NONE = new Parties(Map.of(), List.of());

    final Map<LegId, AppUser> users;
    final List<LegEffect> parked;

    Parties(Map<LegId, AppUser> users, List<LegEffect> parked) {
      this.users = Map.copyOf(users);
      this.parked = List.copyOf(parked);
    }

    Optional<AppUser> user(LegId leg) {
      return Optional.ofNullable(users.get(leg));
    }

    Parties with(LegId leg, AppUser user) {
      Map<LegId, AppUser> more = new HashMap<>(users);
      more.put(leg, user);
      return new Parties(more, leg.isInviter() ? List.of() : parked);
    }

    Parties parkUnlessKnown(LegEffect effect) {
      if (users.containsKey(LegId.INVITER)) {
        return this;
      }
      List<LegEffect> more = new ArrayList<>(parked);
      more.add(effect);
      return new Parties(users, more);
    }

    @Nullable Parties without(LegId leg) {
      Map<LegId, AppUser> fewer = new HashMap<>(users);
      fewer.remove(leg);
      return fewer.isEmpty() && parked.isEmpty() ? null : new Parties(fewer, parked);
    }
  }
}
