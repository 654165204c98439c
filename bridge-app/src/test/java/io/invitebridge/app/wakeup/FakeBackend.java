package io.invitebridge.app.wakeup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A backend without a network: answers what it was told to, or leaves requests open. */
final class FakeBackend implements Transport {
  final List<Request> requests = new ArrayList<>();
  final Deque<CompletableFuture<Reply>> open = new ArrayDeque<>();
  private final Deque<Reply> answers = new ArrayDeque<>();
  private Optional<Reply> always = Optional.of(new Reply(200, Optional.empty()));

  @Override
  public CompletableFuture<Reply> post(Request request) {
    requests.add(request);
    if (!answers.isEmpty()) {
      return CompletableFuture.completedFuture(answers.remove());
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    always.ifPresentOrElse(reply::complete, () -> open.add(reply));
    return reply;
  }

  @Override
  public void close() {
    open.forEach(reply -> reply.cancel(true));
  }

  /** Before it goes on as it did. */
  void answersNext(int... statuses) {
    for (int status : statuses) {
      answers.add(new Reply(status, Optional.empty()));
    }
  }

  void answersNext(int status, Duration retryAfter) {
    answers.add(new Reply(status, Optional.of(retryAfter)));
  }

  void answersAlways(int status) {
    always = Optional.of(new Reply(status, Optional.empty()));
  }

  void isSilent() {
    always = Optional.empty();
  }

  /** Answers the oldest request that was left open. */
  void answers(int status) {
    open.remove().complete(new Reply(status, Optional.empty()));
  }

  List<String> events() {
    return requests.stream().map(request -> json(request).get("event").asText()).toList();
  }

  static JsonNode json(Request request) {
    try {
      return new ObjectMapper().readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
