package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.Content;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was fetched joins what a message said itself. */
class FetchedTextTest {
  @ParameterizedTest(name = "[{index}] {0} with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "nothing",
      value = {
        "{\"contentUrl\":\"https://h/a\",\"sdp\":\"v\"} | {\"room\":\"blue\"} | {\"room\":\"blue\",\"sdp\":\"v\"}",
        "{\"contentUrl\":\"https://h/a\",\"sdp\":\"v\"} | hello | {\"content\":\"hello\",\"sdp\":\"v\"}",
        "{\"contentUrl\":\"https://h/a\",\"sdp\":\"v\"} | nothing | {\"sdp\":\"v\",\"contentOmitted\":true}",
        "{\"responseUrl\":\"https://h/a\"} | {\"sdp\":\"evil\",\"status\":1,\"contentUrl\":\"x\",\"a\":1} | {\"a\":1}",
        "{\"responseUrl\":\"https://h/a\",\"word\":\"busy\"} | {\"word\":\"lie\"} | {\"word\":\"busy\"}",
        "no json | hello | no json",
      })
  void it_does_not_replace_what_is_there(String known, String fetched, String whole) {
    assertThat(FetchedText.with(new Content(known), Optional.ofNullable(fetched)).value())
        .isEqualTo(whole);
  }

  @Test
  void a_description_that_leaves_no_room_is_left_out_first() {
    Content known =
        new Content("{\"contentUrl\":\"https://h/a\",\"sdp\":\"" + "v".repeat(5_000) + "\"}");
    String fetched = "{\"long\":\"" + "l".repeat(5_000) + "\"}";
    assertThat(FetchedText.with(known, Optional.of(fetched)).value())
        .contains("llll", "sdpOmitted")
        .doesNotContain("vvvv");
  }

  @Test
  void only_a_member_of_an_object_is_a_reference() {
    assertThat(FetchedText.missing(new Content("{\"contentUrl\":\"https://h/a\"}")))
        .contains(URI.create("https://h/a"));
    assertThat(FetchedText.missing(new Content("{\"contentUrl\":7}"))).isEmpty();
    assertThat(FetchedText.missing(new Content("contentUrl"))).isEmpty();
    assertThat(FetchedText.missing(Content.EMPTY)).isEmpty();
  }
}
