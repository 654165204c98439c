package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** What a route does when nobody in its ring list has answered, and whom callees see. */
class AfterwardsTest {
  private static final String BOX =
      """
      routes:
        - name: bob, then somebody else
          ring: [{rtm: bob}]
          for: 15s
          on-busy: {ring: [{rtm: alice}]}
          on-no-answer: {ring: [{trunk: pbx, user: "800"}]}
          on-offline: {ring: [{trunk: pbx, user: "800"}]}
          on-refused: {refuse: busy}
          caller: {user: "desk-{from.user}", name: The desk}
      """;

  @Test
  void nobodyAnswersAndTheBoxDoes() {
    CallFlow flow = story("box-answers", "Nobody answers, the voicemail box does");
    AppParty alice = flow.app("alice");
    flow.app("bob");
    PhoneParty box = flow.phone("800");
    alice.invites("bob");
    flow.afterSeconds(15);
    box.tries().rings().accepts();
    box.hangsUp();

    box.heard("INVITE", "ACK", "200 BYE");
    assertThat(box.last("INVITE"))
        .contains("\"The desk\" <sip:desk-alice@")
        .containsPattern("Diversion: <sip:bob@[^>]+>;reason=no-answer\r\n")
        .containsPattern("History-Info: <sip:bob@.*<sip:800@[^>]+;cause=408>;index=1.1;mp=1\r\n");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void theCalleeIsOfflineAndTheBoxAnswers() {
    CallFlow flow = story("offline-box", "The callee is offline, the voicemail box answers");
    AppParty alice = flow.app("alice");
    flow.absentApp("bob");
    PhoneParty box = flow.phone("800");
    alice.invites("bob");
    flow.afterSeconds(15);
    box.tries().rings().accepts();
    box.hangsUp();

    box.heard("INVITE", "ACK", "200 BYE");
    assertThat(box.last("INVITE")).containsPattern("Diversion: <sip:bob@.*;reason=unavailable");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void busyGoesToTheColleague() {
    CallFlow flow = story("busy-colleague", "The callee is busy, a colleague answers");
    PhoneParty phone = flow.phone("1001");
    AppParty bob = flow.app("bob");
    AppParty alice = flow.app("alice");
    phone.invites("500");
    bob.refusesBecause("busy");
    alice.accepts("");
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    bob.heard("remoteInvitationReceived", "remoteInvitationRefused");
    alice.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void aNoIsToldAsBusy() {
    CallFlow flow = story("no-told-as-busy", "The callee declines, the caller hears busy");
    PhoneParty phone = flow.phone("1001");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    bob.refuses("");
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "486 INVITE");
    flow.quiet();
  }

  private static CallFlow story(String page, String title) {
    return new CallFlow("afterwards/" + page, title, BOX);
  }
}
