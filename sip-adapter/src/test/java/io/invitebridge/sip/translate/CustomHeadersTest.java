package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.HeaderNames;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.SipReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the parties' own, both ways. */
class CustomHeadersTest {
  private static final HeaderNames ALLOWED = new HeaderNames(List.of("X-Queue", "X-App-*"));

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"headers\":{\"X-Queue\":\"sales\"}}                   | X-Queue: sales",
        "{\"sip_header:X-Queue\":\"sales\"}                      | X-Queue: sales",
        "{\"headers\":{\"x-app-id\":7,\"X-App-On\":true}}        | x-app-id: 7, X-App-On: true",
        "{\"headers\":{\"X-Queue\":\"a\"},\"sip_header:x-queue\":\"b\"} | X-Queue: a",
        "{\"headers\":{\"X-Queue\":\"Grüße; a=\\\"b\\\"\"}}      | X-Queue: Grüße; a=\"b\"",
      })
  void a_text_sets_headers_that_the_list_names(String text, String expected) {
    CustomHeaders.Wanted wanted = CustomHeaders.out(new Content(text), ALLOWED);
    assertThat(wanted.leftOut()).isEmpty();
    assertThat(wanted.lines())
        .map(line -> line.name() + ": " + line.value())
        .containsExactlyInAnyOrder(expected.split(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "free text",
        "{",
        "[]",
        "{\"headers\":\"X-Queue: a\"}",
        "{\"headers\":{\"X-Queue\":{}}}",
        "{\"headers\":{\"X-Queue\":null}}",
        "{\"sip_header\":\"X-Queue\"}",
      })
  void what_is_no_header_is_none(String text) {
    CustomHeaders.Wanted wanted = CustomHeaders.out(new Content(text), ALLOWED);
    assertThat(wanted.lines()).isEmpty();
    assertThat(wanted.leftOut()).isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {0} = {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "X-Other            | a              | not in the trunk's list",
        "Via                | a              | not in the trunk's list",
        "X-App-A:\\r\\nVia  | a              | not in the trunk's list",
        "X-App-A B          | a              | not in the trunk's list",
        "X-App-*            | a              | not in the trunk's list",
        "X-Queue            | a\\r\\nVia: b  | no text of one line",
        "X-Queue            | a\\nb          | no text of one line",
        "X-Queue            | a\\u0000b      | no text of one line",
        "X-Queue            | a\\u0085b      | no text of one line",
        "X-Queue            | ``             | no text of one line",
      })
  void nothing_is_injected(String name, String value, String why) {
    Content text = new Content("{\"headers\":{\"" + name + "\":\"" + value + "\"}}");
    CustomHeaders.Wanted wanted = CustomHeaders.out(text, ALLOWED);
    assertThat(wanted.lines()).isEmpty();
    assertThat(wanted.leftOut()).singleElement().asString().contains(why).doesNotContain("\n");
  }

  @Test
  void number_and_size_are_bounded() {
    StringBuilder many = new StringBuilder("{\"headers\":{");
    for (int i = 0; i < 40; i++) {
      many.append(i == 0 ? "" : ",").append("\"X-App-" + i + "\":\"v\"");
    }
    CustomHeaders.Wanted wanted = CustomHeaders.out(new Content(many + "}}"), ALLOWED);
    assertThat(wanted.lines()).hasSize(CustomHeaders.MOST);
    assertThat(wanted.leftOut()).hasSize(CustomHeaders.MOST).allMatch(l -> l.contains("too much"));

    String longest = "v".repeat(CustomHeaders.LONGEST_VALUE);
    Content large =
        new Content(
            "{\"headers\":{\"X-App-A\":\"%s\",\"X-App-B\":\"%s\",\"X-App-C\":\"%s\",\"X-App-D\":\"%s\",\"X-App-E\":\"%sv\"}}"
                .formatted(longest, longest, longest, longest, longest));
    wanted = CustomHeaders.out(large, ALLOWED);
    assertThat(wanted.lines()).hasSize(3);
    assertThat(wanted.leftOut()).containsExactly("X-App-D (too much)", "X-App-E (too long)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Via",
        "from",
        "Content-Type",
        "X-Channel-Id",
        "X-Invite-Content-URL",
        "s",
        "*",
        "X Y",
        "",
        "X:",
        "Diversion"
      })
  void a_list_cannot_name_what_has_its_own_rules(String name) {
    assertThatThrownBy(() -> new HeaderNames(List.of(name)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void a_beginning_does_not_take_what_has_its_own_rules() {
    HeaderNames wide = new HeaderNames(List.of("P-*", "Ro*", "X-*"));
    assertThat(wide.has("X-Invite-Content-URL")).isFalse();
    assertThat(wide.has("X-Invite-Response-URL")).isFalse();
    assertThat(wide.has("P-Early-Media")).isTrue();
    assertThat(wide.has("P-Asserted-Identity")).isFalse();
    assertThat(wide.has("Route")).isFalse();
  }

  @Test
  void a_message_tells_the_headers_that_the_list_names() {
    assertThat(
            CustomHeaders.in(
                message("X-Queue: sales", "X-APP-One: 1", "x-app-one: 2", "X-Other: 3"), ALLOWED))
        .containsEntry("X-Queue", "sales")
        .containsEntry("X-APP-One", "1, 2")
        .hasSize(2);
    assertThat(CustomHeaders.in(message("X-Queue: " + "v".repeat(513)), ALLOWED)).isEmpty();
    assertThat(CustomHeaders.in(message("X-Queue: a"), HeaderNames.NONE)).isEmpty();
  }

  @Test
  void what_came_in_can_go_out_again() {
    Content told =
        new AppMembers()
            .headers(CustomHeaders.in(message("X-Queue: \"a\" <b>;c"), ALLOWED))
            .content();
    assertThat(CustomHeaders.out(told, ALLOWED).lines())
        .containsExactly(new HeaderLine("X-Queue", "\"a\" <b>;c"));
  }

  private static SIPMessage message(String... headers) {
    String text =
        "OPTIONS sip:a@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa\r\n"
            + "From: <sip:b@192.0.2.1>;tag=1\r\nTo: <sip:a@127.0.0.1>\r\nCall-ID: c\r\n"
            + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n"
            + String.join("\r\n", headers)
            + "\r\nContent-Length: 0\r\n\r\n";
    try {
      return new SipReader()
          .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
