package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.RtmChannelAttribute;
import io.invitebridge.client.RtmChannelListener;
import io.invitebridge.client.RtmChannelMember;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmMessage;
import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.RtmStatusCode.LocalInvitationError;
import io.invitebridge.client.RtmStatusCode.RemoteInvitationError;
import io.invitebridge.client.SendMessageOptions;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What public applications rely on (1.10), as far as it concerns a Java client. */
class RelianceTest {
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
    bob = bridge.online("bob");
    alice.forgets();
    bob.forgets();
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
  @DisplayName("1.10 row 1: null result callbacks are accepted everywhere")
  void nullCallbacks() {
    LocalInvitation first = alice.creates(bob.name());
    alice.calls().sendLocalInvitation(first, null);
    bob.calls().refuseRemoteInvitation(bob.rings(1), null);
    alice.hears("received by peer, state 2", "refused '', state 4");
    LocalInvitation second = alice.creates(bob.name());
    alice.calls().sendLocalInvitation(second, null);
    bob.calls().acceptRemoteInvitation(bob.rings(2), null);
    alice.hearsAmongOthers("accepted '', state 3");
    alice.calls().cancelLocalInvitation(second, null);
    alice.client().renewToken("token", null);
    alice.client().queryPeersOnlineStatus(Set.of(bob.name()), null);
    alice.client().sendMessageToPeer(bob.name(), message("hi"), new SendMessageOptions(), null);
    bob.hearsAmongOthers("message from " + alice.name() + ": hi");
  }

  @Test
  @DisplayName("1.10 row 3, 1.10 row 4: received by peer comes before the answer, however quick")
  void receivedComesFirst() {
    for (int i = 1; i <= 20; i++) {
      alice.forgets();
      alice.invites(bob.name());
      bob.refuses(bob.rings(i), "busy");
      alice.hears("send ok", "received by peer, state 2", "refused 'busy', state 4");
    }
  }

  @Test
  @DisplayName("1.10 row 5: one call manager for each client; another listener replaces the first")
  void oneManager() {
    assertThat(alice.calls()).isSameAs(alice.client().getRtmCallManager());
    bob.calls().setEventListener(alice);
    bob.calls().setEventListener(bob);
    alice.invites(bob.name());
    bob.hears("rings, state 1");
  }

  @Test
  @DisplayName("1.10 row 6: the listener may be set after the login as well")
  void listenerAfterLogin() {
    bob.calls().setEventListener(null);
    bob.calls().setEventListener(bob);
    alice.invites(bob.name());
    bob.hears("rings, state 1");
  }

  @Test
  @DisplayName(
      "1.10 row 7, 1.10 row 8: logout before any login is harmless; the token may be empty")
  void logoutFirst() {
    try (RecordedUser carol = bridge.user("carol")) {
      carol.client().logout(null);
      carol.client().login("", carol.name(), carol.result("login"));
      carol.hears("login ok");
    }
  }

  @Test
  @DisplayName("1.10 row 9: cancel after the accept returns ALREADY_END")
  void cancelAfterAccept() {
    LocalInvitation invitation = alice.invites(bob.name());
    bob.accepts(bob.rings(), "");
    alice.hearsAmongOthers("accepted '', state 3");
    alice.forgets();
    alice.cancels(invitation);
    alice.hears("cancel error 3");
  }

  @Test
  @DisplayName("1.10 row 10: refuse of a canceled invitation does no harm")
  void refuseAfterCancel() {
    LocalInvitation invitation = alice.invites(bob.name());
    RemoteInvitation ringing = bob.rings();
    alice.cancels(invitation);
    bob.hears("rings, state 1", "remote canceled, state 5");
    bob.refuses(ringing, "no");
    bob.hears("rings, state 1", "remote canceled, state 5", "refuse error 3");
  }

  @Test
  @DisplayName("1.10 row 12: callbacks come on one thread that is not the app's")
  void callbackThread() {
    alice.invites(bob.name());
    alice.hears("send ok", "received by peer, state 2");
    Thread first = alice.lastThread();
    bob.refuses(bob.rings(), "");
    alice.hearsAmongOthers("refused '', state 4");
    assertThat(first).isNotSameAs(Thread.currentThread()).isSameAs(alice.lastThread());
  }

  @Test
  @DisplayName("1.10 row 14b: cancel of a refused invitation (busy) returns ALREADY_END")
  void cancelAfterBusy() {
    LocalInvitation invitation = alice.invites(bob.name());
    bob.refuses(bob.rings(), "busy");
    alice.hearsAmongOthers("refused 'busy', state 4");
    alice.forgets();
    alice.cancels(invitation);
    alice.hears("cancel error 3");
    assertThat(invitation.getResponse()).isEqualTo("busy");
  }

  @Test
  @DisplayName("1.10 row 14c: an invitation that is ignored expires and disturbs no other")
  void ignoredInvitation() {
    alice.invites(bob.name());
    bob.accepts(bob.rings(1), "");
    bob.hears("rings, state 1", "accept ok", "remote accepted, state 4");
    bob.forgets();
    try (RecordedUser carol = bridge.online("carol")) {
      carol.forgets();
      carol.invites(bob.name());
      carol.hears("send ok", "received by peer, state 2", "failure 3, state 6");
    }
    bob.hears("rings, state 1", "remote failure 3, state 6");
    alice.hears("send ok", "received by peer, state 2", "accepted '', state 3");
  }

  @Test
  @DisplayName("1.10 row 15: the classes of message channels are there for the compiler")
  void channelClasses() {
    assertThat(RtmChannelListener.class).isInterface();
    assertThat(RtmChannelMember.class).isNotNull();
    assertThat(RtmChannelAttribute.class).isNotNull();
    assertThat(RtmMessage.class).isNotNull();
  }

  @Test
  @DisplayName("1.10 row 16: queryPeersOnlineStatus before sending gives a boolean for each id")
  void queryBeforeSending() {
    alice.client().queryPeersOnlineStatus(Set.of(bob.name()), alice.result("query"));
    alice.hears("query ok {" + bob.name() + "=true}");
    alice.forgets();
    alice.client().queryPeersOnlineStatus(Set.of("nobody"), alice.result("query"));
    alice.hears("query ok {nobody=false}");
  }

  @Test
  @DisplayName("1.10 row 17: several invitations ring at once, also two from the same caller")
  void severalAtOnce() {
    alice.invites(bob.name());
    RemoteInvitation first = bob.rings(1);
    alice.invites(bob.name());
    RemoteInvitation second = bob.rings(2);
    bob.refuses(first, "first");
    alice.hearsAmongOthers("refused 'first', state 4");
    bob.accepts(second, "second");
    alice.hearsAmongOthers("accepted 'second', state 3");
    assertThat(first.getCallerId()).isEqualTo(second.getCallerId());
  }

  @Test
  @DisplayName("1.10 row 18: unknown keys in setParameters are accepted")
  void unknownParameters() {
    assertThat(alice.client().setParameters("{\"rtm.log_filter\":65535}")).isZero();
  }

  @Test
  @DisplayName("3.1 local OK, 3.1 remote OK: the numbers of all constants are RTM's")
  void numbers() {
    assertThat(LocalInvitationError.LOCAL_INVITATION_ERR_OK).isEqualTo(0);
    assertThat(LocalInvitationError.LOCAL_INVITATION_ERR_PEER_OFFLINE).isEqualTo(1);
    assertThat(LocalInvitationError.LOCAL_INVITATION_ERR_PEER_NO_RESPONSE).isEqualTo(2);
    assertThat(LocalInvitationError.LOCAL_INVITATION_ERR_INVITATION_EXPIRE).isEqualTo(3);
    assertThat(LocalInvitationError.LOCAL_INVITATION_ERR_NOT_LOGGEDIN).isEqualTo(4);
    assertThat(RemoteInvitationError.REMOTE_INVITATION_ERR_OK).isEqualTo(0);
    assertThat(RemoteInvitationError.REMOTE_INVITATION_ERR_PEER_OFFLINE).isEqualTo(1);
    assertThat(RemoteInvitationError.REMOTE_INVITATION_ERR_ACCEPT_FAILURE).isEqualTo(2);
    assertThat(RemoteInvitationError.REMOTE_INVITATION_ERR_INVITATION_EXPIRE).isEqualTo(3);
    assertThat(InvitationApiCallError.INVITATION_API_CALL_ERR_OK).isEqualTo(0);
  }

  private RtmMessage message(String text) {
    RtmClient client = alice.client();
    return client.createMessage(text);
  }
}
