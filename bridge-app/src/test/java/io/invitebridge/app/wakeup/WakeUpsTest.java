package io.invitebridge.app.wakeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.wakeup.WakeUpCounters.Count;
import io.invitebridge.config.model.App;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationMachine;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.model.Content;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transitions in at one end, a real HTTP server at the other. */
@Tag("loopback")
class WakeUpsTest {
  private static final Content NONE = Content.EMPTY;

  @Test
  void a_backend_hears_a_call_in_order_with_signatures_that_hold() throws Exception {
    try (Receiver receiver = new Receiver(event -> {});
        WakeUps wakeUps = to(receiver.url(), receiver)) {
      Invitation call =
          happen(wakeUps, AnnouncedCall.routed(), new PeerOffline(AnnouncedCall.FIRST));
      awaitWords(receiver, "wake-up");
      call = happen(wakeUps, call, new Rang(AnnouncedCall.FIRST));
      awaitWords(receiver, "wake-up", "delivered");
      happen(wakeUps, call, new Accepted(AnnouncedCall.FIRST, NONE));
      awaitWords(receiver, "wake-up", "delivered", "accepted");

      assertThat(receiver.requests)
          .containsExactly("n1-abc.1-1 204", "n1-abc.1-2 204", "n1-abc.1-3 204");
      assertThat(wakeUps.counters().get(Count.SENT)).isEqualTo(3);
      assertThat(wakeUps.remembered()).isZero();
    }
  }

  @Test
  void a_request_that_failed_comes_again_with_the_same_key() throws Exception {
    try (Receiver receiver = new Receiver(event -> {});
        WakeUps wakeUps = to(receiver.url(), receiver)) {
      receiver.failsFirst(503, 500);
      happen(wakeUps, AnnouncedCall.routed(), new PeerOffline(AnnouncedCall.FIRST));
      awaitWords(receiver, "wake-up");
      assertThat(receiver.requests)
          .containsExactly("n1-abc.1-1 503", "n1-abc.1-1 500", "n1-abc.1-1 204");
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (Receiver receiver = new Receiver(event -> {});
        WakeUps wakeUps = to(receiver.url(), receiver)) {
      receiver.failsFirst(302);
      happen(wakeUps, AnnouncedCall.routed(), new PeerOffline(AnnouncedCall.FIRST));
      awaitCount(wakeUps, Count.FAILED, 1);
      assertThat(receiver.requests).containsExactly("n1-abc.1-1 302");
    }
  }

  @Test
  void a_backend_that_is_not_there_is_tried_again() throws Exception {
    URI gone;
    try (Receiver receiver = new Receiver(event -> {})) {
      gone = receiver.url();
    }
    try (WakeUps wakeUps = WakeUps.of(List.of(app(gone)), Clock.systemUTC()).orElseThrow()) {
      happen(wakeUps, AnnouncedCall.routed(), new PeerOffline(AnnouncedCall.FIRST));
      awaitCount(wakeUps, Count.RETRIED, 1);
    }
  }

  @Test
  void last_words_leave_before_the_stop() throws Exception {
    try (Receiver receiver = new Receiver(event -> {})) {
      try (WakeUps wakeUps = to(receiver.url(), receiver)) {
        Invitation call =
            happen(wakeUps, AnnouncedCall.routed(), new PeerOffline(AnnouncedCall.FIRST));
        awaitWords(receiver, "wake-up");
        happen(wakeUps, call, new Canceled(NONE));
      }
      assertThat(receiver.words()).containsExactly("wake-up", "canceled");
    }
  }

  @Test
  void no_webhook_costs_nothing() {
    App silent =
        new App(AnnouncedCall.APP, Optional.empty(), Optional.empty(), false, Optional.empty());
    assertThat(WakeUps.of(List.of(silent), Clock.systemUTC())).isEmpty();
  }

  @Test
  void a_wait_is_read_as_seconds_or_as_a_date() {
    Clock wall = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), java.time.ZoneOffset.UTC);
    try (HttpTransport transport = new HttpTransport(wall)) {
      assertThat(transport.retryAfter("7")).contains(Duration.ofSeconds(7));
      assertThat(transport.retryAfter("Thu, 01 Jan 2026 00:00:09 GMT"))
          .contains(Duration.ofSeconds(9));
      assertThat(transport.retryAfter("Wed, 31 Dec 2025 00:00:00 GMT")).contains(Duration.ZERO);
      assertThat(transport.retryAfter("soon")).isEmpty();
      assertThat(transport.retryAfter("99999999999999")).isEmpty();
    }
  }

  private static WakeUps to(URI url, Receiver receiver) {
    assertThat(receiver.events).isEmpty();
    return WakeUps.of(List.of(app(url)), Clock.systemUTC()).orElseThrow();
  }

  private static App app(URI url) {
    return new App(
        AnnouncedCall.APP,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(new WakeUp(url, new Secret(Receiver.SECRET), Duration.ofSeconds(5), false)));
  }

  private static Invitation happen(WakeUps wakeUps, Invitation before, InvitationEvent event) {
    Instant now = Clock.systemUTC().instant();
    Transition transition = InvitationMachine.apply(before, event, now);
    wakeUps.journal().record(now, before, event, transition);
    return transition.next();
  }

  private static void awaitWords(Receiver receiver, String... words) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(receiver.words()).containsExactly(words));
  }

  private static void awaitCount(WakeUps wakeUps, Count count, long least) {
    await().atMost(Duration.ofSeconds(10)).until(() -> wakeUps.counters().get(count) >= least);
  }
}
