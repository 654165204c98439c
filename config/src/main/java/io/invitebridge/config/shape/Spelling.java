package io.invitebridge.config.shape;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
  private static final int LONGEST_LIST = 16;

  private Spelling() {}

  /** {@code " Did you mean x?"}, or nothing when no candidate is near. */
  public static String suggest(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> " Did you mean \"" + near + "\"?").orElse("");
  }

  /** {@code ": a, b, c"}; nothing for very long lists. */
  static String listOf(Collection<String> words) {
    if (words.isEmpty()) {
      return " (there is none)";
    }
    return words.size() > LONGEST_LIST ? "" : " (" + String.join(", ", words) + ")";
  }

  private static Optional<String> nearest(String word, Collection<String> candidates) {
    String plain = plain(word);
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      String other = plain(candidate);
      int distance = distance(plain, other);
      int allowed = Math.max(1, Math.min(plain.length(), other.length()) / 3);
      if (distance <= allowed && distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** Case, hyphens and underlines are no difference: channelId and channel-id are one word. */
  private static String plain(String word) {
    String cut = word.length() > 64 ? word.substring(0, 64) : word;
    return cut.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Edits between the two, a swap of neighbours counting as one (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
