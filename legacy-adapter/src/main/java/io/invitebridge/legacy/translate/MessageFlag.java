package io.invitebridge.legacy.translate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flag of an instant message: {@code v1:E:3600} asks to keep it for 3,600 s. */
public final class MessageFlag {
  private static final Pattern FORM = Pattern.compile("v1:[A-Z]:(\\d{1,9})");

  private static final int LONGEST = 64;

  private MessageFlag() {}

  /** Clients write less than half as much; it is kept with the message. */
  public static boolean isTooLong(String flag) {
    return flag.length() > LONGEST;
  }

  /**
   * How long a message waits for an absent receiver: what its flag says, up to a limit; the limit
   * when it says nothing.
   */
  public static Duration life(String flag, Duration limit) {
    Matcher parts = FORM.matcher(flag);
    if (!parts.matches()) {
      return limit;
    }
    Duration wish = Duration.ofSeconds(Long.parseLong(parts.group(1)));
    return wish.compareTo(limit) < 0 ? wish : limit;
  }
}
