package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.Explorer.Machine;
import io.invitebridge.core.invitation.Explorer.Walked;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.Transition.Verdict;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Everything that can happen in small worlds keeps the laws; and the explorer would notice. */
class ExplorationTest {
  private static final World TWO_APP_USERS =
      new World(
          "an app user calls two app users",
          Given.invited(Given.ALICE),
          Given.together(Given.BOB, Given.CAROL));

  @Test
  void everySmallWorldKeepsTheLaws() {
    Explorer explorer = new Explorer(InvitationMachine::apply);
    List<World> worlds = World.all();
    Walked total =
        worlds.parallelStream().map(explorer::explore).reduce(new Walked(0, 0), Walked::plus);
    System.out.printf(
        "Explored %d worlds: %d states, %d transitions, every one within the laws.%n",
        worlds.size(), total.states(), total.transitions());
    assertThat(total.states()).isGreaterThan(50_000);
  }

  @Test
  void aMachineThatForgetsTheLoserIsCaughtWithTheShortestLadder() {
    Machine forgetful =
        withEffects(
            effects ->
                effects.stream()
                    .filter(
                        e ->
                            !(e instanceof SendWithdrawal w
                                && w.reason() == EndReason.ANSWERED_ELSEWHERE))
                    .toList());

    assertThatThrownBy(() -> new Explorer(forgetful).explore(TWO_APP_USERS))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            an app user calls two app users
            broken: invitee2 has lost and was not told
                         inviter                           bridge           invitee1    invitee2    directory
                 0.000      |------------ Invited ----------->|                 |           |           |
                 0.000      |                                 |--------------- FindRoute -------------->|
                 0.000      |                                 |<---------------- Routed ----------------|
                 0.000      |                                 |--- SendInvite ->|           |           |
                 0.000      |                                 |--------- SendInvite ------->|           |
                 0.000      |                                 |<--- Accepted ---|           |           |
                 0.000      |<-- SendRinging (not alerting) --|                 |           |           |
                 0.000      |<---------- SendAccept ----------|                 |           |           |
            """);
  }

  @Test
  void aMachineThatInvitesTwiceIsCaught() {
    Machine eager =
        withEffects(
            effects ->
                effects.isEmpty() || !(effects.get(0) instanceof SendInvite)
                    ? effects
                    : List.of(effects.get(0), effects.get(0)));

    assertBroken(eager, "invitee1: SendInvite twice");
  }

  @Test
  void aMachineThatThrowsIsCaught() {
    assertBroken(
        (current, event, now) -> {
          if (event instanceof Rang) {
            throw new IllegalStateException("no bell");
          }
          return InvitationMachine.apply(current, event, now);
        },
        "apply never throws, but threw java.lang.IllegalStateException: no bell");
  }

  @Test
  void aMachineThatSleepsThroughItsDeadlinesIsCaught() {
    assertBroken(
        (current, event, now) ->
            event instanceof TimePassed
                ? new Transition(current, List.of(), Verdict.IGNORED, "asleep")
                : InvitationMachine.apply(current, event, now),
        "TimePassed moves when, and only when, due");
  }

  @Test
  void aMachineThatIgnoresWithoutAReasonIsCaught() {
    assertBroken(
        (current, event, now) -> {
          Transition t = InvitationMachine.apply(current, event, now);
          return new Transition(t.next(), t.effects(), t.verdict(), "");
        },
        "an ignore or violation gives no reason");
  }

  private static void assertBroken(Machine machine, String law) {
    assertThatThrownBy(() -> new Explorer(machine).explore(TWO_APP_USERS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("broken: " + law + "\n");
  }

  private static Machine withEffects(UnaryOperator<List<Effect>> change) {
    return (current, event, now) -> {
      Transition t = InvitationMachine.apply(current, event, now);
      return new Transition(t.next(), change.apply(t.effects()), t.verdict(), t.why());
    };
  }
}
