package io.invitebridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that cross rooms take what they promise and refuse the rest with a sentence. */
class ValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "user-1", "two words", "!#$%&()+-:;<=.>?@[]^_{}|~,", "nullable", "Null"})
  void userId_takes(String value) {
    assertThat(new UserId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " leading", "null", "ümlaut", "a\"b", "a'b", "a/b", "a\\b", "a*b", "a\nb"})
  void userId_refuses(String value) {
    assertThatThrownBy(() -> new UserId(value))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("A user id m");
  }

  @Test
  void userId_isAtMost64Bytes() {
    assertThatCode(() -> new UserId("a".repeat(64))).doesNotThrowAnyException();
    refused("64 bytes", () -> new UserId("a".repeat(65)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "12 3", "12E", "1\r\n", "123456789012345678901234567890123"})
  void dtmf_refuses(String digits) {
    refused("Key presses", () -> new Dtmf(digits));
  }

  @Test
  void dtmf_doesNotShowItsDigits() {
    assertThat(new Dtmf("0123456789*#ABCD").digits()).isEqualTo("0123456789*#ABCD");
    assertThat(new Dtmf("1234")).hasToString("4 key presses");
  }

  @Test
  void content_countsBytesNotCharacters() {
    assertThatCode(() -> new Content("x".repeat(8192))).doesNotThrowAnyException();
    assertThatCode(() -> new Content("é".repeat(4096))).doesNotThrowAnyException();
    assertThatCode(() -> new Content("😀".repeat(2048))).doesNotThrowAnyException();
    refused("8192 bytes", () -> new Content("x".repeat(8193)));
    refused("8192 bytes", () -> new Content("é".repeat(4096) + "x"));
    refused("8192 bytes", () -> new Content("😀".repeat(2048) + "x"));
  }

  @Test
  void content_doesNotShowItsText() {
    assertThat(new Content("secret")).hasToString("content of 6 characters");
    assertThat(Content.EMPTY.isEmpty()).isTrue();
    assertThat(new Content(" ").isEmpty()).isFalse();
  }

  @Test
  void customData_isAtMost2048Bytes_andDoesNotShowItsText() {
    assertThatCode(() -> new CustomData("é".repeat(1024))).doesNotThrowAnyException();
    refused("2048 bytes", () -> new CustomData("é".repeat(1024) + "x"));
    assertThat(new CustomData("secret")).hasToString("custom data of 6 characters");
    assertThat(CustomData.NONE.isEmpty()).isTrue();
    assertThat(new CustomData("{}").isEmpty()).isFalse();
  }

  @Test
  void channelId_isAtMost64BytesWithoutControls() {
    assertThat(new ChannelId("kanal-é".repeat(8))).hasToString("kanal-é".repeat(8));
    refused("64 bytes", () -> new ChannelId("é".repeat(33)));
    refused("control", () -> new ChannelId("a\r\nb"));
    refused("empty", () -> new ChannelId(""));
  }

  @Test
  void namesForPeople_haveNoLineBreaks() {
    assertThat(new DisplayName("Zoë \"Z\"")).hasToString("Zoë \"Z\"");
    refused("control", () -> new DisplayName("a\r\nVia: x"));
    refused("128 bytes", () -> new DisplayName("é".repeat(65)));
    refused("empty", () -> new DisplayName(""));
  }

  @Test
  void callees_areAtMost128Bytes() {
    assertThat(new CalleeName("+49 30/1")).hasToString("+49 30/1");
    refused("empty", () -> new CalleeName(""));
    refused("128 bytes", () -> new CalleeName("a".repeat(129)));
    refused("control", () -> new CalleeName("a\u0000"));
    assertThat(new SipUser("")).hasToString("");
    refused("128 bytes", () -> new SipUser("a".repeat(129)));
    refused("control", () -> new SipUser("a\u007f"));
  }

  @Test
  void configuredNames_areShortAndPlain() {
    assertThat(new AppId("A_b-9")).hasToString("A_b-9");
    refused("only letters", () -> new AppId("a.b"));
    refused("64 bytes", () -> new AppId("a".repeat(65)));
    assertThat(new TrunkName("pbx.example-1")).hasToString("pbx.example-1");
    refused("only letters", () -> new TrunkName("a b"));
    assertThat(new NodeId("n1")).hasToString("n1");
    refused("8 bytes", () -> new NodeId("n12345678"));
    refused("only letters", () -> new NodeId("n-1"));
  }

  @Test
  void invitationId_beginsWithItsNode() {
    InvitationId id = InvitationId.of(new NodeId("n1"), "4k-2");
    assertThat(id).hasToString("n1-4k-2");
    assertThat(id.node()).isEqualTo(new NodeId("n1"));
    refused("node id", () -> new InvitationId("nohyphen"));
    refused("node id", () -> new InvitationId("-x"));
    refused("64 bytes", () -> new InvitationId("n1-" + "x".repeat(62)));
  }

  @Test
  void legs_areNumbered() {
    assertThat(LegId.INVITER).hasToString("inviter");
    assertThat(new LegRef(new InvitationId("n1-x"), new LegId(2))).hasToString("n1-x/invitee2");
    refused("between 0 and 999", () -> new LegId(-1));
    refused("between 0 and 999", () -> new LegId(1000));
    assertThat(new LegId(999).isInviter()).isFalse();
  }

  @Test
  void correlationKey_isBounded() {
    assertThat(new CorrelationKey(Network.SIP, "k".repeat(1024)).network()).isEqualTo(Network.SIP);
    refused("1024", () -> new CorrelationKey(Network.SIP, "k".repeat(1025)));
    refused("empty", () -> new CorrelationKey(Network.SIP, ""));
  }

  @Test
  void addresses_nameTheirNetwork() {
    AppId app = new AppId("app");
    UserId bob = new UserId("bob");
    assertThat(Address.AppUser.rtm(app, bob)).hasToString("rtm:bob");
    assertThat(new Address.AppUser(Network.LEGACY, app, bob)).hasToString("legacy:bob");
    refused("app user", () -> new Address.AppUser(Network.SIP, app, bob));
    Address phone = new Address.SipParty(Optional.of(new TrunkName("pbx")), new SipUser("1"));
    assertThat(phone).hasToString("sip:1@pbx");
    assertThat(phone.network()).isEqualTo(Network.SIP);
    assertThat(new Address.SipParty(Optional.empty(), new SipUser("1"))).hasToString("sip:1");
  }

  private static void refused(String because, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(because);
  }
}
