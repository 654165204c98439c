package io.invitebridge.rtm.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.message.ClientCall;
import io.invitebridge.rtm.message.ClientMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Call to event, row by row. */
class RtmToCoreTest {
  private static final AppUser ALICE = AppUser.rtm(new AppId("app"), new UserId("al|ice"));
  private static final LegId LEG = new LegId(1);

  @Test
  void invite() {
    Invited invited =
        RtmToCore.invited(
            ALICE,
            new ClientCall.Invite(
                "i1",
                "+4930123",
                Optional.of("hi"),
                Optional.of("room"),
                Optional.of(7L),
                Optional.of(90L),
                Optional.of("{\"avatar\":1}")));
    assertThat(invited.caller()).isEqualTo(ALICE);
    assertThat(invited.callee().value()).isEqualTo("+4930123");
    assertThat(invited.content()).isEqualTo(new Content("hi"));
    assertThat(invited.channelId()).contains(new ChannelId("room"));
    assertThat(invited.hops()).isEqualTo(Invited.INITIAL_HOPS);
    assertThat(invited.limits().delivery()).contains(Duration.ofSeconds(7));
    assertThat(invited.limits().ring()).contains(Duration.ofSeconds(90));
    assertThat(invited.data()).isEqualTo(new CustomData("{\"avatar\":1}"));
  }

  @Test
  void invite_withNothingOptional() {
    Invited invited = RtmToCore.invited(ALICE, invite("i1", "bob", ""));
    assertThat(invited.channelId()).isEmpty();
    assertThat(invited.content().isEmpty()).isTrue();
    assertThat(invited.limits()).isEqualTo(CallerLimits.NONE);
    assertThat(invited.data()).isEqualTo(CustomData.NONE);
  }

  @Test
  void key_isUniqueForUserAndId() {
    assertThat(RtmToCore.key(ALICE, invite("i1", "bob", "")).value()).isEqualTo("app|al|ice|i1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "a|b", "ä"})
  void invitationId_hasRules(String id) {
    assertThatThrownBy(() -> RtmToCore.key(ALICE, invite(id, "bob", "")))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void invitationId_hasALimit() {
    assertThat(RtmToCore.key(ALICE, invite("x".repeat(64), "bob", "")).value()).endsWith("xx");
    assertThatThrownBy(() -> RtmToCore.key(ALICE, invite("x".repeat(65), "bob", "")))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "a*b", " bob", "a/b", "\"", "ü"})
  void calleeId_obeysTheRulesForUserIds(String callee) {
    assertThatThrownBy(() -> RtmToCore.invited(ALICE, invite("i1", callee, "")))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void texts_haveALimitInBytes() {
    Optional<String> tooLong = Optional.of("ä".repeat(4097));
    assertThatThrownBy(() -> RtmToCore.accepted(LEG, new ClientCall.Accept("i", tooLong)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> RtmToCore.canceled(new ClientCall.Cancel("i", tooLong)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> RtmToCore.hungUp(LEG, new ClientCall.End("i", tooLong)))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void answers() {
    assertThat(RtmToCore.accepted(LEG, new ClientCall.Accept("i", Optional.of("yes"))))
        .isEqualTo(new InvitationEvent.Accepted(LEG, new Content("yes")));
    assertThat(RtmToCore.canceled(new ClientCall.Cancel("i", Optional.empty())))
        .isEqualTo(new InvitationEvent.Canceled(Content.EMPTY));
    assertThat(RtmToCore.hungUp(LegId.INVITER, new ClientCall.End("i", Optional.of("x"))))
        .isEqualTo(new InvitationEvent.HungUp(LegId.INVITER, new Content("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "declined;     '';                      DECLINED",
        "busy;         '';                      BUSY",
        "unavailable;  '';                      UNAVAILABLE",
        "wrong-number; '';                      WRONG_NUMBER",
        "whatever;     busy;                    DECLINED",
        "declined;     busy;                    DECLINED",
        ";             '';                      DECLINED",
        ";             'busy';                  BUSY",
        ";             ' Busy ';                BUSY",
        ";             'I am busy';             DECLINED",
        ";             '{\"Cmd\":\"Calling\"}'; BUSY",
        ";             '{\"Cmd\" : \"Calling\"}'; BUSY",
        ";             '{\"Cmd\":\"EndCall\"}'; DECLINED",
      })
  void refuseReason(String word, String response, RefuseReason expected) {
    ClientCall.Refuse call =
        new ClientCall.Refuse("i", Optional.of(response), Optional.ofNullable(word));
    assertThat(RtmToCore.refused(LEG, call))
        .isEqualTo(new InvitationEvent.Refused(LEG, expected, new Content(response)));
  }

  @ParameterizedTest
  @CsvSource({
    "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_1_bye, bye",
    "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_1_,    ''",
    "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_1_a_b, a_b",
  })
  void endCallText(String text, String info) {
    assertThat(EndCallText.endOf(new ChannelId("room_1"), text)).contains(new Content(info));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_1",
        "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_2_bye",
        "AgoraRTMLegacyEndcallCompatibleMessagePrefix",
        "room_1_bye"
      })
  void otherTexts(String text) {
    assertThat(EndCallText.endOf(new ChannelId("room_1"), text)).isEmpty();
  }

  @Test
  void endCallText_withALongInfo_endsTheCallWithoutIt() {
    String text = EndCallText.PREFIX + "room_" + "x".repeat(9000);
    assertThat(EndCallText.endOf(new ChannelId("room"), text)).contains(Content.EMPTY);
  }

  @ParameterizedTest
  @EnumSource(ClientMethod.class)
  void everyCallHasANumberForNotLoggedIn(ClientMethod method) {
    assertThat(RtmErrorCode.notLoggedIn(method).code()).isEqualTo(102);
  }

  private static ClientCall.Invite invite(String id, String callee, String channel) {
    return new ClientCall.Invite(
        id,
        callee,
        Optional.empty(),
        Optional.of(channel),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
