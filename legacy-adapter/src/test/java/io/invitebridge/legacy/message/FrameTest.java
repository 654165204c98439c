package io.invitebridge.legacy.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Literal frames, both ways. */
class FrameTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_500_000_000);
  private static final CallId SEVEN = new CallId("7");

  private final FrameReader reader = new FrameReader(64 * 1024);
  private final FrameWriter writer = new FrameWriter();

  static Stream<Arguments> calls() {
    return Stream.of(
        call("user_getmsg", "\"ver_clear\":4,\"max\":30", new ClientCall.GetMessages(4, 30)),
        call("user_getmsg", "\"max\":100000", new ClientCall.GetMessages(0, 100)),
        call("user_getmsg2", "\"clear_msgs\":[],\"max\":3", new ClientCall.GetMessagesById()),
        call(
            "user_sendmsg",
            "\"peer\":\"bob\",\"flag\":\"v1:E:3600\",\"t\":\"instant\",\"content\":\"hi\"",
            new ClientCall.SendMessage("bob", "v1:E:3600", "instant", "hi")),
        call("user_logout", "\"x\":1", new ClientCall.Logout()),
        call(
            "voip_invite",
            "\"channelName\":\"c\",\"peer\":\"bob\",\"extra\":\"e\"",
            new ClientCall.OfCall(CallWord.INVITE, "c", "bob", "e")),
        call(
            "voip_invite_bye",
            "\"channelName\":\"c\",\"peer\":\"bob\"",
            new ClientCall.OfCall(CallWord.BYE, "c", "bob", "")),
        call(
            "voip_invite_msg",
            "\"channelName\":\"c\",\"peer\":7,\"extra\":{\"a\":1}",
            new ClientCall.OfCall(CallWord.MESSAGE, "c", "7", "{\"a\":1}")),
        call(
            "call_bye",
            "\"channelName\":\"c\",\"srcNum\":\"alice\",\"destNum\":\"bob\"",
            new ClientCall.OfCall(CallWord.BYE, "c", "bob", "")),
        call("channel_join", "\"name\":\"c\"", new ClientCall.JoinChannel("c")),
        call("channel_leave", "\"name\":\"c\"", new ClientCall.LeaveChannel("c")),
        call(
            "channel_sendmsg",
            "\"name\":\"c\",\"msg\":\"m\"",
            new ClientCall.SendToChannel("c", "m")),
        call(
            "channel_set_attr",
            "\"channel\":\"c\",\"name\":\"n\",\"value\":\"v\"",
            new ClientCall.SetChannelAttribute("c", "n", "v")),
        call(
            "channel_del_attr",
            "\"channel\":\"c\",\"name\":\"n\"",
            new ClientCall.DeleteChannelAttribute("c", "n")),
        call("channel_clear_attr", "\"channel\":\"c\"", new ClientCall.ClearChannelAttributes("c")),
        call("channel_query_num", "\"name\":\"c\"", new ClientCall.CountChannel("c")),
        call(
            "channel_query_user_isin",
            "\"name\":\"c\",\"account\":\"a\"",
            new ClientCall.IsInChannel("c", "a")),
        call(
            "channel_query_userlist",
            "\"name\":\"c\"",
            new ClientCall.ListChannel("c", Optional.empty())),
        call(
            "channel_query_userlist_all",
            "\"name\":\"c\",\"num\":5",
            new ClientCall.ListChannel("c", Optional.of(5))),
        call("user_query_user_status", "\"account\":\"a\"", new ClientCall.UserStatus("a")),
        call(
            "user_set_attr",
            "\"name\":\"n\",\"value\":\"v\"",
            new ClientCall.SetAttribute("n", "v")),
        call("user_get_attr", "\"name\":\"n\"", new ClientCall.GetAttribute("", "n")),
        call("user_get_attr_all", "\"account\":\"a\"", new ClientCall.GetAttributes("a")));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void readsEveryFunction(String frame, ClientCall call) {
    assertThat(reader.read(frame)).isEqualTo(new Inbound.Request(SEVEN, "L1", call));
  }

  @Test
  void readsTheOtherEvents() {
    assertThat(
            reader.read(
                "[\"login\",{\"vid\":\"v\",\"account\":\"alice\",\"uid\":0,\"token\":\"t\","
                    + "\"device\":\"javasdk\",\"ver\":1010002000}]"))
        .isEqualTo(new Inbound.Login("v", "alice", "t", Device.JAVA));
    assertThat(reader.read("[\"ping\",3]")).isEqualTo(new Inbound.Ping("3"));
    assertThat(reader.read("[\"set_flag\",{\"binary\":1}]"))
        .isEqualTo(new Inbound.Ignored("set_flag"));
  }

  @Test
  void halfACharacterIsNoText() {
    assertThat(
            reader.read("[\"call2\",[\"channel_join\",7,{\"line\":\"L1\",\"name\":\"\\ud800\"}]]"))
        .isEqualTo(new Inbound.BadRequest(SEVEN, Failure.WRONG_PARAM));
  }

  @Test
  void nothingIsThrownForAnyText() {
    Random random = new Random(4);
    List<String> seeds = calls().map(one -> (String) one.get()[0]).toList();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, "[]{}\",:\\x0\u0000\ud800".charAt(random.nextInt(12)));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, text.substring(at));
        }
      }
      assertThat(reader.read(text.toString())).isNotNull();
    }
  }

  @Test
  void writesLoginAnswers() {
    assertThat(writer.loggedIn(1001, "L1"))
        .isEqualTo(
            "[\"login_ret\",[\"\",\"{\\\"result\\\":\\\"ok\\\",\\\"uid\\\":1001,\\\"line\\\":"
                + "\\\"L1\\\",\\\"config_msg_set\\\":0,\\\"config_inst_msg_with_msgid\\\":0}\"]]");
    assertThat(writer.loginRefused(Failure.TOKEN_EXPIRED))
        .isEqualTo(
            "[\"login_ret\",[\"\",\"{\\\"result\\\":\\\"failed\\\","
                + "\\\"reason\\\":\\\"TokenErrorExpired\\\"}\"]]");
  }

  @Test
  void writesAnswers() {
    assertThat(writer.answer(SEVEN, Answer.ok()))
        .isEqualTo("[\"call2-ret\",[7,\"\",\"{\\\"result\\\":\\\"ok\\\"}\"]]");
    assertThat(writer.failure(SEVEN, Failure.PEER_NOT_ONLINE))
        .isEqualTo(
            "[\"call2-ret\",[7,\"peer is not online\",\"{\\\"result\\\":\\\"failed\\\","
                + "\\\"reason\\\":\\\"peer is not online\\\","
                + "\\\"data\\\":{\\\"result\\\":\\\"peer is not online\\\"}}\"]]");
    assertThat(
            writer.answer(
                SEVEN,
                Answer.ok()
                    .with("ver_clear", 4)
                    .withMessages(List.of(new Answer.Numbered(5, "line")))))
        .contains("\\\"ver_clear\\\":4,\\\"msgs\\\":[[5,\\\"line\\\"]]");
    assertThat(
            writer.answer(
                SEVEN,
                Answer.ok()
                    .withList(List.of(new Answer.Member("alice", 9)))
                    .withAttributes(Map.of("n", "v"))))
        .contains("\\\"list\\\":[[\\\"alice\\\",9]],\\\"attrs\\\":{\\\"n\\\":\\\"v\\\"}");
  }

  @Test
  void writesEvents() {
    assertThat(writer.pong("3")).isEqualTo("[\"pong\",3]");
    assertThat(writer.kick()).isEqualTo("[\"kick\",\"\"]");
    assertThat(writer.close()).isEqualTo("[\"close\",\"\"]");
    assertThat(writer.lettersWait(5)).isEqualTo("[\"notify\",[\"msg\",5]]");
  }

  @Test
  void writesALineOfACall() {
    MailLine line = MailLine.ofCall(CallWord.INVITE, "room-1", "alice", "bob", "{\"a\":1}", TIME);
    assertThat(line.text())
        .isEqualTo(
            "msg-v2 alice bob v1:E:3600 voip_invite 1500000000 {\"channel\":\"room-1\","
                + "\"peer\":\"alice\",\"peeruid\":0,\"extra\":\"{\\\"a\\\":1}\"}");
    assertThat(writer.letter(1, line))
        .startsWith("[\"notify\",\"notify recvmsg [1,\\\"msg-v2 alice bob v1:E:3600 voip_invite ")
        .endsWith("\\\"]\"]");
  }

  @Test
  void wordsOfALineHoldNoSpace() {
    MailLine call = MailLine.ofCall(CallWord.BYE, "a b", "+49 1 2", "bob", "", TIME);
    assertThat(call.text())
        .startsWith("msg-v2 +49_1_2 bob v1:E:3600 voip_invite_bye 1500000000 {\"channel\":\"a b\"");
    MailLine instant = MailLine.instant("alice", "bob", "", TIME, "two words\nand a line");
    assertThat(instant.text())
        .isEqualTo("msg-v2 alice bob - instant 1500000000 two words\nand a line");
  }

  @Test
  void writesALineOfAChannel() {
    Answer.Member alice = new Answer.Member("alice", 1001);
    assertThat(writer.channelLine(1, 4, MailLine.channelMessage("lobby", alice, TIME, "hi")))
        .isEqualTo(
            "[\"notify\",[\"channel2\",1,4,\"msg-v2 alice lobby v1:E:0 channel_msg 1500000000 "
                + "{\\\"channel\\\":\\\"lobby\\\",\\\"account\\\":\\\"alice\\\",\\\"uid\\\":1001,"
                + "\\\"msg\\\":\\\"hi\\\"}\"]]");
    assertThat(MailLine.joined("lobby", alice, TIME).kind()).isEqualTo("channel_user_join");
    assertThat(MailLine.left("lobby", alice, TIME).kind()).isEqualTo("channel_user_leave");
    assertThat(MailLine.attribute("lobby", alice, TIME, "n", "v", "update").body())
        .endsWith("\"name\":\"n\",\"value\":\"v\",\"type\":\"update\"}");
  }

  private static Arguments call(String function, String args, ClientCall expected) {
    return Arguments.of(
        "[\"call2\",[\"" + function + "\",7,{\"line\":\"L1\"," + args + "}]]", expected);
  }
}
