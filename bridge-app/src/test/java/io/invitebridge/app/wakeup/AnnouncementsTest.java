package io.invitebridge.app.wakeup;

import static io.invitebridge.app.wakeup.AnnouncedCall.BIRTH;
import static io.invitebridge.app.wakeup.AnnouncedCall.BOB;
import static io.invitebridge.app.wakeup.AnnouncedCall.CAROL;
import static io.invitebridge.app.wakeup.AnnouncedCall.DESK;
import static io.invitebridge.app.wakeup.AnnouncedCall.FIRST;
import static io.invitebridge.app.wakeup.AnnouncedCall.OLD_BOB;
import static io.invitebridge.app.wakeup.AnnouncedCall.SECOND;
import static io.invitebridge.app.wakeup.AnnouncedCall.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Terminated;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Presented;
import io.invitebridge.core.invitation.Plan.Round;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnnouncementsTest {
  private static final Content NONE = Content.EMPTY;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  @Test
  void a_user_who_is_offline_is_announced_until_the_login_window_ends() {
    AnnouncedCall call = AnnouncedCall.to(BOB).happens(new PeerOffline(FIRST));

    assertThat(call.words()).containsExactly("n1-abc.1-1 wake-up");
    assertThat(call.notices().get(0).expiresAt()).contains(BIRTH.plus(WINDOW));
    assertThat(call.notices().get(0).offer().channelId()).isPresent();
    assertThat(call.remembered()).isEqualTo(1);
  }

  @Test
  void a_user_who_logs_in_is_delivered_to_once_a_device_has_it() {
    AnnouncedCall call =
        AnnouncedCall.to(BOB).happens(new PeerOffline(FIRST), new PeerOnline(FIRST));
    assertThat(call.words()).hasSize(1);

    call.happens(new Rang(FIRST), new Accepted(FIRST, NONE));

    assertThat(call.words())
        .containsExactly("n1-abc.1-1 wake-up", "n1-abc.1-2 delivered", "n1-abc.1-3 accepted");
    assertThat(call.remembered()).isZero();
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        arguments(new Canceled(NONE), "canceled canceled"),
        arguments(new HungUp(LegId.INVITER, NONE), "canceled canceled"),
        arguments(
            new LegFailed(LegId.INVITER, LegFailure.CONNECTION_LOST, NONE),
            "canceled connection-lost"),
        arguments(new Terminated(), "canceled shut-down"),
        arguments(new Accepted(FIRST, NONE), "accepted"),
        arguments(new Accepted(SECOND, NONE), "answered-elsewhere answered-elsewhere"),
        arguments(new Refused(FIRST, RefuseReason.BUSY, NONE), "refused busy"),
        arguments(new HungUp(FIRST, NONE), "refused declined"),
        arguments(
            new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE), "failed connection-lost"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void each_end_is_told_once(InvitationEvent end, String word) {
    AnnouncedCall call =
        AnnouncedCall.to(BOB, DESK)
            .happens(new PeerOffline(FIRST), new Rang(SECOND))
            .happens(end, end, new Terminated());

    assertThat(call.words()).containsExactly("n1-abc.1-1 wake-up", "n1-abc.1-2 " + word);
    assertThat(call.remembered()).isZero();
  }

  @Test
  void a_user_who_does_not_log_in_expires() {
    AnnouncedCall call = AnnouncedCall.to(BOB).happens(new PeerOffline(FIRST)).later(WINDOW);
    assertThat(call.words())
        .containsExactly("n1-abc.1-1 wake-up", "n1-abc.1-2 expired peer-offline");
  }

  @Test
  void a_user_who_does_not_answer_expires() {
    AnnouncedCall call =
        AnnouncedCall.to(BOB)
            .happens(new PeerOffline(FIRST), new PeerOnline(FIRST), new Rang(FIRST))
            .later(Duration.ofSeconds(60));
    assertThat(call.words())
        .containsExactly(
            "n1-abc.1-1 wake-up", "n1-abc.1-2 delivered", "n1-abc.1-3 expired expired");
  }

  @Test
  void without_a_login_window_nobody_is_woken() {
    AnnouncedCall call =
        AnnouncedCall.planned(
                AnnouncedCall.plan(Duration.ZERO, new Round(List.of(BOB), Optional.empty())))
            .happens(new PeerOffline(FIRST));
    assertThat(call.words()).isEmpty();
    assertThat(call.remembered()).isZero();
  }

  @Test
  void users_of_an_app_without_a_webhook_are_not_announced() {
    assertThat(AnnouncedCall.to(STRANGER).happens(new PeerOffline(FIRST)).words()).isEmpty();
  }

  @Test
  void a_user_on_two_networks_gets_one_push() {
    AnnouncedCall call = AnnouncedCall.to(OLD_BOB, BOB).happens(new PeerOffline(FIRST));
    assertThat(call.words()).isEmpty();

    call.happens(new PeerOffline(SECOND));

    assertThat(call.words()).containsExactly("n1-abc.2-1 wake-up");
    call.happens(new Refused(SECOND, RefuseReason.DECLINED, NONE));
    assertThat(call.words()).hasSize(2).contains("n1-abc.2-2 refused declined");
  }

  @Test
  void a_user_who_is_there_on_one_network_is_not_woken() {
    AnnouncedCall call =
        AnnouncedCall.to(OLD_BOB, BOB)
            .happens(new PeerOnline(FIRST), new PeerOffline(SECOND), new Rang(FIRST));
    assertThat(call.words()).isEmpty();

    call.happens(new LegFailed(FIRST, LegFailure.CONNECTION_LOST, NONE));
    assertThat(call.words()).containsExactly("n1-abc.2-1 wake-up");
  }

  @Test
  void a_device_that_went_away_before_it_had_the_call_is_woken() {
    AnnouncedCall call =
        AnnouncedCall.to(BOB).happens(new PeerOnline(FIRST), new PeerOffline(FIRST));
    assertThat(call.words()).containsExactly("n1-abc.1-1 wake-up");
  }

  @Test
  void several_users_are_told_apart() {
    AnnouncedCall call =
        AnnouncedCall.to(BOB, CAROL)
            .happens(new PeerOffline(FIRST), new PeerOffline(SECOND), new PeerOnline(SECOND))
            .happens(new Rang(SECOND), new Accepted(SECOND, NONE));
    assertThat(call.words())
        .containsExactlyInAnyOrder(
            "n1-abc.1-1 wake-up",
            "n1-abc.2-1 wake-up",
            "n1-abc.2-2 delivered",
            "n1-abc.2-3 accepted",
            "n1-abc.1-2 answered-elsewhere answered-elsewhere");
  }

  @Test
  void a_later_round_is_a_call_of_its_own() {
    Round first = new Round(List.of(BOB), Optional.of(Duration.ofSeconds(10)));
    Round second = new Round(List.of(BOB, CAROL), Optional.empty());
    AnnouncedCall call =
        AnnouncedCall.planned(AnnouncedCall.plan(WINDOW, first, second))
            .happens(new PeerOffline(FIRST));
    assertThat(call.notices().get(0).expiresAt()).contains(BIRTH.plusSeconds(10));

    call.later(Duration.ofSeconds(10)).happens(new PeerOffline(SECOND));

    assertThat(call.words())
        .containsExactly(
            "n1-abc.1-1 wake-up", "n1-abc.1-2 expired peer-offline", "n1-abc.2-1 wake-up");
  }

  @Test
  void the_backend_sees_the_caller_as_the_callee_does() {
    Plan plan = AnnouncedCall.plan(WINDOW, new Round(List.of(BOB), Optional.empty()));
    Presented presented =
        new Presented(Optional.of(DESK), Optional.of(new DisplayName("Somebody")));
    Plan hiding =
        new Plan(
            plan.route(),
            plan.rounds(),
            plan.channelId(),
            plan.content(),
            plan.timers(),
            plan.decline(),
            plan.huntOn(),
            plan.afterwards(),
            presented);
    Notice notice = AnnouncedCall.planned(hiding).happens(new PeerOffline(FIRST)).notices().get(0);
    assertThat(new NoticeJson(true).write(notice, BIRTH, BIRTH))
        .contains("\"callerId\":\"100\"", "\"callerName\":\"Somebody\"")
        .doesNotContain("1001", "Front desk");
  }
}
