package io.invitebridge.app.wakeup;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.LegState;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who of one invitation is absent, and what their backends know. A user who is rung on both app
 * networks has two legs and needs one push: the unit is the user in a round, and a user who can be
 * reached on one network is not absent. Only on the invitation's lane.
 */
final class Board {
  /** One user in one round of the plan. */
  private record Seat(AppId app, UserId user, int round) {}

  /** What the backend has been told about a seat. */
  private record Told(LegId leg, int notices, boolean isDelivered) {}

  private final Set<LegId> absent = new HashSet<>();
  private final Map<Seat, Told> told = new HashMap<>();

  void absent(LegId leg) {
    absent.add(leg);
  }

  void present(LegId leg) {
    absent.remove(leg);
  }

  boolean isEmpty() {
    return absent.isEmpty() && told.isEmpty();
  }

  /** What is to be told after this step. */
  List<Notice> look(Invitation now, InvitationEvent event, List<Effect> effects) {
    List<Notice> notices = new ArrayList<>();
    for (Seat seat : seats(now)) {
      List<InviteeLeg> legs = legsOf(seat, now);
      List<InviteeLeg> open = legs.stream().filter(InviteeLeg::isOpen).toList();
      Optional<Told> known = Optional.ofNullable(told.get(seat));
      if (legs.stream().anyMatch(leg -> leg.state() == LegState.ACCEPTED)) {
        end(seat, now, new End(NoticeKind.ACCEPTED, Optional.empty())).ifPresent(notices::add);
      } else if (open.isEmpty()) {
        end(seat, now, endOf(legs, event, effects)).ifPresent(notices::add);
      } else if (known.isEmpty() && open.stream().allMatch(leg -> absent.contains(leg.id()))) {
        notices.add(begin(seat, now, open));
      } else if (known.isPresent() && !known.get().isDelivered() && rings(open)) {
        notices.add(delivered(seat, now, known.get(), open));
      }
    }
    return notices;
  }

  private Notice begin(Seat seat, Invitation now, List<InviteeLeg> open) {
    // An rtm client knows the invitation by its id; a legacy client has no such thing.
    InviteeLeg leg =
        open.stream()
            .min(Comparator.comparing(l -> l.address().network() == Network.RTM ? 0 : 1))
            .orElseThrow();
    told.put(seat, new Told(leg.id(), 1, false));
    return notice(now, leg.id(), 1, NoticeKind.WAKE_UP, Optional.empty(), deadline(now, open));
  }

  private Notice delivered(Seat seat, Invitation now, Told known, List<InviteeLeg> open) {
    int number = known.notices() + 1;
    told.put(seat, new Told(known.leg(), number, true));
    return notice(
        now, known.leg(), number, NoticeKind.DELIVERED, Optional.empty(), deadline(now, open));
  }

  private Optional<Notice> end(Seat seat, Invitation now, End end) {
    legsOf(seat, now).forEach(leg -> absent.remove(leg.id()));
    return Optional.ofNullable(told.remove(seat))
        .map(
            known ->
                notice(
                    now,
                    known.leg(),
                    known.notices() + 1,
                    end.kind(),
                    end.reason(),
                    Optional.empty()));
  }

  private record End(NoticeKind kind, Optional<String> reason) {}

  private static End endOf(List<InviteeLeg> legs, InvitationEvent event, List<Effect> effects) {
    if (event instanceof Refused e && contains(legs, e.leg())) {
      return new End(NoticeKind.REFUSED, Optional.of(e.reason().word()));
    }
    if (event instanceof HungUp e && contains(legs, e.leg())) {
      return new End(NoticeKind.REFUSED, Optional.of(RefuseReason.DECLINED.word()));
    }
    if (event instanceof LegFailed e && contains(legs, e.leg())) {
      return new End(NoticeKind.FAILED, Optional.of(word(e.failure())));
    }
    for (Effect effect : effects) {
      if (effect instanceof SendWithdrawal e && contains(legs, e.leg())) {
        return new End(NoticeKind.ofWithdrawal(e.reason()), Optional.of(word(e.reason())));
      }
    }
    return new End(NoticeKind.CANCELED, Optional.of(word(EndReason.CANCELED)));
  }

  private static Notice notice(
      Invitation now,
      LegId leg,
      int number,
      NoticeKind kind,
      Optional<String> reason,
      Optional<Instant> expiresAt) {
    AppUser callee = (AppUser) now.invitee(leg).orElseThrow().address();
    Plan plan = now.plan().orElseThrow();
    Offer offer =
        new Offer(
            plan.presented().caller().orElseGet(now.origin()::caller),
            plan.presented().name().or(now.origin()::callerName),
            callee,
            now.origin().callee(),
            plan.channelId(),
            plan.content(),
            now.origin().hops(),
            plan.media(),
            now.origin().data());
    return new Notice(kind, number, new LegRef(now.id(), leg), callee, offer, reason, expiresAt);
  }

  /** The last of the user's legs to give up, unless the round or the whole is over before. */
  private static Optional<Instant> deadline(Invitation now, List<InviteeLeg> open) {
    Optional<Instant> legs =
        open.stream().flatMap(leg -> leg.until().stream()).max(Comparator.naturalOrder());
    return Stream.of(legs, now.roundUntil(), now.until())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private Set<Seat> seats(Invitation now) {
    Set<Seat> seats = new LinkedHashSet<>(told.keySet());
    for (InviteeLeg leg : now.legs()) {
      if (absent.contains(leg.id()) && leg.address() instanceof AppUser user) {
        seats.add(new Seat(user.app(), user.user(), leg.round()));
      }
    }
    return seats;
  }

  private static List<InviteeLeg> legsOf(Seat seat, Invitation now) {
    return now.legs().stream()
        .filter(
            leg ->
                leg.round() == seat.round()
                    && leg.address() instanceof AppUser user
                    && user.app().equals(seat.app())
                    && user.user().equals(seat.user()))
        .toList();
  }

  private static boolean rings(List<InviteeLeg> open) {
    return open.stream().anyMatch(leg -> leg.state() == LegState.RANG);
  }

  private static boolean contains(List<InviteeLeg> legs, LegId id) {
    return legs.stream().anyMatch(leg -> leg.id().equals(id));
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
