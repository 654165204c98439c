package io.invitebridge.app.ladder;

import io.invitebridge.app.ladder.Ladder.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Draws a ladder in plain ASCII: the time in seconds, a bar for each party, an arrow for each
 * message. A gap between two bars is as wide as its longest message.
 */
public final class LadderPrinter {
  /** Room for {@code 999.999} and two spaces before the first bar. */
  private static final int TIME_WIDTH = 12;

  /** {@code |--} before the label, {@code ->|} behind it, and a space on each side. */
  private static final int ARROW_WIDTH = 9;

  private static final int NARROWEST_GAP = 18;

  /** The drawing, line by line, without trailing spaces. */
  public List<String> draw(Ladder ladder) {
    int[] bars = bars(ladder);
    List<String> lines = new ArrayList<>();
    lines.add(names(ladder, bars));
    ladder.rungs().forEach(rung -> lines.add(rung(ladder, bars, rung)));
    return lines;
  }

  private static int[] bars(Ladder ladder) {
    int[] bars = new int[ladder.parties().size()];
    bars[0] = TIME_WIDTH;
    for (int i = 1; i < bars.length; i++) {
      int gap = NARROWEST_GAP;
      for (Rung rung : ladder.rungs()) {
        if (span(ladder, rung) == 1 && right(ladder, rung) == i) {
          gap = Math.max(gap, rung.label().length() + ARROW_WIDTH);
        }
      }
      bars[i] = bars[i - 1] + gap;
    }
    return bars;
  }

  private static String names(Ladder ladder, int[] bars) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < bars.length; i++) {
      String name = ladder.parties().get(i);
      int start = Math.max(line.length() + 1, bars[i] - name.length() / 2);
      line.append(" ".repeat(start - line.length())).append(name);
    }
    return line.toString();
  }

  private static String rung(Ladder ladder, int[] bars, Rung rung) {
    char[] line = new char[bars[bars.length - 1] + 1];
    Arrays.fill(line, ' ');
    for (int bar : bars) {
      line[bar] = '|';
    }
    int from = bars[left(ladder, rung)] + 1;
    int to = bars[right(ladder, rung)] - 1;
    Arrays.fill(line, from, to + 1, '-');
    if (isToTheRight(ladder, rung)) {
      line[to] = '>';
    } else {
      line[from] = '<';
    }
    write(line, from, to, " " + rung.label() + " ");
    write(line, 0, TIME_WIDTH, seconds(rung.at()));
    return new String(line).stripTrailing();
  }

  /** Writes the text into the middle of a stretch; what does not fit is cut. */
  private static void write(char[] line, int from, int to, String text) {
    int room = to - from - 1;
    String shown = text.length() <= room ? text : text.substring(0, room);
    int start = from + 1 + (room - shown.length()) / 2;
    shown.getChars(0, shown.length(), line, start);
  }

  private static String seconds(Duration at) {
    return String.format(Locale.ROOT, "%8.3f", at.toNanos() / 1e9);
  }

  private static int left(Ladder ladder, Rung rung) {
    return Math.min(place(ladder, rung.from()), place(ladder, rung.to()));
  }

  private static int right(Ladder ladder, Rung rung) {
    return Math.max(place(ladder, rung.from()), place(ladder, rung.to()));
  }

  private static int span(Ladder ladder, Rung rung) {
    return right(ladder, rung) - left(ladder, rung);
  }

  private static boolean isToTheRight(Ladder ladder, Rung rung) {
    return place(ladder, rung.from()) < place(ladder, rung.to());
  }

  private static int place(Ladder ladder, String party) {
    return ladder.parties().indexOf(party);
  }
}
