package io.invitebridge.client.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.invitebridge.client.internal.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  @Test
  void request_isOneObjectOnOneLine() {
    Params params =
        new Params()
            .text("a", "<\"\n\u2028>")
            .text("absent", null)
            .integer("n", 7)
            .texts("ids", List.of("x", "y"))
            .object("o", new Params().text("b", ""));

    String frame = Codec.request(3, "invite", params.json());

    assertThat(frame).doesNotContain("\n");
    assertThat(JsonParser.parseString(frame))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"jsonrpc":"2.0","method":"invite","id":3,"params":
                  {"a":"<\\"\\n\\u2028>","n":7,"ids":["x","y"],"o":{"b":""}}}
                """));
  }

  @Test
  void halfASurrogatePair_isReplaced() {
    String text = "\uDE00a\uD83D\uDE00b\uD83D";

    Params params = new Params().text("a", text).texts("ids", List.of("\uD83D"));

    assertThat(params.json().get("a").getAsString()).isEqualTo("\uFFFDa\uD83D\uDE00b\uFFFD");
    assertThat(params.json().get("ids").getAsJsonArray().get(0).getAsString()).isEqualTo("\uFFFD");
    assertThat(Limits.fits("x".repeat(8_189) + "\uD83D", 8_192)).isTrue();
    assertThat(Limits.fits("x".repeat(8_190) + "\uD83D", 8_192)).isFalse();
  }

  @Test
  void notification_hasNoId() {
    assertThat(Codec.notification("ack", new Params().integer("seq", 1).json()))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":1}}");
  }

  @Test
  void result() throws WireException {
    Incoming.Result result =
        (Incoming.Result)
            Codec.decode(
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{\"b\":true,\"n\":9,\"x\":null}}");

    assertThat(result.id).isEqualTo(4);
    assertThat(result.fields.truth("b")).isTrue();
    assertThat(result.fields.truth("absent")).isFalse();
    assertThat(result.fields.integer("n", 0)).isEqualTo(9);
    assertThat(result.fields.integer("x", 5)).isEqualTo(5);
    assertThat(result.fields.textOrNull("x")).isNull();
    assertThat(result.fields.textOrEmpty("x")).isEmpty();
  }

  @Test
  void error() throws WireException {
    Incoming.Failure failure =
        (Incoming.Failure)
            Codec.decode(
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32700,\"message\":\"m\"}}");

    assertThat(failure.id).isNull();
    assertThat(failure.code).isEqualTo(-32700);
    assertThat(failure.message).isEqualTo("m");
  }

  @Test
  void notificationOfTheBridge() throws WireException {
    Incoming.Notification notification =
        (Incoming.Notification)
            Codec.decode(
                "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":"
                    + "{\"seq\":2,\"status\":{\"a\":\"ONLINE\"}}}");

    assertThat(notification.method).isEqualTo("m");
    assertThat(notification.seq).isEqualTo(2);
    assertThat(notification.fields.texts("status")).containsEntry("a", "ONLINE");
  }

  @Test
  void membersOfTheWrongType_areRefused() throws WireException {
    Fields fields = Codec.object("{\"t\":\"x\",\"n\":1.5,\"o\":{\"a\":1},\"b\":\"true\"}");

    assertThatThrownBy(() -> fields.text("n")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.text("absent")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.integer("t", 0)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.integer("n", 0)).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.truth("b")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.texts("o")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> fields.texts("t")).isInstanceOf(WireException.class);
    assertThat(fields.object("t")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}{}",
        "[1]",
        "7",
        "{a:1}",
        "{'jsonrpc':'2.0'}",
        "{\"jsonrpc\":\"2.0\",\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":0}}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":4294967299}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"m\"}"
      })
  void nonsense_isRefused(String frame) {
    assertThatThrownBy(() -> Codec.decode(frame)).isInstanceOf(WireException.class);
  }

  @Test
  void tooLongFrame_isRefused() {
    String frame =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":\""
            + "x".repeat(Codec.MAX_FRAME_CHARS)
            + "\"}}";

    assertThatThrownBy(() -> Codec.decode(frame)).hasMessageContaining("too long");
  }
}
