package io.invitebridge.rtm.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes out, as text. */
class FrameWriterTest {
  private final FrameWriter writer = new FrameWriter();

  static Stream<Arguments> notices() {
    return Stream.of(
        Arguments.of(
            new ServerNotice.LocalReceivedByPeer("i1"),
            "localInvitationReceivedByPeer",
            "\"invitationId\":\"i1\""),
        Arguments.of(
            new ServerNotice.LocalAccepted("i1", "yes"),
            "localInvitationAccepted",
            "\"invitationId\":\"i1\",\"response\":\"yes\""),
        Arguments.of(
            new ServerNotice.LocalRefused("i1", "no", "busy"),
            "localInvitationRefused",
            "\"invitationId\":\"i1\",\"response\":\"no\",\"reason\":\"busy\""),
        Arguments.of(
            new ServerNotice.LocalFailure("i1", 2, "{}", "expired"),
            "localInvitationFailure",
            "\"invitationId\":\"i1\",\"code\":2,\"response\":\"{}\",\"reason\":\"expired\""),
        Arguments.of(
            new ServerNotice.RemoteReceived("n1-a.1", "al", NO_TEXT, "c", NO_TEXT, NO_TEXT),
            "remoteInvitationReceived",
            "\"invitationId\":\"n1-a.1\",\"callerId\":\"al\",\"content\":\"c\""),
        Arguments.of(
            new ServerNotice.PeersStatusChanged(Map.of("bob", PeerStatus.UNREACHABLE)),
            "peersOnlineStatusChanged",
            "\"status\":{\"bob\":\"UNREACHABLE\"}"));
  }

  private static final Optional<String> NO_TEXT = Optional.empty();

  @ParameterizedTest
  @MethodSource("notices")
  void notices_areNumbered(ServerNotice notice, String method, String members) {
    assertThat(writer.notice(notice, 12))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\""
                + method
                + "\",\"params\":{\"seq\":12,"
                + members
                + "}}");
  }

  @Test
  void aborted_hasNoNumber() {
    assertThat(writer.notice(new ServerNotice.Aborted("REMOTE_LOGIN")))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"aborted\",\"params\":{\"reason\":\"REMOTE_LOGIN\"}}");
  }

  @Test
  void answers() {
    RpcId id = new RpcId("\"x\"");
    assertThat(writer.result(id, ServerResult.EMPTY))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}");
    assertThat(writer.result(id, new ServerResult.MessageSent(true)))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"hasPeerReceived\":true}}");
    assertThat(writer.result(id, new ServerResult.LoggedIn("s", true, 5, 30, 5)))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"sessionId\":\"s\",\"resumed\":true,"
                + "\"serverTime\":5,\"presenceSeconds\":30,\"pingSeconds\":5}}");
    ServerResult.OpenCall call =
        new ServerResult.OpenCall("i", "remote", "al", Optional.of("room"), "in-call");
    assertThat(writer.result(id, new ServerResult.OpenCalls(List.of(call))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"calls\":[{\"invitationId\":\"i\","
                + "\"side\":\"remote\",\"peerId\":\"al\",\"channelId\":\"room\","
                + "\"state\":\"in-call\"}]}}");
    assertThat(writer.error(Optional.empty(), new RpcError(3, "N", "Why.")))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":3,\"message\":\"Why.\","
                + "\"data\":{\"name\":\"N\"}}}");
  }

  @Test
  void textsFromOtherNetworks_areEscaped() {
    String hostile = "\"},\"id\":1\u0000\r\n\\";
    assertThat(writer.notice(new ServerNotice.LocalAccepted("i", hostile), 1))
        .endsWith("\"response\":\"\\\"},\\\"id\\\":1\\u0000\\r\\n\\\\\"}}");
  }
}
