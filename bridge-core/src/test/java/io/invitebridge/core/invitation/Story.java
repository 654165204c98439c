package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/**
 * One invitation on its way: what happens, then what came of it. Time stands still until {@link
 * #at} moves it.
 */
final class Story {
  private Transition last;
  private Instant now = VirtualTime.START;

  private Story(Invited invited, Duration routing) {
    last = InvitationMachine.begin(Given.CALL, invited, routing, now);
  }

  /** Born, and not routed yet. */
  static Story of(Invited invited) {
    return new Story(invited, Duration.ofSeconds(5));
  }

  Story on(InvitationEvent... events) {
    for (InvitationEvent event : events) {
      last = InvitationMachine.apply(last.next(), event, now);
    }
    return this;
  }

  /** Time since birth; the wake-up itself is a separate event. */
  Story at(Duration sinceBirth) {
    now = VirtualTime.START.plus(sinceBirth);
    return this;
  }

  /** The runtime's wake-up at this time since birth. */
  Story onTimePassedAt(Duration sinceBirth) {
    return at(sinceBirth).on(new TimePassed());
  }

  Story becomes(InvitationState state, Effect... effects) {
    assertThat(last.verdict()).as(last.why()).isEqualTo(Verdict.MOVED);
    assertThat(last.next().state()).isEqualTo(state);
    assertThat(last.effects()).containsExactly(effects);
    assertThat(last.why()).isEmpty();
    return this;
  }

  Story endsBecause(EndReason reason, Effect... effects) {
    becomes(InvitationState.ENDED, effects);
    assertThat(last.next().end()).contains(reason);
    assertThat(last.next().nextDeadline()).isEmpty();
    return this;
  }

  Story isIgnored(String why) {
    return nothingHappened(Verdict.IGNORED, why);
  }

  Story isViolation(String why) {
    return nothingHappened(Verdict.VIOLATION, why);
  }

  /** When the runtime must wake it next, counted from birth. */
  Story nextWakeUpIsAt(Duration sinceBirth) {
    assertThat(last.next().nextDeadline()).contains(VirtualTime.START.plus(sinceBirth));
    return this;
  }

  Invitation invitation() {
    return last.next();
  }

  Transition last() {
    return last;
  }

  Instant now() {
    return now;
  }

  private Story nothingHappened(Verdict verdict, String why) {
    assertThat(last.verdict()).isEqualTo(verdict);
    assertThat(last.why()).contains(why);
    assertThat(last.effects()).isEmpty();
    return this;
  }
}
