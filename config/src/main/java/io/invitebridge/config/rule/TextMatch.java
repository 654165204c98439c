package io.invitebridge.config.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.invitebridge.config.model.Cidr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A statement about a whole text. Groups are numbered from 1 and come in the order of the pattern.
 */
public sealed interface TextMatch {
  /** The groups when the text matches. */
  Optional<List<String>> groups(String text);

  /** How many groups a match has. */
  default int groupCount() {
    return 0;
  }

  /** What every matching text begins with; may be empty. */
  String beginning();

  /** True when every text that matches the other certainly matches this; false when unknown. */
  boolean covers(TextMatch other);

  /** The text itself. */
  record Exact(String text) implements TextMatch {
    @Override
    public Optional<List<String>> groups(String value) {
      return value.equals(text) ? Optional.of(List.of()) : Optional.empty();
    }

    @Override
    public String beginning() {
      return text;
    }

    @Override
    public boolean covers(TextMatch other) {
      return equals(other);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Texts that begin with this one; the rest is group 1. */
  record Prefix(String text) implements TextMatch {
    @Override
    public Optional<List<String>> groups(String value) {
      return value.startsWith(text)
          ? Optional.of(List.of(value.substring(text.length())))
          : Optional.empty();
    }

    @Override
    public int groupCount() {
      return 1;
    }

    @Override
    public String beginning() {
      return text;
    }

    @Override
    public boolean covers(TextMatch other) {
      return other.beginning().startsWith(text);
    }

    @Override
    public String toString() {
      return "prefix " + text;
    }
  }

  /**
   * Numbers of one length between two of that length, both included; all with or without a plus.
   */
  record Range(String first, String last) implements TextMatch {
    public Range {
      if (!isNumber(first) || !isNumber(last)) {
        throw new IllegalArgumentException("A range is two numbers, each with an optional plus.");
      }
      if (first.length() != last.length() || first.startsWith("+") != last.startsWith("+")) {
        throw new IllegalArgumentException("Both ends of a range need the same number of digits.");
      }
      if (value(first).compareTo(value(last)) > 0) {
        throw new IllegalArgumentException("The range ends before it begins.");
      }
    }

    /** Parses {@code 1000..1999} or {@code 1000-1999}. */
    public static Range parse(String text) {
      String[] ends = text.split("\\.\\.|-", -1);
      if (ends.length != 2) {
        throw new IllegalArgumentException("A range is two numbers with .. between them.");
      }
      return new Range(ends[0].strip(), ends[1].strip());
    }

    // Numbers of one length, digits only, are ordered as their texts are.
    @Override
    public Optional<List<String>> groups(String value) {
      return value.length() == first.length()
              && isNumber(value)
              && value.compareTo(first) >= 0
              && value.compareTo(last) <= 0
          ? Optional.of(List.of())
          : Optional.empty();
    }

    @Override
    public String beginning() {
      int same = 0;
      while (same < first.length() && first.charAt(same) == last.charAt(same)) {
        same++;
      }
      return first.substring(0, same);
    }

    @Override
    public boolean covers(TextMatch other) {
      return (other instanceof Exact exact && groups(exact.text()).isPresent())
          || (other instanceof Range range
              && groups(range.first).isPresent()
              && groups(range.last).isPresent());
    }

    private static boolean isNumber(String text) {
      int from = text.startsWith("+") ? 1 : 0;
      if (text.length() == from || text.length() > 32) {
        return false;
      }
      return text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private static BigInteger value(String number) {
      return new BigInteger(number.startsWith("+") ? number.substring(1) : number);
    }

    @Override
    public String toString() {
      return first + ".." + last;
    }
  }

  /** A regular expression of RE2 that the whole text must match. */
  record Regex(Pattern pattern) implements TextMatch {
    /** RE2 matches in linear time, but a huge expression still makes a huge program. */
    private static final int MAX_LENGTH = 1000;

    private static final int MAX_SIZE = 10_000;

    /** A literal text becomes {@link Exact}, so that it can be looked up. */
    public static TextMatch parse(String expression) {
      if (expression.isEmpty()) {
        throw new IllegalArgumentException("The expression is empty.");
      }
      if (expression.length() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "The expression is longer than " + MAX_LENGTH + " characters.");
      }
      if (RegexSize.of(expression) > MAX_SIZE) {
        throw new IllegalArgumentException(
            "The regular expression is too large: its counted repetitions multiply.");
      }
      Pattern pattern;
      try {
        pattern = Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "The regular expression is invalid: "
                + e.getDescription()
                + where(e, expression)
                + "."
                + hint(e),
            e);
      }
      return literal(expression).<TextMatch>map(Exact::new).orElseGet(() -> new Regex(pattern));
    }

    private static String where(PatternSyntaxException e, String expression) {
      String part = e.getPattern();
      boolean says = part != null && !part.isEmpty() && !part.equals(expression);
      return says ? " at \"" + part + "\"" : "";
    }

    private static String hint(PatternSyntaxException e) {
      return String.valueOf(e.getDescription()).contains("missing argument")
          ? " A plus sign or asterisk itself is written \\+ or \\*."
          : "";
    }

    @Override
    public Optional<List<String>> groups(String text) {
      Matcher matcher = pattern.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      List<String> groups = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        String group = matcher.group(i);
        groups.add(group == null ? "" : group);
      }
      return Optional.of(groups);
    }

    @Override
    public int groupCount() {
      return pattern.groupCount();
    }

    @Override
    public String beginning() {
      String source = pattern.pattern();
      if (source.indexOf('|') >= 0) {
        return "";
      }
      StringBuilder out = new StringBuilder();
      int i = source.startsWith("^") ? 1 : 0;
      while (i < source.length()) {
        boolean escaped = isEscapedSign(source, i);
        if (!escaped && !isLiteral(source.charAt(i))) {
          break;
        }
        int next = i + (escaped ? 2 : 1);
        if (next < source.length() && "?*{".indexOf(source.charAt(next)) >= 0) {
          break;
        }
        out.append(source.charAt(next - 1));
        i = next;
      }
      return out.toString();
    }

    @Override
    public boolean covers(TextMatch other) {
      if (other instanceof Exact exact) {
        return groups(exact.text()).isPresent();
      }
      String source = pattern.pattern();
      return source.equals(".*")
          || (source.equals(".+") && !other.beginning().isEmpty())
          || (other instanceof Regex regex && regex.pattern.pattern().equals(source));
    }

    private static Optional<String> literal(String source) {
      StringBuilder out = new StringBuilder();
      int i = 0;
      while (i < source.length()) {
        boolean escaped = isEscapedSign(source, i);
        if (!escaped && !isLiteral(source.charAt(i))) {
          return Optional.empty();
        }
        out.append(source.charAt(escaped ? i + 1 : i));
        i += escaped ? 2 : 1;
      }
      return Optional.of(out.toString());
    }

    private static boolean isEscapedSign(String source, int i) {
      return source.charAt(i) == '\\'
          && i + 1 < source.length()
          && source.charAt(i + 1) < 0x80
          && !Character.isLetterOrDigit(source.charAt(i + 1));
    }

    // Half a character could be optional together with its other half.
    private static boolean isLiteral(char c) {
      return "\\.+*?()|[]{}^$".indexOf(c) < 0 && !Character.isSurrogate(c);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Regex regex && regex.pattern.pattern().equals(pattern.pattern());
    }

    @Override
    public int hashCode() {
      return pattern.pattern().hashCode();
    }

    @Override
    public String toString() {
      return "/" + pattern.pattern() + "/";
    }
  }

  /** The literals of the IP addresses in a block. */
  record Block(Cidr block) implements TextMatch {
    /** Throws {@link IllegalArgumentException} with a sentence when it is not such a block. */
    public static TextMatch parse(String text) {
      return new Block(Cidr.parse(text));
    }

    @Override
    public Optional<List<String>> groups(String text) {
      try {
        Cidr address = Cidr.parse(text);
        return block.contains(address.network()) ? Optional.of(List.of()) : Optional.empty();
      } catch (IllegalArgumentException e) {
        // An address with a zone or the like is in no block.
        return Optional.empty();
      }
    }

    @Override
    public String beginning() {
      return "";
    }

    @Override
    public boolean covers(TextMatch other) {
      return other instanceof Block narrower
          && narrower.block.bits() >= block.bits()
          && block.contains(narrower.block.network());
    }

    @Override
    public String toString() {
      return block.toString();
    }
  }
}
