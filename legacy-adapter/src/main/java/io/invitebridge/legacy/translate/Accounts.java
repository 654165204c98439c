package io.invitebridge.legacy.translate;

import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.UserId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Accounts of the old SDK as user ids. The name space is shared with the app's other users, so an
 * account must be a user id; and it must not hold a space, because message lines are separated by
 * spaces.
 */
public final class Accounts {
  private Accounts() {}

  /**
   * @throws InvalidValueException the account cannot be served
   */
  public static UserId user(String account) {
    UserId user = new UserId(account);
    if (!canBeWritten(user)) {
      throw new InvalidValueException("An account must not contain a space.");
    }
    return user;
  }

  /** False for a user of the app who cannot be on this network. */
  public static boolean canBeWritten(UserId user) {
    return user.value().indexOf(' ') < 0;
  }

  /** The number that the old service gave to an account: above zero, always the same. */
  public static int uid(UserId user) {
    CRC32 sum = new CRC32();
    sum.update(user.value().getBytes(StandardCharsets.UTF_8));
    int uid = (int) sum.getValue() & Integer.MAX_VALUE;
    return uid == 0 ? 1 : uid;
  }
}
