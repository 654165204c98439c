package io.invitebridge.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> WORDS =
      List.of("routes", "trunks", "for", "channel-id", "login-window");

  @ParameterizedTest
  @CsvSource({
    "route, routes",
    "trnuks, trunks",
    "Trunks, trunks",
    "channelId, channel-id",
    "channel_id, channel-id",
    "login-windwo, login-window",
    "fro, for",
    "xyz, ''",
    "f, ''",
    "to, ''"
  })
  void findsTheWordThatWasMeant(String written, String meant) {
    String expected = meant.isEmpty() ? "" : " Did you mean \"" + meant + "\"?";
    assertThat(Spelling.suggest(written, WORDS)).isEqualTo(expected);
  }
}
