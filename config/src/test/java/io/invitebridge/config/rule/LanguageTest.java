package io.invitebridge.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which expressions take all texts of which others. */
class LanguageTest {

  @ParameterizedTest(name = "{0} takes all of {1}: {2}")
  @CsvSource({
    "2\\d{3}, 2345, true",
    "2\\d{3}, 2[0-4]\\d\\d, true",
    "2[0-4]\\d\\d, 2\\d{3}, false",
    "2\\d{3}, 2\\d{2}, false",
    "'2\\d{2,4}', 2\\d{3}, true",
    "2\\d*, 2\\d{3}, true",
    "2\\d+, 2\\d*, false",
    "2\\d?, 2, true",
    "(20|21)\\d, 20\\d, true",
    "20\\d|21\\d, 2[01]\\d, true",
    "2[01]\\d, 20\\d|21\\d, true",
    "(?:a|b)*, (ab)+, true",
    "(ab)+, (?:a|b)*, false",
    ".*, a.*b, true",
    ".+, .*, false",
    ".+, .*x, true",
    "a.*, a, true",
    "[^0-9]+, [a-z]+, true",
    "[^0-9]+, [a-z]*, false",
    "\\w+, [a-z_]{1;20}, true",
    "\\+[1-9]\\d{6;14}, \\+49\\d{7;10}, true",
    "\\+[1-9]\\d{6;14}, \\+49\\d{7;14}, false",
    "^ab?$, a, true",
    "a+?, a, true",
    "x|, '', true",
    "a{0}b, b, true",
    "[\\d.-]+, '1\\.2-3', true",
    "[a-z-]+, -a, true",
    "[]a]+, ']a', true",
    // What is not known is not said to be: case, Unicode classes, two-character signs.
    "(?i)ab, AB, true",
    "(?i)ab, A[B], false",
    "\\pL+, [a-z]+, false",
    "..|x, 😀|x, false"
  })
  void takesAll(String wide, String narrow, boolean all) {
    TextSet wider = new TextSet(List.of(TextMatch.Regex.parse(wide.replace(';', ','))));
    TextMatch narrower =
        narrow.isEmpty()
            ? new TextMatch.Exact("")
            : TextMatch.Regex.parse(narrow.replace(';', ','));
    assertThat(wider.covers(new TextSet(List.of(narrower)))).isEqualTo(all);
  }

  @Test
  void rangesPrefixesAndListsAreSetsToo() {
    TextMatch block = TextMatch.Range.parse("+4930100..+4930199");
    assertThat(set(TextMatch.Regex.parse("\\+49301\\d\\d")).covers(set(block))).isTrue();
    assertThat(set(block).covers(set(TextMatch.Regex.parse("\\+49301[0-9]{2}")))).isTrue();
    assertThat(set(block).covers(set(TextMatch.Regex.parse("\\+49301[0-9]{2,3}")))).isFalse();
    assertThat(set(TextMatch.Range.parse("095..112")).covers(set(TextMatch.Regex.parse("10\\d"))))
        .isTrue();
    assertThat(set(TextMatch.Range.parse("095..112")).covers(set(TextMatch.Regex.parse("11\\d"))))
        .isFalse();
    assertThat(set(new TextMatch.Prefix("20")).covers(set(TextMatch.Regex.parse("(?:20)\\d+"))))
        .isTrue();
    assertThat(
            set(TextMatch.Range.parse("100..149"), TextMatch.Range.parse("150..199"))
                .covers(set(TextMatch.Range.parse("120..180"))))
        .isTrue();
    assertThat(
            set(new TextMatch.Prefix("1"), new TextMatch.Prefix("2"))
                .covers(set(TextMatch.Regex.parse("[12]\\d"))))
        .isTrue();
  }

  /** Whatever it says about random expressions, the expressions themselves must agree. */
  @Test
  void neverSaysSoWhenATextEscapes() {
    Random random = new Random(7);
    int covering = 0;
    for (int i = 0; i < 3_000; i++) {
      String wide = expression(random, 3);
      String narrow = expression(random, 3);
      if (set(TextMatch.Regex.parse(wide)).covers(set(TextMatch.Regex.parse(narrow)))) {
        covering++;
        Pattern wider = Pattern.compile(wide);
        Pattern narrower = Pattern.compile(narrow);
        for (int sample = 0; sample < 60; sample++) {
          String text = text(random);
          assertThat(!narrower.matches(text) || wider.matches(text))
              .as("%s takes all of %s, but not \"%s\"", wide, narrow, text)
              .isTrue();
        }
      }
    }
    assertThat(covering).isGreaterThan(100);
  }

  private static TextSet set(TextMatch... matches) {
    return new TextSet(List.of(matches));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append("ab0".charAt(random.nextInt(3)));
    }
    return text.toString();
  }

  private static String expression(Random random, int depth) {
    if (depth == 0) {
      return List.of("a", "b", "\\d", ".", "[ab]", "[^a]").get(random.nextInt(6));
    }
    String one = expression(random, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> "(" + one + "|" + expression(random, depth - 1) + ")";
      case 1 -> "(?:" + one + ")*";
      case 2 ->
          "(?:" + one + ")" + List.of("+", "?", "{2}", "{1,2}", "{0,}").get(random.nextInt(5));
      default -> one + expression(random, depth - 1);
    };
  }
}
