package io.invitebridge.config.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large a regular expression becomes when it is compiled, without compiling it:
 * counted repetitions are written out, so that nested ones multiply. The estimate may be too high,
 * and is not too low by more than a small factor.
 */
final class RegexSize {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,6})(?:,(\\d{0,6}))?\\}");

  private final String source;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long size;
  private long last;
  private int next;

  private RegexSize(String source) {
    this.source = source;
  }

  static long of(String expression) {
    return new RegexSize(expression).estimate();
  }

  private long estimate() {
    while (next < source.length()) {
      switch (source.charAt(next)) {
        case '\\' -> atom(escapeEnd());
        case '[' -> atom(classEnd());
        case '(' -> {
          outer.push(size);
          size = 0;
          next++;
        }
        case ')' -> close();
        case '{' -> count();
        default -> atom(next + 1);
      }
    }
    while (!outer.isEmpty()) {
      size = plus(size, outer.pop());
    }
    return size;
  }

  private void atom(int end) {
    last = 1;
    size = plus(size, 1);
    next = end;
  }

  private void close() {
    last = plus(size, 2);
    size = plus(last, outer.isEmpty() ? 0 : outer.pop());
    next++;
  }

  private void count() {
    Matcher matcher = COUNT.matcher(source).region(next, source.length());
    if (!matcher.lookingAt()) {
      atom(next + 1);
      return;
    }
    long least = Long.parseLong(matcher.group(1));
    String most = matcher.group(2);
    long times = Math.max(1, most == null || most.isEmpty() ? least + 1 : Long.parseLong(most));
    last = Math.max(1, last);
    long repeated = times > Integer.MAX_VALUE / last ? Integer.MAX_VALUE : last * times;
    size = plus(size, repeated - last);
    last = repeated;
    next = matcher.end();
  }

  /** Behind an escape; {@code \Q…\E} and the name of {@code \p{…}} belong to it. */
  private int escapeEnd() {
    int after = next + 2;
    if (source.startsWith("\\Q", next)) {
      int end = source.indexOf("\\E", after);
      return end < 0 ? source.length() : end + 2;
    }
    boolean named = after < source.length() && source.charAt(after) == '{';
    if (named && "pPx".indexOf(source.charAt(next + 1)) >= 0) {
      int end = source.indexOf('}', after);
      return end < 0 ? source.length() : end + 1;
    }
    return Math.min(after, source.length());
  }

  private int classEnd() {
    int i = next + 1;
    if (source.startsWith("^", i)) {
      i++;
    }
    boolean first = true;
    while (i < source.length()) {
      char c = source.charAt(i);
      if (c == ']' && !first) {
        return i + 1;
      }
      first = false;
      int named = source.startsWith("[:", i) ? source.indexOf(":]", i + 2) : -1;
      i = named >= 0 ? named + 2 : i + (c == '\\' ? 2 : 1);
    }
    return source.length();
  }

  private static long plus(long a, long b) {
    return Math.min(Integer.MAX_VALUE, a + b);
  }
}
