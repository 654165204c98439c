package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Walks through everything that can happen in a {@link World}, breadth first, until nothing new
 * appears, and holds every step to the {@link Laws}.
 *
 * <p>In each state every event of the world happens (so duplicates, late ones and ones that must
 * never happen are included), and three times pass: to shortly before the next deadline, to it, and
 * beyond all deadlines. Passing of time and the wake-up are separate steps, so every event also
 * races with every wake-up, and wake-ups come early, in time and late.
 *
 * <p>Two moments are one state when the invitation, seen from now, and what everybody was told are
 * equal ({@link Moment}). The search ends because time only passes to deadlines, an invitation has
 * few of them, and a repeated provisional ends with the ringing.
 *
 * <p>Breadth first means that the ladder of a broken law is a shortest one.
 */
final class Explorer {
  private static final Duration SHORTLY = Duration.ofSeconds(1);

  /** More wake-ups in a row than the longest lonely ringing has keep-alives and deadlines. */
  private static final int MOST_WAKE_UPS = 30;

  private final Machine machine;

  Explorer(Machine machine) {
    this.machine = machine;
  }

  /** The machine under test. */
  interface Machine {
    Transition apply(Invitation current, InvitationEvent event, Instant now);
  }

  /** How much was walked through. */
  record Walked(int states, long transitions) {
    Walked plus(Walked other) {
      return new Walked(states + other.states, transitions + other.transitions);
    }
  }

  /**
   * Walks through a world.
   *
   * @throws AssertionError with the law and the shortest ladder that breaks it
   */
  Walked explore(World world) {
    return new Walk(world).walk();
  }

  /** One breadth-first search. */
  private final class Walk {
    private final World world;
    private final List<InvitationEvent> events;
    private final Map<Moment, Step> found = new HashMap<>();
    private final ArrayDeque<Step> open = new ArrayDeque<>();
    private long transitions;

    Walk(World world) {
      this.world = world;
      this.events = world.events();
    }

    Walked walk() {
      Transition birth =
          InvitationMachine.begin(
              Given.CALL, world.origin(), world.plan().timers().routing(), VirtualTime.START);
      visit(
          new Step(
              Optional.empty(),
              Optional.empty(),
              birth.effects(),
              birth.next(),
              VirtualTime.START,
              Laws.atBirth(world.invitees())));
      while (!open.isEmpty()) {
        Step at = open.remove();
        for (InvitationEvent event : events) {
          Step next = happens(at, event);
          if (next != at) {
            visit(next);
          }
        }
        times(at).forEach(time -> visit(at.later(time)));
      }
      everyInvitationEndsByItself();
      return new Walked(found.size(), transitions);
    }

    private void visit(Step step) {
      if (found.putIfAbsent(step.moment(), step) == null) {
        open.add(step);
      }
    }

    /** The same step when nothing changed. */
    private Step happens(Step at, InvitationEvent event) {
      transitions++;
      List<Effect> effects = List.of();
      try {
        Transition result = machine.apply(at.invitation(), event, at.now());
        effects = result.effects();
        Laws laws = at.laws().afterStep(at.invitation(), event, at.now(), result);
        return result.verdict() == Verdict.MOVED
            ? at.then(event, effects, result.next(), laws)
            : at;
      } catch (LawBroken broken) {
        throw broken(broken.getMessage(), at.then(event, effects, at.invitation(), at.laws()));
      } catch (RuntimeException thrown) {
        String law = "apply never throws, but threw " + thrown;
        throw broken(law, at.then(event, effects, at.invitation(), at.laws()));
      }
    }

    private AssertionError broken(String law, Step last) {
      return new AssertionError(
          world.name()
              + "\nbroken: "
              + law
              + "\n"
              + StepLadder.draw(world.invitees(), last.path()));
    }

    /** From every moment, time alone leads to the end. */
    private void everyInvitationEndsByItself() {
      Set<Moment> ending = new HashSet<>();
      for (Step start : List.copyOf(found.values())) {
        List<Moment> trail = new ArrayList<>();
        Step at = start;
        while (!at.invitation().isEnded() && !ending.contains(at.moment())) {
          trail.add(at.moment());
          if (trail.size() > MOST_WAKE_UPS) {
            throw broken("time alone leads to the end", at);
          }
          Instant next = at.invitation().nextDeadline().orElseThrow();
          at = happens(next.isAfter(at.now()) ? at.later(next) : at, new TimePassed());
        }
        ending.addAll(trail);
      }
    }
  }

  private static Stream<Instant> times(Step at) {
    Invitation invitation = at.invitation();
    if (invitation.isEnded()) {
      return Stream.empty();
    }
    Instant next = invitation.nextDeadline().orElseThrow();
    Instant last =
        Stream.concat(
                Stream.of(invitation.until(), invitation.roundUntil(), invitation.repeatAt()),
                invitation.legs().stream().map(InviteeLeg::until))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return Stream.of(next.minus(SHORTLY), next, last.plus(SHORTLY))
        .filter(time -> time.isAfter(at.now()) && at.now().isBefore(next));
  }

  /**
   * A moment of the walk and how it was reached.
   *
   * @param event empty for the birth and when only time passed
   */
  record Step(
      Optional<Step> previous,
      Optional<InvitationEvent> event,
      List<Effect> effects,
      Invitation invitation,
      Instant now,
      Laws laws) {

    Step then(InvitationEvent happened, List<Effect> caused, Invitation next, Laws told) {
      return new Step(Optional.of(this), Optional.of(happened), caused, next, now, told);
    }

    Step later(Instant time) {
      return new Step(Optional.of(this), Optional.empty(), List.of(), invitation, time, laws);
    }

    Moment moment() {
      return Moment.of(invitation, now, laws);
    }

    List<Step> path() {
      ArrayDeque<Step> path = new ArrayDeque<>();
      for (Optional<Step> s = Optional.of(this); s.isPresent(); s = s.get().previous()) {
        path.addFirst(s.get());
      }
      return List.copyOf(path);
    }
  }
}
