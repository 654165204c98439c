package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.Row;
import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One invitation, several invitees: together, and one after another. */
class SeveralInviteesTest {
  private static final String BOTH_APPS =
      """
      routes:
        - name: alice and bob together
          ring: [{rtm: alice}, {rtm: bob}]
          together: true
      """;

  private static final String ONE_NO_ENDS_ALL =
      """
      routes:
        - name: two desk phones, one no is enough
          ring: [{trunk: pbx, user: "1001"}, {trunk: second, user: "2002"}]
          together: true
          decline: {ends-all: true}
      """;

  private static final String APP_AND_DESK_PHONE =
      """
      routes:
        - name: app and desk phone together
          ring: [{rtm: bob}, {trunk: pbx, user: "1001"}]
          together: true
      """;

  private static final String BOTH_APP_NETWORKS =
      """
      routes:
        - name: a user may be on the new client and on the old one
          ring: [{legacy: "{to.user}"}, {rtm: "{to.user}"}]
          together: true
      """;

  private static final String ONE_AFTER_ANOTHER =
      """
      routes:
        - name: alice, then bob
          ring: [{rtm: alice}, {rtm: bob}]
          for: 15s
      """;

  @Test
  @Row("S15")
  void theFirstToAcceptWins() {
    CallFlow flow = story("first-wins", "Two ring, the first to accept wins", BOTH_APPS);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    flow.afterSeconds(3);
    bob.accepts("");
    phone.acks();
    alice.accepts("");
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  @Row("S13")
  void oneRefusesTheOtherRingsOn() {
    CallFlow flow = story("one-refuses", "Two ring, one refuses, the other accepts", BOTH_APPS);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    alice.refuses("");
    flow.afterSeconds(2);
    bob.accepts("");
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationRefused");
    flow.quiet();
  }

  @Test
  void bothRefuse() {
    CallFlow flow = story("both-refuse", "Two ring, both refuse: one final answer", BOTH_APPS);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    alice.refusesBecause("busy");
    bob.refuses("");
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "603 INVITE");
    flow.quiet();
  }

  @Test
  void oneUserOnBothAppNetworks_theRouteRingsBoth() {
    CallFlow flow =
        story(
            "on-both-app-networks",
            "One user on the old and the new client: both ring, the new one answers",
            BOTH_APP_NETWORKS);
    PhoneParty phone = flow.phone("1001");
    LegacyParty old = flow.legacyApp("bob");
    AppParty fresh = flow.app("bob");
    phone.invites("bob");
    flow.afterSeconds(2);
    fresh.accepts("");
    phone.acks();
    fresh.hangsUp();
    phone.answers(200, "BYE");

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "BYE");
    fresh.heard("remoteInvitationReceived", "remoteInvitationAccepted");
    old.heard("voip_invite", "voip_invite_bye");
    flow.quiet();
  }

  @Test
  @Row("A12")
  void theAppAnswersAndTheDeskPhoneStops() {
    CallFlow flow =
        story("answered-elsewhere", "App and desk phone ring; the app answers", APP_AND_DESK_PHONE);
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    PhoneParty desk = flow.phone("1001");
    alice.invites("bob");
    desk.tries().rings();
    flow.afterSeconds(2);
    bob.accepts("");
    desk.answers(200, "CANCEL").answers(487);
    alice.hangsUpOwnCall();

    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted");
    desk.heard("INVITE", "CANCEL", "ACK");
    assertThat(desk.last("CANCEL")).contains("SIP;cause=200");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  @Row("R5")
  void bothAnswerAtOnce() {
    CallFlow flow =
        story("both-answer", "App and desk phone answer at once: one wins", APP_AND_DESK_PHONE);
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    PhoneParty desk = flow.phone("1001");
    alice.invites("bob");
    desk.tries().rings();
    bob.accepts("");
    desk.accepts();
    desk.answers(200, "CANCEL").answers(200, "BYE");
    bob.hangsUp();

    desk.heard("INVITE", "CANCEL", "ACK", "BYE");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void thePhoneAnswersAndTheAppStops() {
    CallFlow flow =
        story("phone-answers", "App and desk phone ring; the phone answers", APP_AND_DESK_PHONE);
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    PhoneParty desk = flow.phone("1001");
    alice.invites("bob");
    desk.tries().rings().accepts();
    desk.hangsUp();

    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    desk.heard("INVITE", "ACK", "200 BYE");
    alice.heard("localInvitationReceivedByPeer", "localInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void theNextRingsWhenTheFirstDoesNotAnswer() {
    CallFlow flow = story("one-after-another", "One after another, 15 s each", ONE_AFTER_ANOTHER);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    flow.afterSeconds(15);
    bob.accepts("");
    phone.acks();
    phone.hangsUp();

    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 BYE");
    alice.heard("remoteInvitationReceived", "remoteInvitationFailure");
    bob.heard("remoteInvitationReceived", "remoteInvitationAccepted", "callEnded");
    flow.quiet();
  }

  @Test
  void nobodyAnswersAtAll() {
    CallFlow flow =
        story("nobody-answers", "One after another, and nobody answers", ONE_AFTER_ANOTHER);
    PhoneParty phone = flow.phone("1001");
    flow.app("alice");
    flow.app("bob");
    phone.invites("500");
    flow.afterSeconds(30);
    phone.acksRefusal();

    phone.heard("100 INVITE", "180 INVITE", "480 INVITE");
    flow.quiet();
  }

  @Test
  void theCallerCancelsBoth() {
    CallFlow flow = story("caller-cancels", "Two ring, the caller cancels", BOTH_APPS);
    PhoneParty phone = flow.phone("1001");
    AppParty alice = flow.app("alice");
    AppParty bob = flow.app("bob");
    phone.invites("500");
    phone.cancels();
    phone.acksRefusal();

    alice.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    bob.heard("remoteInvitationReceived", "remoteInvitationCanceled");
    flow.quiet();
  }

  @Test
  @Row("A12")
  void oneIsBusyEverywhereAndTheOtherStops() {
    CallFlow flow =
        story(
            "busy-everywhere",
            "Two desk phones ring, one no ends all: one is busy everywhere",
            ONE_NO_ENDS_ALL);
    AppParty alice = flow.app("alice");
    PhoneParty first = flow.phone("1001");
    PhoneParty second = flow.phone("2002");
    alice.invites("500");
    second.tries().rings();
    first.answers(600);
    second.answers(200, "CANCEL").answers(487);

    assertThat(second.last("CANCEL")).contains("Reason: SIP;cause=486;text=\"Busy elsewhere\"");
    assertThat(alice.last("localInvitationRefused").text("reason")).isEqualTo("busy");
    flow.quiet();
  }

  @Test
  @Row("A12")
  void oneDeclinesForAllAndTheOthersStop() {
    CallFlow flow =
        story(
            "declined-elsewhere",
            "Two desk phones ring, one no ends all: one declines",
            ONE_NO_ENDS_ALL);
    AppParty alice = flow.app("alice");
    PhoneParty first = flow.phone("1001");
    PhoneParty second = flow.phone("2002");
    alice.invites("500");
    second.tries().rings();
    first.answers(603);
    second.answers(200, "CANCEL").answers(487);

    assertThat(second.last("CANCEL")).contains("Reason: SIP;cause=603;text=\"Declined elsewhere\"");
    alice.heard("localInvitationReceivedByPeer", "localInvitationRefused");
    flow.quiet();
  }

  @ParameterizedTest
  @CsvSource({
    "200, answered-elsewhere",
    "486, busy-elsewhere",
    "600, busy-elsewhere",
    "603, declined-elsewhere",
    "487, canceled"
  })
  @Row("S18")
  void thePbxSaysWhatBecameOfTheCallElsewhere(int cause, String word) {
    CallFlow flow = CallFlow.undrawn(BOTH_APP_NETWORKS);
    PhoneParty phone = flow.phone("1001");
    LegacyParty old = flow.legacyApp("bob");
    AppParty fresh = flow.app("bob");
    phone.invites("bob");
    phone.cancelsBecause("SIP;cause=" + cause).acksRefusal();

    assertThat(fresh.last("remoteInvitationCanceled").text("reason")).isEqualTo(word);
    String text = fresh.last("remoteInvitationCanceled").text("content");
    assertThat(text).contains("SIP;cause=" + cause);
    assertThat(text.contains(word)).isEqualTo(cause != 487);
    old.heard("voip_invite", "voip_invite_bye");
    flow.nothingIsLeft();
  }

  private static CallFlow story(String page, String title, String routes) {
    return new CallFlow("several-invitees/" + page, title, routes);
  }
}
