package io.invitebridge.legacy.translate;

import io.invitebridge.legacy.message.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The rules for attributes: names of 1 to 128 characters, values of at most 8,096. */
public final class Attributes {
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 8_096;
  private static final String CHANNEL_TTL = "_channel_ttl";
  private static final int MAX_DIGITS = 9;

  private Attributes() {}

  /** Empty: name and value are good. */
  public static Optional<Failure> wrong(String name, String value) {
    if (name.isEmpty()) {
      return Optional.of(Failure.WRONG_PARAM);
    }
    return name.length() > MAX_NAME || value.length() > MAX_VALUE
        ? Optional.of(Failure.LARGE_PARAM)
        : Optional.empty();
  }

  /** How long a channel's attributes outlive its last user: what it says itself, up to a limit. */
  public static Duration channelLife(Map<String, String> attributes, Duration limit) {
    String own = attributes.getOrDefault(CHANNEL_TTL, "");
    if (own.isEmpty()
        || own.length() > MAX_DIGITS
        || !own.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return limit;
    }
    Duration wish = Duration.ofSeconds(Long.parseLong(own));
    return wish.compareTo(limit) < 0 ? wish : limit;
  }
}
