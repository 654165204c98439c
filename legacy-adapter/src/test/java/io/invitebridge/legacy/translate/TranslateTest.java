package io.invitebridge.legacy.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.message.CallWord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables between the old words and the engine's. */
class TranslateTest {
  private static final AppUser ALICE =
      new AppUser(Network.LEGACY, new AppId("app"), new UserId("alice"));
  private static final CalleeName BOB = new CalleeName("bob");
  private static final ChannelId ROOM = new ChannelId("room");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 20; 20",
        "no JSON; 20; 20",
        "{}; 20; 20",
        "{\"_timeout\":1}; 1; 1",
        "{\"_timeout\":30}; 30; 30",
        "{\"_timeout\":\"7\"}; 7; 7",
        "{\"_timeout\":0}; 20; 20",
        "{\"_timeout\":31}; 20; 20",
        "{\"_timeout\":-1}; 20; 20",
        "{\"_timeout\":{}}; 20; 20",
        "{\"_timeout\":1e9}; 20; 20",
        "{\"_require_peer_online\":1}; 20; 0",
        "{\"_require_peer_online\":0}; 20; 20",
        "{\"_require_peer_online\":1,\"_timeout\":5}; 5; 0",
        "[1]; 20; 20",
        "{\"a\":; 20; 20"
      })
  void limitsOfAnInvite(String extra, long delivery, long offlineWait) {
    Invited invited =
        LegacyToCore.invited(ALICE, BOB, ROOM, new Content(extra), Duration.ofSeconds(20));
    assertThat(invited.limits().delivery()).contains(Duration.ofSeconds(delivery));
    assertThat(invited.limits().offlineWait()).contains(Duration.ofSeconds(offlineWait));
    assertThat(invited.content().value()).isEqualTo(extra);
    assertThat(invited.channelId()).contains(ROOM);
    assertThat(invited.caller()).isEqualTo(ALICE);
  }

  @Test
  void aDeepExtraIsOnlyText() {
    String deep = "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000);
    assertThat(InviteExtra.read(deep).timeout()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; DECLINED",
        "{\"status\":1}; BUSY",
        "{\"status\":0}; DECLINED",
        "{\"status\":2}; DECLINED",
        "busy; DECLINED"
      })
  void refuseReasons(String extra, RefuseReason reason) {
    assertThat(LegacyToCore.refuseReason(new Content(extra))).isEqualTo(reason);
  }

  @Test
  void keysTellCallsOfOneTripleApart() {
    assertThat(LegacyToCore.key(ALICE, BOB, ROOM, 1))
        .isEqualTo(LegacyToCore.key(ALICE, BOB, ROOM, 1))
        .isNotEqualTo(LegacyToCore.key(ALICE, BOB, ROOM, 2));
  }

  @Test
  void aRefusalCarriesTheCalleesText() {
    CoreToLegacy.Told told =
        CoreToLegacy.rejection(Rejection.refused(RefuseReason.BUSY, new Content("later")));
    assertThat(told).isEqualTo(new CoreToLegacy.Told(CallWord.REFUSE, "later"));
  }

  @ParameterizedTest
  @EnumSource(value = EndReason.class, mode = EnumSource.Mode.EXCLUDE, names = "REFUSED")
  void aFailureSaysItsReasonAsJson(EndReason reason) {
    CoreToLegacy.Told told = CoreToLegacy.rejection(Rejection.failed(reason, Content.EMPTY));
    assertThat(told.word()).isEqualTo(CallWord.FAILED);
    assertThat(told.extra()).isEqualTo("{\"reason\":\"" + CoreToLegacy.failureText(reason) + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ANSWERED_ELSEWHERE | ''        | {\"word\":\"answered-elsewhere\"}",
        "REFUSED_ELSEWHERE  | ''        | {\"word\":\"declined-elsewhere\"}",
        "BUSY_ELSEWHERE     | ''        | {\"word\":\"busy-elsewhere\"}",
        "BUSY_ELSEWHERE     | sorry     | sorry",
        "CANCELED           | ''        | ''",
        "EXPIRED            | ''        | ''",
      })
  void aWithdrawalSaysWhatBecameOfTheCallElsewhere(EndReason why, String text, String extra) {
    SendWithdrawal effect = new SendWithdrawal(new LegId(1), why, new Content(text));
    assertThat(CoreToLegacy.withdrawal(effect)).isEqualTo(extra);
  }

  @ParameterizedTest
  @CsvSource({
    "PEER_OFFLINE,peer is not online",
    "PEER_UNKNOWN,peer is not online",
    "PEER_NO_RESPONSE,peer does not respond",
    "EXPIRED,no answer",
    "NO_ROUTE,no route",
    "SHUT_DOWN,server stopping"
  })
  void failureTexts(EndReason reason, String text) {
    assertThat(CoreToLegacy.failureText(reason)).isEqualTo(text);
  }

  @Test
  void whatACalleeSeesOfTheCaller() {
    assertThat(CoreToLegacy.peer(offer(ALICE))).isEqualTo("alice");
    assertThat(CoreToLegacy.peer(offer(sip("+49 123")))).isEqualTo("+49 123");
    assertThat(CoreToLegacy.peer(offer(sip("")))).isEqualTo("anonymous");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sdp\":\"v\",\"headers\":{\"X-Q\":\"a\\\"b\"}} |"
            + " {\"sdp\":\"v\",\"headers\":{\"X-Q\":\"a\\\"b\"},\"sip_header:X-Q\":\"a\\\"b\"}",
        "{\"headers\":{\"X\":\"1\"},\"sip_header:X\":\"2\"} |"
            + " {\"headers\":{\"X\":\"1\"},\"sip_header:X\":\"2\"}",
        "{\"headers\":{\"X\":1}} | {\"headers\":{\"X\":1}}",
        "{\"headers\":[]}      | {\"headers\":[]}",
        "{\"headers\"          | {\"headers\"",
        "[\"headers\"]         | [\"headers\"]",
        "\"headers\" as text   | \"headers\" as text",
        "''                    | ''",
      })
  void headersOfASipCallerAreSaidInTheSdksWay(String content, String extra) {
    assertThat(CoreToLegacy.extra(offer(sip("2000"), content))).isEqualTo(extra);
    assertThat(CoreToLegacy.extra(offer(ALICE, content))).isEqualTo(content);
  }

  @Test
  void headersForWhichThereIsNoRoomAreSaidOnce() {
    String text = "{\"headers\":{\"X\":\"1\"},\"sdp\":\"" + "v".repeat(8_150) + "\"}";
    assertThat(CoreToLegacy.extra(offer(sip("2000"), text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "test@agora.io", "2882341273", "a!#$%&()+-:;<=.>?@[]^_{}|~,"})
  void accountsThatCanBeServed(String account) {
    assertThat(Accounts.user(account).value()).isEqualTo(account);
    assertThat(Accounts.uid(Accounts.user(account))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "null", "ä", "a*b", "a/b", "a\nb", "a\"b"})
  void accountsThatCannot(String account) {
    assertThatThrownBy(() -> Accounts.user(account)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "v1:E:3600,3600",
    "v1:E:0,0",
    "v1:E:2592000,86400",
    "'',86400",
    "v2:x,86400",
    "v1:E:-1,86400"
  })
  void howLongAMessageIsKept(String flag, long seconds) {
    assertThat(MessageFlag.life(flag, Duration.ofDays(1))).hasSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource({"60,60", "'',7200", "99999,7200", "-5,7200", "x,7200", "0,0"})
  void howLongAChannelsAttributesAreKept(String own, long seconds) {
    assertThat(Attributes.channelLife(Map.of("_channel_ttl", own), Duration.ofSeconds(7_200)))
        .hasSeconds(seconds);
  }

  private static Address sip(String user) {
    return new Address.SipParty(Optional.empty(), new SipUser(user));
  }

  private static Offer offer(Address caller) {
    return offer(caller, "");
  }

  private static Offer offer(Address caller, String content) {
    return new Offer(
        caller, Optional.empty(), ALICE, BOB, Optional.of(ROOM), new Content(content), 70);
  }
}
