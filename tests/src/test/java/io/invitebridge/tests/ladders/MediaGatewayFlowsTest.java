package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** Phones that are joined with a media gateway (RFC 3725): who says what to whom, and in vain. */
class MediaGatewayFlowsTest {
  private static final String ROUTES =
      """
      defaults:
        media: {via: "sip:room-{channelId}@192.0.2.9"}
      routes:
        - name: digits ring a phone
          when: {to: {user: '\\d+'}}
          ring: [{trunk: pbx, user: "{to.user}"}]
        - name: names ring an app
          channel-id: "c1"
          ring: [{rtm: "{to.user}"}]
      """;

  private static final String MIX = SipCall.AUDIO.replace("192.0.2.10", "192.0.2.9");
  private static final String HOLD = SipCall.AUDIO + "a=sendonly\r\n";
  private static final String HELD = MIX + "a=recvonly\r\n";

  @Test
  void aPhoneCallsAnAppAndMeetsItInTheRoom() {
    CallFlow flow = flow("accepted", "A phone calls an app user; its sound goes to the gateway");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001");
    PhoneParty room = flow.gateway("gateway", "192.0.2.9");
    phone.invites("bob");
    bob.accepts("");
    room.acceptsWith(MIX);
    phone.acks();
    assertThat(room.last("INVITE")).startsWith("INVITE sip:room-c1@192.0.2.9").contains("m=audio");
    assertThat(phone.last("200 INVITE")).contains("c=IN IP4 192.0.2.9");
    phone.hangsUp();
    room.answers(200, "BYE");
    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    room.heard("INVITE", "ACK", "BYE");
    flow.quiet();
  }

  @Test
  void aPhonePutsTheRoomOnHold() {
    CallFlow flow = flow("hold", "A phone changes its media; the gateway answers");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001");
    PhoneParty room = flow.gateway("gateway", "192.0.2.9");
    phone.invites("bob");
    bob.accepts("");
    room.acceptsWith(MIX);
    phone.acks();
    phone.reinvites(HOLD);
    room.acceptsWith(HELD);
    phone.acks();
    assertThat(phone.last("200 INVITE")).contains("a=recvonly");
    room.hangsUp();
    phone.answers(200, "BYE");
    room.heard("INVITE", "ACK", "INVITE", "ACK", "200 BYE");
    flow.quiet();
  }

  @Test
  void theGatewayHasNoRoom() {
    CallFlow flow = flow("refused", "The gateway refuses: the phone hears why, the accept fails");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001");
    PhoneParty room = flow.gateway("gateway", "192.0.2.9");
    phone.invites("bob");
    bob.accepts("");
    room.answers(486);
    phone.heard("100 INVITE", "180 INVITE", "480 INVITE");
    flow.quiet();
  }

  @Test
  void anAppCallsAPhoneAndThePhoneMeetsItInTheRoom() {
    CallFlow flow =
        flow("app-calls", "An app user calls a phone; the phone's offer goes to the gateway");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    PhoneParty room = flow.gateway("gateway", "192.0.2.9");
    alice.invites("1001");
    phone.tries().rings().accepts();
    room.acceptsWith(MIX);
    assertThat(phone.last("ACK")).contains("c=IN IP4 192.0.2.9");
    phone.hangsUp();
    room.answers(200, "BYE");
    phone.heard("INVITE", "ACK", "200 BYE");
    room.heard("INVITE", "ACK", "BYE");
    flow.quiet();
  }

  private static CallFlow flow(String page, String title) {
    return new CallFlow("media-gateway/" + page, title, ROUTES);
  }
}
