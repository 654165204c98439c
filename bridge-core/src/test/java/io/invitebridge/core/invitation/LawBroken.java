package io.invitebridge.core.invitation;

import java.util.Locale;

/** The machine did what it must never do; the message is the law. */
final class LawBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LawBroken(String law) {
    super(law);
  }

  /** The law is put into words only when it is broken: it is checked millions of times. */
  static void unless(boolean kept, String law, Object... values) {
    if (!kept) {
      throw new LawBroken(String.format(Locale.ROOT, law, values));
    }
  }
}
