package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/**
 * RTM 1.x hangs up with a text message, {@code <prefix>_<channelId>_<info>}: it ends the call on
 * whatever network the other side is.
 */
class EndCallTextTest {
  private static final String PREFIX = "AgoraRTMLegacyEndcallCompatibleMessagePrefix_";

  @Test
  void toAnAppUser_whoGetsTheMessageToo() {
    CallFlow flow = CallFlow.of("end-call-text/rtm-to-rtm", "A text ends a call of app users");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    alice.invitesInto("room", "bob");
    bob.accepts("");
    alice.writes("bob", PREFIX + "room_bye");

    assertThat(bob.heard()).contains("messageFromPeer", "callEnded");
    assertThat(bob.last("callEnded").text("info")).isEqualTo("bye");
    flow.quiet();
  }

  @Test
  void toAPhone() {
    CallFlow flow =
        CallFlow.of("end-call-text/rtm-to-sip", "A text of the app ends a phone's call");
    AppParty alice = flow.app("alice");
    PhoneParty phone = flow.phone("1001");
    alice.invitesInto("room", "1001");
    phone.tries().rings().accepts();
    alice.writes("1001", PREFIX + "other_");
    phone.heard("INVITE", "ACK");
    alice.writes("1001", PREFIX + "room_");
    phone.answers(200, "BYE");

    phone.heard("INVITE", "ACK", "BYE");
    flow.quiet();
  }

  @Test
  void ofTheOneWhoWasCalledByAPhone() {
    CallFlow flow =
        new CallFlow(
            "end-call-text/sip-to-rtm",
            "A text of the app that was called ends a phone's call",
            """
            routes:
              - name: phones ring app users in a channel
                ring: [{rtm: "{to.user}"}]
                channel-id: "pbx-room"
            """);
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001");
    phone.invites("bob");
    bob.accepts("");
    phone.acks();
    bob.writes("1001", PREFIX + "pbx-room_");
    phone.answers(200, "BYE");

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "BYE");
    flow.quiet();
  }

  @Test
  void toAnAppOfTheOldSdk() {
    CallFlow flow =
        CallFlow.of("end-call-text/rtm-to-legacy", "A text ends a call with an app of the old SDK");
    AppParty alice = flow.app("alice");
    LegacyParty xena = flow.legacyApp("xena");
    alice.invitesInto("room", "xena");
    xena.accepts();
    alice.writes("xena", PREFIX + "room_");

    xena.heard("voip_invite", "voip_invite_bye");
    flow.quiet();
  }

  @Test
  void ofTheOneWhoWasCalledByTheOldSdk() {
    CallFlow flow =
        CallFlow.of(
            "end-call-text/legacy-to-rtm",
            "A text of the app that was called ends an old app's call");
    LegacyParty xena = flow.legacyApp("xena");
    AppParty alice = flow.app("alice");
    xena.invites("room", "alice");
    alice.accepts("");
    alice.writes("xena", PREFIX + "room_");

    xena.heard("voip_invite_ack", "voip_invite_accept", "voip_invite_bye");
    flow.quiet();
  }
}
