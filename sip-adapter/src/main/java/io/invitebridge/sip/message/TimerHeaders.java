package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of session timers (RFC 4028 sections 4 and 5). */
public final class TimerHeaders {
  public static final String EXPIRES = "Session-Expires";
  public static final String LEAST = "Min-SE";

  private static final Pattern VALUE =
      Pattern.compile("\\s*(\\d{1,9})\\s*(?:;(.*))?", Pattern.DOTALL);

  private static final Pattern REFRESHER =
      Pattern.compile("(?:^|;)\\s*refresher\\s*=\\s*(uac|uas)\\s*(?:;|$)");

  /** RFC 4028 gives no upper limit; nothing sensible lies beyond. */
  private static final int LONGEST_SECONDS = 7 * 24 * 3600;

  private TimerHeaders() {}

  /** Who refreshes, in the roles of the transaction that says so. */
  public enum Refresher {
    UAC,
    UAS
  }

  /**
   * A Session-Expires.
   *
   * @param refresher empty: the other side may choose
   */
  public record Interval(Duration length, Optional<Refresher> refresher) {

    public HeaderLine line() {
      String who = refresher.map(r -> ";refresher=" + r.name().toLowerCase(Locale.ROOT)).orElse("");
      return new HeaderLine(EXPIRES, length.toSeconds() + who);
    }
  }

  /** Empty when there is none that can be read. */
  public static Optional<Interval> interval(SIPMessage message) {
    return value(message, EXPIRES)
        .map(
            matcher ->
                new Interval(
                    seconds(matcher),
                    Optional.ofNullable(matcher.group(2)).flatMap(TimerHeaders::refresher)));
  }

  /** The peer's Min-SE; empty when there is none that can be read. */
  public static Optional<Duration> least(SIPMessage message) {
    return value(message, LEAST).map(TimerHeaders::seconds);
  }

  public static HeaderLine leastLine(Duration least) {
    return new HeaderLine(LEAST, Long.toString(least.toSeconds()));
  }

  private static Optional<Matcher> value(SIPMessage message, String header) {
    return Received.values(message, header).stream()
        .findFirst()
        .map(VALUE::matcher)
        .filter(Matcher::matches);
  }

  private static Duration seconds(Matcher matcher) {
    return Duration.ofSeconds(Math.min(Integer.parseInt(matcher.group(1)), LONGEST_SECONDS));
  }

  private static Optional<Refresher> refresher(String parameters) {
    Matcher matcher = REFRESHER.matcher(parameters.toLowerCase(Locale.ROOT));
    return matcher.find()
        ? Optional.of(Refresher.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }
}
