package io.invitebridge.app.metrics;

import static io.invitebridge.app.testing.PlayedCall.ALICE;
import static io.invitebridge.app.testing.PlayedCall.BOB;
import static io.invitebridge.app.testing.PlayedCall.DESK;
import static io.invitebridge.app.testing.PlayedCall.FIRST;
import static io.invitebridge.app.testing.PlayedCall.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.testing.PlayedCall;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures of calls, as Prometheus reads them. */
class CallMetricsTest {
  private final Metrics metrics = new Metrics();
  private final CallMetrics calls = new CallMetrics(metrics.registry());
  private int number;

  @AfterEach
  void stop() {
    metrics.close();
  }

  @Test
  void a_call_that_was_answered_is_timed_from_invitation_to_ringing_to_answer_to_end() {
    PlayedCall call =
        call(DESK).routed(ALICE).later(Duration.ofMillis(300)).happens(new Rang(FIRST));
    call.later(Duration.ofSeconds(4)).happens(new Accepted(FIRST, Content.EMPTY), new Confirmed());
    assertThat(figures("bridge_sessions_open")).containsExactly("bridge_sessions_open 1.0");

    call.later(Duration.ofSeconds(61)).happens(new HungUp(LegId.INVITER, Content.EMPTY));

    assertThat(figures("bridge_sessions_open")).containsExactly("bridge_sessions_open 0.0");
    assertThat(figures("bridge_invitations_finished_total"))
        .containsExactly(
            "bridge_invitations_finished_total{answered=\"yes\",from=\"sip\",reason=\"hung_up\","
                + "refusal=\"none\",to=\"rtm\"} 1.0");
    assertThat(figures("bridge_session_request_delay_seconds"))
        .contains(
            "bridge_session_request_delay_seconds_sum{from=\"sip\",result=\"successful\","
                + "to=\"rtm\"} 0.3",
            "bridge_session_request_delay_seconds_bucket{from=\"sip\",result=\"successful\","
                + "to=\"rtm\",le=\"0.25\"} 0",
            "bridge_session_request_delay_seconds_bucket{from=\"sip\",result=\"successful\","
                + "to=\"rtm\",le=\"0.5\"} 1");
    assertThat(figures("bridge_answer_delay_seconds_"))
        .contains("bridge_answer_delay_seconds_sum{from=\"sip\",to=\"rtm\"} 4.3");
    assertThat(figures("bridge_session_duration_seconds_"))
        .contains(
            "bridge_session_duration_seconds_sum{from=\"sip\",to=\"rtm\"} 61.0",
            "bridge_session_duration_seconds_count{from=\"sip\",to=\"rtm\"} 1");
  }

  /** RFC 6076 section 4.3.1: the 200 counts where no provisional response came before it. */
  @Test
  void an_answer_without_ringing_before_it_is_the_end_of_the_request_delay_too() {
    call(ALICE)
        .routed(DESK)
        .later(Duration.ofSeconds(1))
        .happens(new Accepted(FIRST, Content.EMPTY));
    assertThat(figures("bridge_session_request_delay_seconds_sum"))
        .containsExactly(
            "bridge_session_request_delay_seconds_sum{from=\"rtm\",result=\"successful\","
                + "to=\"sip\"} 1.0");
  }

  @Test
  void the_second_ringing_of_a_call_is_not_timed() {
    call(ALICE)
        .routed(DESK, BOB)
        .happens(new Rang(FIRST))
        .later(Duration.ofSeconds(1))
        .happens(new LegFailed(FIRST, LegFailure.NO_RESPONSE, Content.EMPTY))
        .later(Duration.ofSeconds(1))
        .happens(new Rang(SECOND));
    assertThat(figures("bridge_session_request_delay_seconds_count"))
        .containsExactly(
            "bridge_session_request_delay_seconds_count{from=\"rtm\",result=\"successful\","
                + "to=\"sip\"} 1");
  }

  @Test
  void the_one_who_answered_says_where_a_call_went() {
    call(ALICE)
        .routed(DESK, BOB)
        .happens(new LegFailed(FIRST, LegFailure.NO_RESPONSE, Content.EMPTY))
        .happens(new Accepted(SECOND, Content.EMPTY), new Confirmed())
        .happens(new HungUp(SECOND, Content.EMPTY));
    assertThat(figures("bridge_invitations_finished_total"))
        .containsExactly(
            "bridge_invitations_finished_total{answered=\"yes\",from=\"rtm\",reason=\"hung_up\","
                + "refusal=\"none\",to=\"legacy\"} 1.0");
  }

  @Test
  void a_no_is_counted_with_its_word_and_timed_as_a_failure() {
    call(BOB)
        .routed(ALICE)
        .later(Duration.ofSeconds(3))
        .happens(new Refused(FIRST, RefuseReason.BUSY, Content.EMPTY));
    assertThat(figures("bridge_invitations_finished_total"))
        .containsExactly(
            "bridge_invitations_finished_total{answered=\"no\",from=\"legacy\",reason=\"refused\","
                + "refusal=\"busy\",to=\"rtm\"} 1.0");
    assertThat(figures("bridge_session_request_delay_seconds_sum"))
        .contains(
            "bridge_session_request_delay_seconds_sum{from=\"legacy\",result=\"failed\","
                + "to=\"rtm\"} 3.0");
    assertThat(figures("bridge_answer_delay")).isEmpty();
    assertThat(figures("bridge_session_duration")).isEmpty();
  }

  @Test
  void a_call_that_its_caller_gives_up_is_no_failure_of_the_network() {
    call(DESK).routed(ALICE).happens(new Rang(FIRST), new Canceled(Content.EMPTY));
    assertThat(figures("bridge_invitations_finished_total"))
        .containsExactly(
            "bridge_invitations_finished_total{answered=\"no\",from=\"sip\",reason=\"canceled\","
                + "refusal=\"none\",to=\"rtm\"} 1.0");
    assertThat(figures("bridge_session_request_delay_seconds_count"))
        .noneMatch(figure -> figure.contains("failed"));
  }

  @Test
  void a_call_without_a_route_goes_nowhere() {
    call(DESK).happens(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY)));
    assertThat(figures("bridge_invitations_finished_total"))
        .containsExactly(
            "bridge_invitations_finished_total{answered=\"no\",from=\"sip\",reason=\"no_route\","
                + "refusal=\"none\",to=\"none\"} 1.0");
  }

  @Test
  void what_comes_after_the_end_is_not_counted_again() {
    PlayedCall call = call(DESK).routed(ALICE).happens(new Canceled(Content.EMPTY));
    call.happens(new Canceled(Content.EMPTY), new Rang(FIRST)).later(Duration.ofHours(1));
    assertThat(figures("bridge_invitations_finished_total"))
        .hasSize(1)
        .allMatch(f -> f.endsWith(" 1.0"));
  }

  private PlayedCall call(Address caller) {
    return PlayedCall.begun(calls, number++, caller);
  }

  private List<String> figures(String beginning) {
    return metrics.scrape().lines().filter(line -> line.startsWith(beginning)).toList();
  }
}
