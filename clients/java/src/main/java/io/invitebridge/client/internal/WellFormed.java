package io.invitebridge.client.internal;

/**
 * Texts without half surrogate pairs. Those have no UTF-8 (RFC 3629 section 3), so that no frame
 * can carry them; each becomes U+FFFD before it is measured and sent.
 */
public final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text, with U+FFFD for each half of a pair whose other half is missing. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isHalf(text.codePointAt(i))) {
        return replaced(text, i);
      }
    }
    return text;
  }

  private static String replaced(String text, int from) {
    StringBuilder whole = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      whole.appendCodePoint(isHalf(character) ? REPLACEMENT : character);
    }
    return whole.toString();
  }

  private static boolean isHalf(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }
}
