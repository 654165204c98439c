package io.invitebridge.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws who told whom what, and when, as a call-flow picture in plain ASCII: a time column (seconds
 * since the start), one column a party, one line an arrow. The same arrows always give the same
 * picture, so a test may compare it as text.
 *
 * <pre>
 *             alice             bridge            bob
 *      0.000    |----- invite ----->|               |
 *      0.000    |                   |--- INVITE --->|
 *      4.000    |                   | (ring time is over)
 * </pre>
 *
 * <p>An arrow from a party to itself is a note beside that party's line.
 */
public final class Ladder {
  private static final int TIME_WIDTH = 10;
  private static final int FIRST_COLUMN = TIME_WIDTH + 6;
  private static final int NARROWEST_GAP = 12;

  /** Room for the lifeline, the arrow's head and tail and a space on each side of the label. */
  private static final int AROUND_LABEL = 8;

  private final List<String> parties;
  private final Instant start;
  private final int[] columns;

  private Ladder(List<String> parties, Instant start, List<Arrow> arrows) {
    this.parties = List.copyOf(parties);
    this.start = start;
    this.columns = new int[parties.size()];
    placeColumns(arrows);
  }

  /**
   * One thing that one party tells another.
   *
   * @param from must be among the ladder's parties
   * @param to the same as {@code from} for a note
   * @param label one line
   */
  public record Arrow(Instant at, String from, String to, String label) {}

  /**
   * The picture, each line ended by a line feed, no line with trailing blanks.
   *
   * @param parties the columns, from left to right
   * @param start what the time column counts from
   * @throws IllegalArgumentException when an arrow names a party that has no column
   */
  public static String draw(List<String> parties, Instant start, List<Arrow> arrows) {
    Ladder ladder = new Ladder(parties, start, arrows);
    StringBuilder picture = new StringBuilder(ladder.header());
    for (Arrow arrow : arrows) {
      picture.append(ladder.line(arrow));
    }
    return picture.toString();
  }

  private void placeColumns(List<Arrow> arrows) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i == 0 ? FIRST_COLUMN : columns[i - 1] + NARROWEST_GAP;
      for (Arrow arrow : arrows) {
        int left = Math.min(column(arrow.from()), column(arrow.to()));
        int right = Math.max(column(arrow.from()), column(arrow.to()));
        boolean note = left == right;
        if (note ? left == i - 1 : right == i) {
          columns[i] = Math.max(columns[i], columns[left] + arrow.label().length() + AROUND_LABEL);
        }
      }
    }
  }

  private int column(String party) {
    int index = parties.indexOf(party);
    if (index < 0) {
      throw new IllegalArgumentException("No column for " + party + " among " + parties + ".");
    }
    return index;
  }

  private String header() {
    char[] line = blank(lastColumn() + parties.get(parties.size() - 1).length());
    for (int i = 0; i < columns.length; i++) {
      write(line, columns[i] - parties.get(i).length() / 2, parties.get(i));
    }
    return ended(line);
  }

  private String line(Arrow arrow) {
    int from = columns[column(arrow.from())];
    int to = columns[column(arrow.to())];
    char[] line = blank(lastColumn() + arrow.label().length() + AROUND_LABEL);
    write(line, 0, time(arrow.at()));
    for (int x : columns) {
      line[x] = '|';
    }
    if (from == to) {
      write(line, from + 2, "(" + arrow.label() + ")");
    } else {
      drawArrow(line, from, to, arrow.label());
    }
    return ended(line);
  }

  private static void drawArrow(char[] line, int from, int to, String label) {
    int left = Math.min(from, to);
    int right = Math.max(from, to);
    Arrays.fill(line, left + 1, right, '-');
    line[to > from ? right - 1 : left + 1] = to > from ? '>' : '<';
    write(line, left + (right - left - label.length()) / 2, " " + label + " ");
  }

  private String time(Instant at) {
    double seconds = Duration.between(start, at).toMillis() / 1000.0;
    return String.format(Locale.ROOT, "%" + TIME_WIDTH + ".3f", seconds);
  }

  private int lastColumn() {
    return columns[columns.length - 1];
  }

  private static char[] blank(int width) {
    char[] line = new char[width];
    Arrays.fill(line, ' ');
    return line;
  }

  private static void write(char[] line, int at, String text) {
    text.getChars(0, text.length(), line, at);
  }

  private static String ended(char[] line) {
    return new String(line).stripTrailing() + "\n";
  }
}
