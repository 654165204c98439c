package io.invitebridge.config.rule;

import io.invitebridge.config.rule.Language.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a regular expression into a {@link Language}: literals, {@code .}, classes, groups,
 * alternatives and repetitions, of the syntax of RE2. Everything else is undecided.
 */
final class Expression {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,3})(,(\\d{1,3})?)?}");

  /** Pairs of characters, both included. */
  private static final String DIGITS = "09";

  private static final String WORD = "09AZ__az";
  private static final String SPACE = "\t\n\f\r  ";
  private static final String NOT_LINE = "\0\t\u000b\uffff";

  private final Language language;
  private final String source;
  private int next;

  Expression(Language language, String source) {
    this.language = language;
    this.source = source;
  }

  /** Adds the whole expression behind a state, and says where it ends. */
  int from(int state) {
    next = source.startsWith("^") ? 1 : 0;
    int end = alternatives(state);
    if (next < source.length()) {
      throw new Undecided();
    }
    return end;
  }

  private int alternatives(int state) {
    int end = language.state();
    language.connect(sequence(state), end);
    while (peek() == '|') {
      next++;
      language.connect(sequence(state), end);
    }
    return end;
  }

  private int sequence(int state) {
    int at = state;
    while (next < source.length() && peek() != '|' && peek() != ')') {
      if (peek() == '$' && next == source.length() - 1) {
        next++;
      } else {
        at = repeated(at);
      }
    }
    return at;
  }

  /** One piece as often as it is to be; it is read again for each time. */
  private int repeated(int state) {
    int begin = next;
    int once = language.state();
    language.connect(state, once);
    int end = piece(once);
    int behind = next;
    int least = 1;
    int most = 1;
    Matcher count = COUNT.matcher(source).region(next, source.length());
    switch (peek()) {
      case '*' -> {
        least = 0;
        most = -1;
        behind++;
      }
      case '+' -> {
        most = -1;
        behind++;
      }
      case '?' -> {
        least = 0;
        behind++;
      }
      case '{' -> {
        if (!count.lookingAt()) {
          throw new Undecided();
        }
        least = Integer.parseInt(count.group(1));
        most = count.group(2) == null ? least : count.group(3) == null ? -1 : most(count.group(3));
        behind = count.end();
      }
      default -> {}
    }
    int last = times(begin, once, end, least, most);
    next = behind;
    // Lazy repetitions take the same texts.
    if (behind > begin && peek() == '?' && (least != 1 || most != 1)) {
      next++;
    }
    return last;
  }

  private static int most(String digits) {
    return Integer.parseInt(digits);
  }

  /**
   * @param most -1 for no limit
   */
  private int times(int begin, int once, int end, int least, int most) {
    int out = language.state();
    int from = once;
    int to = end;
    int copies = Math.max(1, Math.max(least, most));
    for (int copy = 1; ; copy++) {
      if (copy > least) {
        language.connect(from, out);
      }
      if (copy == copies) {
        break;
      }
      next = begin;
      from = language.state();
      language.connect(to, from);
      to = piece(from);
    }
    if (most != 0) {
      language.connect(to, out);
    }
    if (most < 0) {
      language.connect(to, from);
    }
    return out;
  }

  private int piece(int state) {
    char c = source.charAt(next++);
    switch (c) {
      case '(' -> {
        if (source.startsWith("?:", next)) {
          next += 2;
        } else if (peek() == '?') {
          throw new Undecided();
        }
        int end = alternatives(state);
        next++;
        return end;
      }
      case '[' -> {
        return oneOf(state, characters());
      }
      case '.' -> {
        return oneOf(state, NOT_LINE);
      }
      case '\\' -> {
        return oneOf(state, escape());
      }
      case '^', '$', '*', '+', '?', '{' -> throw new Undecided();
      default -> {
        return oneOf(state, "" + c + c);
      }
    }
  }

  private int oneOf(int state, String pairs) {
    int end = language.state();
    for (int i = 0; i < pairs.length(); i += 2) {
      language.step(state, end, pairs.charAt(i), pairs.charAt(i + 1));
    }
    return end;
  }

  private String escape() {
    char c = source.charAt(next++);
    return switch (c) {
      case 'd' -> DIGITS;
      case 'w' -> WORD;
      case 's' -> SPACE;
      case 'D' -> not(DIGITS);
      case 'W' -> not(WORD);
      default -> {
        if (c >= 0x80 || Character.isLetterOrDigit(c)) {
          throw new Undecided();
        }
        yield "" + c + c;
      }
    };
  }

  private String characters() {
    boolean negated = peek() == '^';
    next += negated ? 1 : 0;
    List<String> pairs = new ArrayList<>();
    boolean first = true;
    while (first || peek() != ']') {
      first = false;
      String low = member();
      boolean range = peek() == '-' && next + 1 < source.length() && source.charAt(next + 1) != ']';
      if (range && low.length() == 2 && low.charAt(0) == low.charAt(1)) {
        next++;
        String high = member();
        if (high.charAt(0) < low.charAt(0)) {
          throw new Undecided();
        }
        pairs.add("" + low.charAt(0) + high.charAt(high.length() - 1));
      } else {
        pairs.add(low);
      }
    }
    next++;
    String all = String.join("", pairs);
    return negated ? not(all) : all;
  }

  private String member() {
    char c = source.charAt(next++);
    if (c == '[' && peek() == ':') {
      throw new Undecided();
    }
    return c == '\\' ? escape() : "" + c + c;
  }

  private static String not(String pairs) {
    List<String> sorted = new ArrayList<>();
    for (int i = 0; i < pairs.length(); i += 2) {
      sorted.add(pairs.substring(i, i + 2));
    }
    sorted.sort(null);
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (String pair : sorted) {
      if (pair.charAt(0) > from) {
        out.append((char) from).append((char) (pair.charAt(0) - 1));
      }
      from = Math.max(from, pair.charAt(1) + 1);
    }
    if (from <= Character.MAX_VALUE) {
      out.append((char) from).append(Character.MAX_VALUE);
    }
    return out.toString();
  }

  /** Nothing is read behind the end: the character there is none that means anything. */
  private char peek() {
    return next < source.length() ? source.charAt(next) : '\0';
  }
}
