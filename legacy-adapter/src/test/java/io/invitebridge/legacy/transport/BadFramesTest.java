package io.invitebridge.legacy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.legacy.testing.LegacyWireClient;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each bad frame gets the answer or the close code that docs/legacy.md promises, over a real
 * socket, while two others talk: their call goes on. What only raw bytes can do (compressed,
 * unmasked, ten megabytes, nothing read) is in {@link LoopbackTest}.
 */
@Tag("loopback")
@Timeout(60)
class BadFramesTest {
  private static final String APP = LoopbackServer.APP.value();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static LoopbackServer server;
  private static LegacyWireClient alice;
  private static LegacyWireClient bob;

  @BeforeAll
  static void twoTalk() throws Exception {
    server = new LoopbackServer(LoopbackServer.settings());
    alice = login("alice");
    bob = login("bob");
    alice.word("voip_invite", "room", "bob", "");
    bob.heard("voip_invite");
    bob.word("voip_invite_accept", "room", "alice", "");
    alice.heard("voip_invite_accept");
  }

  @AfterEach
  void theyStillTalk() throws Exception {
    alice.word("voip_invite_msg", "room", "bob", "{\"msgtype\":\"dtmf\",\"msgdata\":\"1\"}");
    assertThat(bob.line().kind()).isEqualTo("voip_invite_msg");
    bob.call("user_getmsg", Map.of("ver_clear", 1_000_000, "max", 30));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "{\"half\":",
        "no JSON at all",
        "{\"event\":\"ping\"}",
        "[\"ping\"]",
        "[\"ping\",1,2]",
        "[\"call2\",[\"user_getmsg\"]]",
        "[\"call2\",[7,1,{}]]",
        "[\"call2\",[\"user_getmsg\",{},{}]]",
        "[\"login\",[]]",
      })
  void whatIsNoFrameIsClosedWith1002(String frame) throws Exception {
    LegacyWireClient eve = login("eve");
    eve.text(frame);
    eve.event("close");
    assertThat(eve.closed()).isEqualTo(1002);
  }

  @Test
  void anUnknownFunction() throws Exception {
    assertAnswer("unknown func", "user_launch_missiles", Map.of());
  }

  @Test
  void aFunctionWithoutItsArguments() throws Exception {
    assertAnswer("wrong param", "voip_invite", Map.of("peer", "bob"));
    LegacyWireClient eve = login("eve");
    eve.text("[\"call2\",[\"user_getmsg\",77]]");
    assertThat(eve.answer(77).path(1).asText()).isEqualTo("wrong param");
  }

  @Test
  void aHugeExtra() throws Exception {
    Map<String, String> args =
        Map.of("peer", "bob", "channelName", "c", "extra", "ä".repeat(5_000));
    assertAnswer("large param", "voip_invite", args);
  }

  @Test
  void anAccountWithASpace() throws Exception {
    assertAnswer("wrong account", "voip_invite", Map.of("peer", "b ob", "channelName", "c"));
    LegacyWireClient eve = new LegacyWireClient(HTTP, server.port());
    eve.send("login", Map.of("vid", APP, "account", "e ve", "uid", 0, "token", "_no_need_token"));
    JsonNode ret = new ObjectMapper().readTree(eve.event("login_ret").path(1).asText());
    assertThat(ret.path("reason").asText()).isEqualTo("wrong account");
  }

  @Test
  void aWrongLine() throws Exception {
    LegacyWireClient eve = login("eve");
    eve.text("[\"call2\",[\"user_getmsg\",77,{\"line\":\"stale\",\"ver_clear\":0,\"max\":30}]]");
    assertThat(eve.answer(77).path(1).asText()).isEqualTo("wrong line");
  }

  @Test
  void aCallBeforeTheLogin() throws Exception {
    LegacyWireClient eve = new LegacyWireClient(HTTP, server.port());
    long early = eve.word("voip_invite", "room", "bob", "");
    assertThat(eve.answer(early).path(1).asText()).isEqualTo("not login");
    assertThat(eve.login(APP, "eve").socket().isOutputClosed()).isFalse();
  }

  /** The third element is JSON in each case, or the Java library would log itself out. */
  private static void assertAnswer(String error, String function, Map<String, ?> args)
      throws Exception {
    LegacyWireClient eve = login("eve");
    JsonNode ret = eve.answer(eve.call(function, args));
    assertThat(ret.path(1).asText()).isEqualTo(error);
    JsonNode object = new ObjectMapper().readTree(ret.path(2).asText());
    assertThat(object.path("result").asText()).isEqualTo("failed");
    assertThat(object.path("reason").asText()).isEqualTo(error);
    long next = eve.call("user_getmsg", Map.of("ver_clear", 0, "max", 30));
    assertThat(eve.answer(next).path(1).asText()).isEmpty();
  }

  private static LegacyWireClient login(String account) throws Exception {
    return new LegacyWireClient(HTTP, server.port()).login(APP, account);
  }
}
