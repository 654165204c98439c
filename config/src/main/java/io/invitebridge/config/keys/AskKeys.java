package io.invitebridge.config.keys;

import io.invitebridge.config.model.WakeUp;
import io.invitebridge.config.rule.Ask;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** {@code ask:} of a route. */
final class AskKeys {
  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(2);
  private static final int AT_ONCE_DEFAULT = 64;

  private static final Key<URI> URL =
      Key.required(
          "url",
          Text.of(
              "a URL such as https://app.example.com/route",
              "[hH][tT][tT][pP][sS]?://.+",
              WakeUpKeys::url),
          "Where the backend is asked by POST.");

  private static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          Shapes.duration(Duration.ofMillis(100), Duration.ofSeconds(4)),
          "How long an answer may take; then the rules that follow take the call.",
          "2s");

  private static final Key<Boolean> CONTENT =
      Key.optional(
          "include-content",
          Shapes.flag(),
          "Whether the backend gets the caller's content, which is private to the users.",
          "false");

  private static final Key<Integer> AT_ONCE =
      Key.optional(
          "at-once",
          Shapes.wholeNumber(1, 10_000),
          "The most requests under way; calls beyond it go on to the rules that follow.",
          "64");

  static final Section<Ask> SECTION =
      Section.of(
          "ask",
          List.of(URL, WakeUpKeys.SECRET, TIMEOUT, CONTENT, AT_ONCE, WakeUpKeys.PLAIN),
          AskKeys::make);

  private AskKeys() {}

  private static Ask make(Fields fields) {
    Ask ask =
        new Ask(
            fields.require(URL),
            fields.require(WakeUpKeys.SECRET),
            fields.get(TIMEOUT, TIMEOUT_DEFAULT),
            fields.get(CONTENT, false),
            fields.get(AT_ONCE, AT_ONCE_DEFAULT));
    if (WakeUp.isReadableOnTheWay(ask.url()) && !fields.get(WakeUpKeys.PLAIN, false)) {
      fields.problem(
          URL,
          "Everybody on the way could read who calls whom; expected an https URL, or plain-http:"
              + " true.");
    }
    return ask;
  }
}
