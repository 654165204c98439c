package io.invitebridge.config.source;

/** The beginning of a given text, fit to stand within a line of a message. */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** At most 60 characters of the text, without controls. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > LONGEST ? out + "…" : out.toString();
  }
}
