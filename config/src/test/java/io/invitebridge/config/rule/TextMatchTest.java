package io.invitebridge.config.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMatchTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "2(\\d{3}), 2",
        "\\+49\\d+, +49",
        "^abc$, abc",
        "ab?c, a",
        "ab*, a",
        "ab+, ab",
        "a(b), a",
        "a|b, ``",
        "(?i)abc, ``",
        "abc.def, abc",
        "a\\d, a",
        "[ab]c, ``"
      })
  void aPatternBeginsWithItsLiteralPart(String expression, String beginning) {
    assertThat(TextMatch.Regex.parse(expression).beginning()).isEqualTo(beginning);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"alice, alice", "alice\\.smith, alice.smith", "\\+4930, +4930"})
  void aPatternWithoutSpecialSignsIsExact(String expression, String text) {
    assertThat(TextMatch.Regex.parse(expression)).isEqualTo(new TextMatch.Exact(text));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1000..1999, 1500, true",
        "1000..1999, 2000, false",
        "1000..1999, 15000, false",
        "1000..1999, 15, false",
        "1000..1999, 15a0, false",
        "+4930100-+4930199, +4930150, true",
        "+4930100-+4930199, 4930150, false"
      })
  void aRangeHasNumbersOfOneLength(String range, String text, boolean inside) {
    assertThat(TextMatch.Range.parse(range).groups(text).isPresent()).isEqualTo(inside);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        ".*, x, true",
        ".+, x\\d, true",
        ".+, \\d*, false",
        "1\\d, 12, true",
        "1\\d, 123, false",
        "1\\d, 1\\d, true",
        "1\\d, 1\\d+, false"
      })
  void covers(String wide, String narrow, boolean covered) {
    assertThat(TextMatch.Regex.parse(wide).covers(TextMatch.Regex.parse(narrow)))
        .isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc, 3",
        "a{100}, 101",
        "(ab){10}, 44",
        "\\p{Greek}{5}, 6",
        "[]a{9}]{4}, 5",
        "\\Q{9}{9}\\E, 1",
        "{9}, 9"
      })
  void theSizeOfAnExpressionIsEstimated(String expression, long size) {
    assertThat(RegexSize.of(expression)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"((a{1000}){1000}){1000}", "(.{999,}){999}"})
  void anExpressionThatMultipliesIsHuge(String expression) {
    assertThat(RegexSize.of(expression)).isGreaterThan(500_000);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"1(2)(3)?, 12"})
  void aGroupThatTookNoPartIsEmpty(String expression, String text) {
    assertThat(TextMatch.Regex.parse(expression).groups(text)).contains(List.of("2", ""));
  }
}
