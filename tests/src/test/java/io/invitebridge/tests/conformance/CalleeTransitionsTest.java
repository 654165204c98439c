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

/** The callee's transitions (2.3) with the failures and errors that they bring (3.1). */
class CalleeTransitionsTest {
  private static final String LOGIN = "login ok";
  private static final String RINGS = "rings, state 1";

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
    alice = bridge.user("alice");
    bob = bridge.online("bob");
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
  @DisplayName("2.3 row 1: an invitation arrives: INVITATION_RECEIVED, with content and channel")
  void received() {
    LocalInvitation invitation = alice.login().creates(bob.name());
    invitation.setContent("content \u00e4\ud83d\ude00");
    invitation.setChannelId("room");
    alice.sends(invitation);
    RemoteInvitation ringing = bob.rings();
    bob.hears(LOGIN, RINGS);
    assertThat(ringing.getCallerId()).isEqualTo(alice.name());
    assertThat(ringing.getContent()).isEqualTo("content \u00e4\ud83d\ude00");
    assertThat(ringing.getChannelId()).isEqualTo("room");
  }

  @Test
  @DisplayName("2.3 row 2: accept gives ACCEPT_SENT_TO_LOCAL, and only its success is told")
  void acceptIsUnderWay() throws InterruptedException {
    try (RawUser caller = ringingCaller()) {
      RemoteInvitation ringing = bob.rings();
      bob.accepts(ringing, "yes");
      caller.awaits("localInvitationAccepted");
      bob.hears(LOGIN, RINGS, "accept ok");
      assertThat(ringing.getState()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("2.3 row 3: the caller has confirmed: ACCEPTED")
  void accepted() {
    alice.login().invites(bob.name());
    bob.accepts(bob.rings(), "yes");
    bob.hears(LOGIN, RINGS, "accept ok", "remote accepted, state 4");
  }

  @Test
  @DisplayName(
      "2.3 row 4, 3.1 remote PEER_OFFLINE: the caller is gone before it confirms the accept")
  void callerGone() throws InterruptedException {
    try (RawUser caller = ringingCaller()) {
      bob.accepts(bob.rings(), "yes");
      caller.awaits("localInvitationAccepted");
      caller.call("logout", "");
      bob.hears(LOGIN, RINGS, "accept ok", "remote failure 1, state 6");
    }
  }

  @Test
  @DisplayName(
      "2.3 row 5, 3.1 remote ACCEPT_FAILURE: the caller does not confirm the accept in time")
  void callerSilent() throws InterruptedException {
    try (RawUser caller = ringingCaller()) {
      bob.accepts(bob.rings(), "yes");
      caller.awaits("localInvitationAccepted");
      bob.hears(LOGIN, RINGS, "accept ok", "remote failure 2, state 6");
    }
  }

  @Test
  @DisplayName("2.3 row 6: refuse: REFUSED")
  void refused() {
    alice.login().invites(bob.name());
    bob.refuses(bob.rings(), "no");
    bob.hears(LOGIN, RINGS, "refuse ok", "remote refused, state 3");
  }

  @Test
  @DisplayName("2.3 row 7: the caller cancels: CANCELED")
  void canceled() {
    LocalInvitation invitation = alice.login().invites(bob.name());
    bob.rings();
    alice.cancels(invitation);
    bob.hears(LOGIN, RINGS, "remote canceled, state 5");
  }

  @Test
  @DisplayName("2.3 row 8, 3.1 remote INVITATION_EXPIRE: nobody does anything")
  void expired() {
    alice.login().invites(bob.name());
    bob.hears(LOGIN, RINGS, "remote failure 3, state 6");
  }

  @Test
  @DisplayName("2.3 row 9, 3.1 api ALREADY_ACCEPT: accept again, under way and when accepted")
  void acceptAgain() throws InterruptedException {
    try (RawUser caller = ringingCaller()) {
      RemoteInvitation ringing = bob.rings();
      bob.accepts(ringing, "yes");
      caller.awaits("localInvitationAccepted");
      bob.hearsAmongOthers("accept ok");
      bob.accepts(ringing, "yes");
      bob.hearsAmongOthers("accept error 4");
      caller.acknowledge(2);
      bob.hearsAmongOthers("remote accepted, state 4");
      bob.forgets();
      bob.accepts(ringing, "yes");
      bob.hears("accept error 4");
      assertThat(ringing.getState()).isEqualTo(4);
    }
  }

  @Test
  @DisplayName("2.3 row 10, 3.1 api ALREADY_END: accept and refuse in each final state")
  void methodsAfterTheEnd() {
    alice.login().invites(bob.name());
    RemoteInvitation refused = bob.rings(1);
    bob.refuses(refused, "");
    bob.hearsAmongOthers("remote refused, state 3");
    LocalInvitation invitation = alice.invites(bob.name());
    RemoteInvitation canceled = bob.rings(2);
    alice.cancels(invitation);
    bob.hearsAmongOthers("remote canceled, state 5");
    alice.invites(bob.name());
    RemoteInvitation expired = bob.rings(3);
    bob.hearsAmongOthers("remote failure 3, state 6");

    for (RemoteInvitation ended : new RemoteInvitation[] {refused, canceled, expired}) {
      int state = ended.getState();
      bob.forgets();
      bob.accepts(ended, "");
      bob.refuses(ended, "");
      bob.hears("accept error 3", "refuse error 3");
      assertThat(ended.getState()).isEqualTo(state);
    }
  }

  /** A caller who confirms nothing, whose call rings at bob. */
  private RawUser ringingCaller() throws InterruptedException {
    RawUser caller = RawUser.online(bridge, alice.name());
    caller.call("invite", "\"invitationId\":\"raw\",\"calleeId\":\"" + bob.name() + "\"");
    caller.awaits("localInvitationReceivedByPeer");
    return caller;
  }
}
