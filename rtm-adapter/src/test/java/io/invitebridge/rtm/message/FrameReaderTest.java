package io.invitebridge.rtm.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text frames, good and hostile. */
class FrameReaderTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<Long> NO_COUNT = Optional.empty();

  private final FrameReader reader = new FrameReader(65_536);

  static Stream<Arguments> calls() {
    return Stream.of(
        call(
            "login",
            "{\"appId\":\"a\",\"userId\":\"u\"}",
            new ClientCall.Login("a", "u", NONE, NONE, Optional.empty())),
        call(
            "login",
            "{\"appId\":\"a\",\"userId\":\"u\",\"token\":null,\"device\":\"d\","
                + "\"resume\":{\"sessionId\":\"s\",\"lastSeq\":7},\"unknown\":{\"x\":[1]}}",
            new ClientCall.Login(
                "a", "u", NONE, Optional.of("d"), Optional.of(new ClientCall.Resume("s", 7)))),
        call("logout", "{}", new ClientCall.Logout()),
        call("renewToken", "{\"token\":\"t\"}", new ClientCall.RenewToken("t")),
        call(
            "invite",
            "{\"invitationId\":\"i\",\"calleeId\":\"b\"}",
            new ClientCall.Invite("i", "b", NONE, NONE, NO_COUNT, NO_COUNT, NONE)),
        call(
            "invite",
            "{\"invitationId\":\"i\",\"calleeId\":\"b\",\"content\":\"c\",\"channelId\":\"r\","
                + "\"deliverySeconds\":9,\"ringSeconds\":90,\"data\":\"d\"}",
            new ClientCall.Invite(
                "i",
                "b",
                Optional.of("c"),
                Optional.of("r"),
                Optional.of(9L),
                Optional.of(90L),
                Optional.of("d"))),
        call("cancel", "{\"invitationId\":\"i\"}", new ClientCall.Cancel("i", NONE)),
        call(
            "accept",
            "{\"invitationId\":\"i\",\"response\":\"\\ud83d\\ude00\"}",
            new ClientCall.Accept("i", Optional.of("\uD83D\uDE00"))),
        call(
            "refuse",
            "{\"invitationId\":\"i\",\"response\":\"r\",\"reason\":\"busy\"}",
            new ClientCall.Refuse("i", Optional.of("r"), Optional.of("busy"))),
        call(
            "end",
            "{\"invitationId\":\"i\",\"info\":\"x\"}",
            new ClientCall.End("i", Optional.of("x"))),
        call(
            "changeSession",
            "{\"invitationId\":\"i\",\"change\":\"offer\",\"content\":\"x\"}",
            new ClientCall.ChangeSession("i", "offer", Optional.of("x"))),
        call("calls", "{}", new ClientCall.Calls()),
        call(
            "message",
            "{\"peerId\":\"p\",\"raw\":\"AQ==\",\"description\":\"d\"}",
            new ClientCall.PeerMessage("p", NONE, Optional.of("AQ=="), Optional.of("d"))),
        call(
            "queryPeersOnlineStatus",
            "{\"peerIds\":[\"a\",\"b\"]}",
            new ClientCall.QueryPeers(List.of("a", "b"))),
        call(
            "subscribePeersOnlineStatus",
            "{\"peerIds\":[]}",
            new ClientCall.SubscribePeers(List.of())),
        call(
            "unsubscribePeersOnlineStatus",
            "{\"peerIds\":[\"a\"]}",
            new ClientCall.UnsubscribePeers(List.of("a"))),
        call("ping", "{}", new ClientCall.Ping()),
        call("ack", "{\"seq\":9}", new ClientCall.Ack(9)));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void calls_areRead(String method, String params, ClientCall expected) {
    String frame =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
    assertThat(reader.read(frame)).isEqualTo(new Inbound.Request(new RpcId("7"), expected));
  }

  @Test
  void params_mayBeLeftOut() {
    assertThat(reader.read("{\"jsonrpc\":\"2.0\",\"id\":\"a\\\"b\",\"method\":\"ping\"}"))
        .isEqualTo(new Inbound.Request(new RpcId("\"a\\\"b\""), new ClientCall.Ping()));
  }

  @Test
  void ack_needsNoId() {
    assertThat(reader.read("{\"jsonrpc\":\"2.0\",\"method\":\"ack\",\"params\":{\"seq\":3}}"))
        .isEqualTo(new Inbound.Acknowledgement(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "nonsense",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
        "{'jsonrpc':'2.0'}",
        "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":11111111111111111111111111111111111111,\"method\":\"ping\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\u0000\"}",
      })
  void whatIsNotJson_isAParseError(String frame) {
    assertThat(malformed(frame).error().code()).isEqualTo(RpcError.PARSE_ERROR);
    assertThat(malformed(frame).id()).isEmpty();
  }

  @Test
  void deepNesting_isAParseError() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    assertThat(malformed(deep).error().code()).isEqualTo(RpcError.PARSE_ERROR);
    assertThat(malformed("{\"x\":" + deep + "}").error().code()).isEqualTo(RpcError.PARSE_ERROR);
  }

  @Test
  void longNamesAndStrings_areParseErrors() {
    assertThat(malformed("{\"" + "n".repeat(60_000) + "\":1}").error().code())
        .isEqualTo(RpcError.PARSE_ERROR);
    assertThat(malformed("{\"n\":\"" + "x".repeat(70_000) + "\"}").error().code())
        .isEqualTo(RpcError.PARSE_ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
        "1",
        "null",
        "\"ping\"",
        "{}",
        "{\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
        "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
      })
  void whatIsNoRequest_isAnInvalidRequest(String frame) {
    assertThat(malformed(frame).error().code()).isEqualTo(RpcError.INVALID_REQUEST);
  }

  @Test
  void unknownMethod_isAnsweredUnderItsId() {
    Inbound.Malformed malformed =
        malformed("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"shutdown\"}");
    assertThat(malformed.error().code()).isEqualTo(RpcError.METHOD_NOT_FOUND);
    assertThat(malformed.id()).contains(new RpcId("\"x\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"method\":\"ping\",\"params\":[]",
        "\"method\":\"ping\",\"params\":\"x\"",
        "\"method\":\"login\"",
        "\"method\":\"login\",\"params\":{\"appId\":1,\"userId\":\"u\"}",
        "\"method\":\"login\",\"params\":{\"appId\":\"a\",\"userId\":null}",
        "\"method\":\"login\",\"params\":{\"appId\":\"a\",\"userId\":\"u\",\"resume\":true}",
        "\"method\":\"login\",\"params\":{\"appId\":\"a\",\"userId\":\"u\",\"resume\":{}}",
        "\"method\":\"invite\",\"params\":{\"invitationId\":\"i\"}",
        "\"method\":\"accept\",\"params\":{\"invitationId\":\"i\",\"response\":{}}",
        "\"method\":\"accept\",\"params\":{\"invitationId\":\"i\",\"response\":\"\\ud800\"}",
        "\"method\":\"accept\",\"params\":{\"invitationId\":\"i\",\"response\":\"\\ude00\\ud83d\"}",
        "\"method\":\"queryPeersOnlineStatus\",\"params\":{}",
        "\"method\":\"queryPeersOnlineStatus\",\"params\":{\"peerIds\":\"bob\"}",
        "\"method\":\"queryPeersOnlineStatus\",\"params\":{\"peerIds\":[1]}",
        "\"method\":\"ack\",\"params\":{}",
        "\"method\":\"ack\",\"params\":{\"seq\":\"1\"}",
        "\"method\":\"ack\",\"params\":{\"seq\":-1}",
        "\"method\":\"ack\",\"params\":{\"seq\":1.5}",
        "\"method\":\"ack\",\"params\":{\"seq\":99999999999999999999}",
      })
  void wrongShape_isInvalidParams(String members) {
    Inbound.Malformed malformed = malformed("{\"jsonrpc\":\"2.0\",\"id\":1," + members + "}");
    assertThat(malformed.error().code()).isEqualTo(RpcError.INVALID_PARAMS);
    assertThat(malformed.id()).contains(new RpcId("1"));
  }

  @Test
  void anything_hasAnAnswer() {
    Random random = new Random(42);
    String seed = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ack\",\"params\":{\"seq\":9}}";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder frame = new StringBuilder(seed);
      for (int change = random.nextInt(4); change >= 0; change--) {
        frame.setCharAt(random.nextInt(frame.length()), (char) random.nextInt(256));
      }
      assertThat(reader.read(frame.toString())).isNotNull();
    }
  }

  private Inbound.Malformed malformed(String frame) {
    Inbound inbound = reader.read(frame);
    assertThat(inbound).isInstanceOf(Inbound.Malformed.class);
    return (Inbound.Malformed) inbound;
  }

  private static Arguments call(String method, String params, ClientCall expected) {
    return Arguments.of(method, params, expected);
  }
}
