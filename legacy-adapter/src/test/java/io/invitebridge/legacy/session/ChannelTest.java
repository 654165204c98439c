package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels, attributes and the functions that apps call by name. */
class ChannelTest {
  private final Stage stage = new Stage();
  private LegacyPeer alice = stage.peer("alice");
  private LegacyPeer bob = stage.peer("bob");

  @BeforeEach
  void bothAreOnline() {
    alice = stage.online("alice");
    bob = stage.online("bob");
  }

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void joinMessageLeave() {
    JsonNode first = join(alice, "lobby");
    assertThat(first.path("list").toString()).contains("alice");
    assertThat(first.path("attrs").isObject()).isTrue();
    assertThat(join(bob, "lobby").path("list").size()).isEqualTo(2);
    assertThat(alice.channelLines()).hasSize(1);
    assertThat(alice.channelLines().get(0))
        .startsWith("channel_user_join ")
        .contains("\"account\":\"bob\"")
        .contains("\"uid\":");
    assertThat(bob.channelLines()).isEmpty();

    call(alice, "channel_sendmsg", Map.of("name", "lobby", "msg", "hi all"));
    assertThat(bob.channelLines().get(0)).startsWith("channel_msg ").contains("\"msg\":\"hi all\"");
    assertThat(alice.channelLines().get(1)).startsWith("channel_msg ");
    assertThat(alice.channelNumbers()).containsExactly(1L, 2L);

    call(bob, "channel_leave", Map.of("name", "lobby"));
    assertThat(alice.channelLines().get(2)).startsWith("channel_user_leave ");
    call(alice, "channel_sendmsg", Map.of("name", "lobby", "msg", "still here?"));
    assertThat(bob.channelLines()).hasSize(1);
  }

  @Test
  void aSecondJoinLeavesTheFirstChannel() {
    join(alice, "lobby");
    join(bob, "lobby");
    join(bob, "other");
    assertThat(alice.channelLines().get(1)).startsWith("channel_user_leave ");
    assertThat(call(bob, "channel_query_num", Map.of("name", "lobby")).path("num").asInt())
        .isEqualTo(1);
  }

  @Test
  void aLostConnectionLeavesItsChannel() {
    join(alice, "lobby");
    join(bob, "lobby");
    bob.drop();
    stage.time.settle();
    assertThat(alice.channelLines().get(1)).startsWith("channel_user_leave ");
  }

  @Test
  void aKickedSessionDoesNotTakeTheNewOneOutOfTheChannel() {
    join(bob, "lobby");
    LegacyPeer second = stage.online("bob");
    join(second, "lobby");
    assertThat(call(alice, "channel_query_num", Map.of("name", "lobby")).path("num").asInt())
        .isEqualTo(1);
  }

  @Test
  void attributes() {
    join(alice, "lobby");
    call(alice, "channel_set_attr", attribute("lobby", "topic", "x y"));
    assertThat(alice.channelLines().get(0))
        .startsWith("channel_attr_update ")
        .contains("\"name\":\"topic\"")
        .contains("\"value\":\"x y\"")
        .contains("\"type\":\"update\"");
    assertThat(join(bob, "lobby").path("attrs").path("topic").asText()).isEqualTo("x y");
    call(bob, "channel_del_attr", Map.of("channel", "lobby", "name", "topic"));
    assertThat(alice.channelLines().get(2)).contains("\"type\":\"del\"");
    call(bob, "channel_clear_attr", Map.of("channel", "lobby"));
    assertThat(alice.channelLines().get(3)).contains("\"type\":\"clear\"");
  }

  @Test
  void attributesOutliveTheLastUserForAWhile() {
    join(alice, "lobby");
    call(alice, "channel_set_attr", attribute("lobby", "topic", "x"));
    call(alice, "channel_set_attr", attribute("lobby", "_channel_ttl", "60"));
    call(alice, "channel_leave", Map.of("name", "lobby"));
    stage.seconds(59);
    assertThat(join(alice, "lobby").path("attrs").size()).isEqualTo(2);
    call(alice, "channel_leave", Map.of("name", "lobby"));
    alice.send("[\"ping\",1]");
    stage.seconds(60);
    assertThat(join(alice, "lobby").path("attrs").size()).isZero();
  }

  @Test
  void attributesHaveLimits() {
    long longName = alice.call("channel_set_attr", attribute("lobby", "n".repeat(129), "v"));
    long longValue = alice.call("channel_set_attr", attribute("lobby", "n", "v".repeat(8_097)));
    long noName = alice.call("channel_set_attr", attribute("lobby", "", "v"));
    stage.time.settle();
    assertThat(alice.error(longName)).isEqualTo("large param");
    assertThat(alice.error(longValue)).isEqualTo("large param");
    assertThat(alice.error(noName)).isEqualTo("wrong param");
    for (int i = 0; i < 10; i++) {
      call(alice, "channel_set_attr", attribute("lobby", "n" + i, "v"));
    }
    long tooOften = alice.call("channel_set_attr", attribute("lobby", "n", "v"));
    stage.time.settle();
    assertThat(alice.error(tooOften)).isEqualTo("too often");
  }

  @Test
  void messagesHaveLimits() {
    long outside = alice.call("channel_sendmsg", Map.of("name", "lobby", "msg", "hi"));
    stage.time.settle();
    assertThat(alice.error(outside)).isEqualTo("not in channel");
    join(alice, "lobby");
    long big = alice.call("channel_sendmsg", Map.of("name", "lobby", "msg", "x".repeat(8_197)));
    long last = 0;
    for (int i = 0; i < LegacyLimits.DEFAULT.channelMessages().burst(); i++) {
      last = alice.call("channel_sendmsg", Map.of("name", "lobby", "msg", "hi"));
    }
    stage.time.settle();
    assertThat(alice.error(big)).isEqualTo("large param");
    assertThat(alice.error(last)).isEqualTo("too often");
  }

  @Test
  void functionsThatAppsCallByName() {
    join(bob, "lobby");
    assertThat(
            call(alice, "user_query_user_status", Map.of("account", "bob")).path("status").asInt())
        .isEqualTo(1);
    assertThat(
            call(alice, "user_query_user_status", Map.of("account", "no")).path("status").asInt())
        .isZero();
    assertThat(isIn("bob")).isEqualTo(1);
    assertThat(isIn("alice")).isZero();
    JsonNode list = call(alice, "channel_query_userlist", Map.of("name", "lobby"));
    assertThat(list.path("num").asInt()).isEqualTo(1);
    assertThat(list.path("list").path(0).path(0).asText()).isEqualTo("bob");
    JsonNode all = call(alice, "channel_query_userlist_all", Map.of("name", "lobby", "num", 5));
    assertThat(all.path("list").size()).isEqualTo(1);
    assertThat(call(alice, "user_getmsg2", Map.of()).path("msgs").size()).isZero();
  }

  @Test
  void userAttributes() {
    call(alice, "user_set_attr", Map.of("name", "mood", "value", "fine"));
    JsonNode one = call(bob, "user_get_attr", Map.of("account", "alice", "name", "mood"));
    assertThat(one.path("value").asText()).isEqualTo("fine");
    assertThat(one.path("account").asText()).isEqualTo("alice");
    JsonNode all = call(bob, "user_get_attr_all", Map.of("account", "alice"));
    assertThat(all.path("json").asText()).isEqualTo("{\"mood\":\"fine\"}");
    JsonNode none = call(bob, "user_get_attr", Map.of("account", "alice", "name", "other"));
    assertThat(none.path("value").asText()).isEmpty();
  }

  private int isIn(String account) {
    return call(alice, "channel_query_user_isin", Map.of("name", "lobby", "account", account))
        .path("isin")
        .asInt();
  }

  private JsonNode join(LegacyPeer who, String channel) {
    return call(who, "channel_join", Map.of("name", channel));
  }

  private JsonNode call(LegacyPeer who, String function, Map<String, ?> args) {
    long id = who.call(function, args);
    stage.time.settle();
    return who.answer(id);
  }

  private static Map<String, String> attribute(String channel, String name, String value) {
    return Map.of("channel", channel, "name", name, "value", value);
  }
}
