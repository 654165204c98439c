package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The caller's transitions (2.2) with the failures and errors that they bring (3.1). */
class CallerTransitionsTest {
  private static RtmBridge bridge;
  private RecordedUser alice;
  private RecordedUser bob;

  @BeforeAll
  static void start() throws Exception {
    bridge = RtmBridge.withShortClocks();
  }

  @AfterAll
  static void stop() {
    bridge.close();
  }

  @BeforeEach
  void logIn() {
    alice = bridge.online("alice");
    bob = bridge.user("bob");
    alice.forgets();
  }

  @AfterEach
  void nothingIsLeft() {
    alice.client().logout(null);
    bob.client().logout(null);
    bridge.awaitQuiet();
    alice.close();
    bob.close();
  }

  @Test
  @DisplayName("2.2 row 1: create gives IDLE and tells nobody")
  void create() {
    assertThat(alice.creates(bob.name()).getState()).isZero();
    assertThat(alice.heard()).isEmpty();
  }

  @Test
  @DisplayName(
      "2.2 row 2, 3.1 api OK: send gives SENT_TO_REMOTE, and only the method's success is told")
  void send() {
    LocalInvitation invitation = alice.invites(bob.name());
    alice.hears("send ok");
    assertThat(invitation.getState()).isEqualTo(1);
  }

  @Test
  @DisplayName("2.2 row 3, 3.1 local NOT_LOGGEDIN: send while not logged in fails")
  void sendWhileNotLoggedIn() {
    bob.invites(alice.name());
    bob.hears("send ok", "failure 4, state 6");
  }

  @Test
  @DisplayName("2.2 row 4, 3.1 api NOT_STARTED: cancel before send is an error and changes nothing")
  void cancelBeforeSend() {
    LocalInvitation invitation = alice.creates(bob.name());
    alice.cancels(invitation);
    alice.hears("cancel error 2");
    assertThat(invitation.getState()).isZero();
  }

  @Test
  @DisplayName("2.2 row 5: the callee's client has it: RECEIVED_BY_REMOTE")
  void receivedByPeer() {
    bob.login();
    alice.invites(bob.name());
    alice.hears("send ok", "received by peer, state 2");
  }

  @Test
  @DisplayName("2.2 row 6, 3.1 local PEER_OFFLINE: the callee is offline all the time")
  void calleeOffline() {
    alice.invites(bob.name());
    alice.hears("send ok", "failure 1, state 6");
  }

  @Test
  @DisplayName(
      "2.2 row 7, 3.1 local PEER_NO_RESPONSE: the callee is online and does not acknowledge")
  void calleeSilent() throws InterruptedException {
    try (RawUser silent = RawUser.online(bridge, "silent")) {
      alice.invites("silent");
      silent.awaits("remoteInvitationReceived");
      alice.hears("send ok", "failure 2, state 6");
    }
  }

  @Test
  @DisplayName("2.2 row 8: cancel while sent and while received")
  void cancel() {
    LocalInvitation sent = alice.invites(bob.name());
    alice.hears("send ok");
    alice.cancels(sent);
    alice.hears("send ok", "cancel ok", "canceled, state 5");

    bob.login();
    alice.forgets();
    LocalInvitation received = alice.invites(bob.name());
    alice.hears("send ok", "received by peer, state 2");
    alice.cancels(received);
    alice.hears("send ok", "received by peer, state 2", "cancel ok", "canceled, state 5");
    bob.hears("login ok", "rings, state 1", "remote canceled, state 5");
  }

  @Test
  @DisplayName("2.2 row 9: the callee accepts: ACCEPTED_BY_REMOTE with the response")
  void accepted() {
    bob.login();
    alice.invites(bob.name());
    bob.accepts(bob.rings(), "yes");
    alice.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
  }

  @Test
  @DisplayName("2.2 row 10: the callee refuses: REFUSED_BY_REMOTE with the response")
  void refused() {
    bob.login();
    alice.invites(bob.name());
    bob.refuses(bob.rings(), "no");
    alice.hears("send ok", "received by peer, state 2", "refused 'no', state 4");
  }

  @Test
  @DisplayName("2.2 row 11, 3.1 local INVITATION_EXPIRE: received, and nobody does anything")
  void expired() {
    bob.login();
    alice.invites(bob.name());
    alice.hears("send ok", "received by peer, state 2", "failure 3, state 6");
    bob.hears("login ok", "rings, state 1", "remote failure 3, state 6");
  }

  @Test
  @DisplayName("2.2 row 12, 3.1 api ALREADY_END: any method in each final state")
  void methodsAfterTheEnd() {
    bob.login();
    LocalInvitation accepted = alice.invites(bob.name());
    bob.accepts(bob.rings(1), "");
    alice.hearsAmongOthers("accepted '', state 3");
    LocalInvitation refused = alice.invites(bob.name());
    bob.refuses(bob.rings(2), "");
    alice.hearsAmongOthers("refused '', state 4");
    LocalInvitation canceled = alice.invites(bob.name());
    bob.rings(3);
    alice.cancels(canceled);
    alice.hearsAmongOthers("canceled, state 5");
    LocalInvitation failed = alice.invites("nobody");
    alice.hearsAmongOthers("failure 1, state 6");

    for (LocalInvitation ended : new LocalInvitation[] {accepted, refused, canceled, failed}) {
      int state = ended.getState();
      alice.forgets();
      alice.sends(ended);
      alice.cancels(ended);
      alice.hears("send error 3", "cancel error 3");
      assertThat(ended.getState()).isEqualTo(state);
    }
  }

  @Test
  @DisplayName("2.2 row 13, 3.1 api ALREADY_SENT: send again while sent and while received")
  void sendAgain() {
    LocalInvitation sent = alice.invites(bob.name());
    alice.hears("send ok");
    alice.sends(sent);
    alice.hears("send ok", "send error 5");
    bob.login();
    RemoteInvitation ringing = bob.rings();
    alice.hearsAmongOthers("received by peer, state 2");
    alice.forgets();
    alice.sends(sent);
    alice.hears("send error 5");
    assertThat(ringing.getState()).isEqualTo(1);
  }

  @Test
  @DisplayName("3.1 api INVALID_ARGUMENT: null, an invitation of another client, texts too long")
  void invalidArguments() {
    alice.sends(null);
    alice.cancels(null);
    alice.sends(bob.creates(alice.name()));
    LocalInvitation tooLong = alice.creates(bob.name());
    tooLong.setContent("x".repeat(8_193));
    alice.sends(tooLong);
    alice.hears("send error 1", "cancel error 1", "send error 1", "send error 1");
    assertThat(tooLong.getState()).isZero();
  }
}
