package io.invitebridge.app.wakeup;

import static io.invitebridge.app.wakeup.AnnouncedCall.BOB;
import static io.invitebridge.app.wakeup.AnnouncedCall.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.app.wakeup.Transport.Request;
import io.invitebridge.app.wakeup.WakeUpCounters.Count;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.testing.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Wake-up (for a minute), delivered, accepted. */
  private static final List<Notice> ANSWERED =
      AnnouncedCall.to(BOB)
          .happens(new PeerOffline(FIRST), new PeerOnline(FIRST), new Rang(FIRST))
          .happens(new Accepted(FIRST, Content.EMPTY))
          .notices();

  /** Wake-up, canceled. */
  private static final List<Notice> CANCELED =
      AnnouncedCall.to(BOB).happens(new PeerOffline(FIRST), new Canceled(Content.EMPTY)).notices();

  private final VirtualTime time = new VirtualTime();
  private final FakeBackend backend = new FakeBackend();
  private final WakeUpCounters counters = new WakeUpCounters();
  private final Webhook webhook = webhook(false, 100);

  @Test
  void a_request_says_what_a_push_needs() {
    post(ANSWERED.get(0));

    Request request = backend.requests.get(0);
    assertThat(request.url()).hasToString("https://backend.example/wake?k=v");
    assertThat(FakeBackend.json(request).toString())
        .isEqualTo(
            "{'event':'wake-up','number':1,'idempotencyKey':'n1-abc.1-1','invitationId':'n1-abc.1',"
                    .replace('\'', '"')
                + "'appId':'app','calleeId':'bob','calleeNetwork':'rtm','callerId':'1001',"
                    .replace('\'', '"')
                + "'callerNetwork':'sip','callerName':'Front desk','channelId':'room-7',"
                    .replace('\'', '"')
                + "'expiresAt':'2026-01-01T00:01:00Z','sentAt':'2026-01-01T00:00:00Z'}"
                    .replace('\'', '"'));
    assertThat(request.headers())
        .containsEntry("Content-Type", "application/json; charset=utf-8")
        .containsEntry("Idempotency-Key", "n1-abc.1-1")
        .containsEntry("X-Bridge-Timestamp", "1767225600");
  }

  @Test
  void the_signature_is_the_one_that_other_languages_compute() {
    // printf '1767225600.{}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(new Signature("0123456789abcdef0123456789abcdef").of("1767225600", "{}"))
        .isEqualTo("v1=b7be7938951cd5456a1e6101d62f960010ae1a7b79450661c6af410ba2d5f546");
  }

  @Test
  void content_goes_out_only_when_it_was_asked_for() {
    Webhook asked = webhook(true, 100);
    asked.post(ANSWERED.get(0));
    time.settle();
    asked.post(ANSWERED.get(1));
    time.settle();
    JsonNode wakeUp = FakeBackend.json(backend.requests.get(0));
    assertThat(wakeUp.get("content").asText()).isEqualTo("private words");
    assertThat(wakeUp.get("data").asText()).isEqualTo("{\"avatar\":1}");
    JsonNode delivered = FakeBackend.json(backend.requests.get(1));
    assertThat(delivered.has("content")).isFalse();
    assertThat(delivered.has("data")).isFalse();
  }

  @Test
  void the_notices_of_a_call_go_out_in_order() {
    post(ANSWERED.get(0));
    post(ANSWERED.get(1));
    post(ANSWERED.get(2));
    assertThat(backend.events()).containsExactly("wake-up", "delivered", "accepted");
    assertThat(counters.get(Count.SENT)).isEqualTo(3);
    assertNothingIsLeft();
  }

  @Test
  void one_request_of_a_call_is_under_way_at_a_time() {
    backend.isSilent();
    post(ANSWERED.get(0));
    post(ANSWERED.get(1));
    assertThat(backend.events()).containsExactly("wake-up");

    backend.answers(200);
    time.settle();
    assertThat(backend.events()).containsExactly("wake-up", "delivered");
  }

  @Test
  void what_waits_is_replaced_by_what_is_newer() {
    backend.isSilent();
    ANSWERED.forEach(this::post);
    backend.answers(200);
    time.settle();
    assertThat(backend.events()).containsExactly("wake-up", "accepted");
    assertThat(counters.get(Count.SUPERSEDED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void a_passing_failure_is_tried_again_with_the_same_key_and_body(int status) {
    backend.answersNext(status, status, status);
    post(ANSWERED.get(0));
    time.advance(Duration.ofSeconds(4));

    assertThat(backend.events()).hasSize(4).containsOnly("wake-up");
    assertThat(backend.requests.stream().map(Request::body)).containsOnly(body(0));
    assertThat(backend.requests.stream().map(r -> r.headers().get("Idempotency-Key")))
        .containsOnly("n1-abc.1-1");
    assertThat(counters.get(Count.RETRIED)).isEqualTo(3);
    assertThat(counters.get(Count.SENT)).isEqualTo(1);
    assertThat(signatures()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 403, 404, 410, 422})
  void a_refusal_is_final_and_nothing_follows(int status) {
    backend.answersAlways(status);
    ANSWERED.forEach(this::post);
    time.advance(Duration.ofMinutes(2));
    assertThat(backend.events()).containsExactly("wake-up");
    assertThat(counters.get(Count.FAILED)).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void a_silent_backend_is_tried_again_after_the_timeout() {
    backend.isSilent();
    post(ANSWERED.get(0));
    time.advance(TIMEOUT);
    assertThat(backend.open.peek()).isCancelled();
    time.advance(Duration.ofMillis(500));
    assertThat(backend.events()).containsExactly("wake-up", "wake-up");
  }

  @Test
  void tries_get_rarer_and_end_with_the_login_window() {
    backend.answersAlways(503);
    post(ANSWERED.get(0));
    List<Duration> gaps = new ArrayList<>();
    Duration last = Duration.ZERO;
    for (int seen = 1; time.elapsed().compareTo(Duration.ofMinutes(2)) < 0; ) {
      time.advance(Duration.ofMillis(1));
      if (backend.requests.size() > seen) {
        seen = backend.requests.size();
        gaps.add(time.elapsed().minus(last));
        last = time.elapsed();
      }
    }
    assertThat(last).isLessThan(Duration.ofMinutes(1));
    assertThat(gaps.size()).isBetween(8, 16);
    assertThat(gaps.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(gaps.get(2)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(2000));
    assertThat(gaps.get(6)).isBetween(Duration.ofMillis(4000), Duration.ofMillis(8000));
    assertThat(counters.get(Count.FAILED)).isEqualTo(1);
  }

  @Test
  void retry_after_is_honoured() {
    backend.answersNext(429, Duration.ofSeconds(20));
    post(ANSWERED.get(0));
    time.advance(Duration.ofMillis(19_999));
    assertThat(backend.requests).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(backend.requests).hasSize(2);
  }

  @Test
  void a_retry_after_past_the_login_window_ends_it() {
    backend.answersNext(503, Duration.ofSeconds(60));
    post(ANSWERED.get(0));
    assertThat(counters.get(Count.FAILED)).isEqualTo(1);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void a_wake_up_that_waits_for_its_next_try_gives_way_to_the_cancel() {
    backend.answersNext(503);
    CANCELED.forEach(this::post);
    time.advance(Duration.ofMinutes(1));
    assertThat(backend.events()).containsExactly("wake-up", "canceled");
    assertThat(counters.get(Count.SUPERSEDED)).isEqualTo(1);
    assertThat(counters.get(Count.FAILED)).isZero();
    assertNothingIsLeft();
  }

  @Test
  void a_call_that_is_over_before_its_wake_up_left_is_not_mentioned() {
    backend.isSilent();
    occupyAllRequests();
    CANCELED.forEach(this::post);
    IntStream.range(0, 16).forEach(i -> backend.answers(200));
    time.settle();
    assertThat(backend.events()).hasSize(16).doesNotContain("canceled");
    assertThat(counters.get(Count.SUPERSEDED)).isEqualTo(2);
  }

  @Test
  void a_backend_that_does_not_keep_up_loses_the_oldest_wake_ups() {
    Webhook small = webhook(false, 3);
    backend.isSilent();
    IntStream.range(0, 16 + 5).forEach(i -> small.post(wakeUp("n1-c" + i)));
    time.settle();
    assertThat(counters.get(Count.DROPPED)).isEqualTo(2);
    IntStream.range(0, 16).forEach(i -> backend.answers(200));
    time.settle();
    assertThat(backend.requests.stream().map(r -> FakeBackend.json(r).get("invitationId").asText()))
        .contains("n1-c18.1", "n1-c19.1", "n1-c20.1")
        .doesNotContain("n1-c16.1", "n1-c17.1");
  }

  @Test
  void at_the_stop_wake_ups_are_dropped_and_last_words_are_sent() {
    backend.isSilent();
    occupyAllRequests();
    post(wakeUp("n1-late"));
    CompletableFuture<Void> finished = webhook.finish();
    time.settle();
    assertThat(finished).isNotDone();

    IntStream.range(0, 16).forEach(i -> backend.answers(503));
    time.settle();

    assertThat(finished).isDone();
    assertThat(backend.requests).hasSize(16);
    assertThat(counters.get(Count.FAILED)).isEqualTo(16);
  }

  private void occupyAllRequests() {
    IntStream.range(0, 16).forEach(i -> post(wakeUp("n1-c" + i)));
    assertThat(backend.requests).hasSize(16);
  }

  private static Notice wakeUp(String invitation) {
    Notice like = ANSWERED.get(0);
    return new Notice(
        like.kind(),
        1,
        new LegRef(new InvitationId(invitation), FIRST),
        like.callee(),
        like.offer(),
        like.reason(),
        like.expiresAt());
  }

  private void post(Notice notice) {
    webhook.post(notice);
    time.settle();
  }

  private String body(int request) {
    return backend.requests.get(request).body();
  }

  private List<String> signatures() {
    return backend.requests.stream()
        .map(request -> request.headers().getOrDefault("X-Bridge-Signature", ""))
        .distinct()
        .toList();
  }

  private void assertNothingIsLeft() {
    assertThat(webhook.size()).isZero();
    assertThat(time.waiting()).isZero();
  }

  private Webhook webhook(boolean withContent, int mostWaiting) {
    WakeUp settings =
        new WakeUp(
            URI.create("https://backend.example/wake?k=v"),
            new Secret("0123456789abcdef0123456789abcdef"),
            TIMEOUT,
            withContent);
    Surroundings surroundings =
        new Surroundings(
            backend, time.workers().lane("webhook"), time.clock(), time.clock(), new Random(1));
    return new Webhook(AnnouncedCall.APP, settings, surroundings, counters, mostWaiting);
  }
}
