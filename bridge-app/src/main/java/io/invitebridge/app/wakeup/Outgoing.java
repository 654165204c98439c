package io.invitebridge.app.wakeup;

import io.invitebridge.app.wakeup.Transport.Reply;
import io.invitebridge.app.wakeup.Transport.Request;
import io.invitebridge.config.model.WakeUp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes requests out of notices, and sends them. */
final class Outgoing {
  private final URI url;
  private final Duration timeout;
  private final Signature signature;
  private final NoticeJson json;
  private final Transport transport;
  private final Clock clock;
  private final Clock wall;

  Outgoing(WakeUp settings, Surroundings surroundings) {
    this.url = settings.url();
    this.timeout = settings.timeout();
    this.signature = new Signature(settings.secret().value());
    this.json = new NoticeJson(settings.includeContent());
    this.transport = surroundings.transport();
    this.clock = surroundings.clock();
    this.wall = surroundings.wall();
  }

  /** How long one request may take. */
  Duration timeout() {
    return timeout;
  }

  Letter letter(Notice notice, Instant deadline) {
    return new Letter(notice, json.write(notice, clock.instant(), wall.instant()), deadline, 0);
  }

  /** Signs with the present time, so that the backend can tell a try of now from a replay. */
  CompletableFuture<Reply> send(Letter letter) {
    String timestamp = Long.toString(wall.instant().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json; charset=utf-8",
            "User-Agent",
            "invitation-bridge",
            "Idempotency-Key",
            letter.notice().idempotencyKey(),
            "X-Bridge-Timestamp",
            timestamp,
            "X-Bridge-Signature",
            signature.of(timestamp, letter.body()));
    return transport.post(new Request(url, headers, letter.body()));
  }
}
