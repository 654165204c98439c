package io.invitebridge.config.source;

/** The beginning of a given text, fit to stand within a line of a message. */
public final class Excerpt {
  private static final int LONGEST = 60;
  private static final int LONGEST_PATH = 300;

  private Excerpt() {}

  /** At most 60 characters of the text, without controls. */
  public static String of(String text) {
    return cut(text, LONGEST);
  }

  /** The same for the names of files, which are of use only when they are whole. */
  public static String path(String text) {
    return cut(text, LONGEST_PATH);
  }

  private static String cut(String text, int longest) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length() && i < longest; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > longest ? out + "…" : out.toString();
  }
}
