package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.OpenCall;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.SessionChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes beyond RTM 1.x, through the client library and against the whole bridge. */
class BeyondRtmTest {
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
  void dataTravelsBesideTheContent() {
    LocalInvitation invitation = alice.creates(bob.name());
    invitation.setContent("what old apps show");
    invitation.setData("{\"avatar\":\"https://example.com/a.png\"}");
    alice.sends(invitation);
    RemoteInvitation ringing = bob.rings();
    assertThat(ringing.getContent()).isEqualTo("what old apps show");
    assertThat(ringing.getData()).isEqualTo("{\"avatar\":\"https://example.com/a.png\"}");
    alice.cancels(invitation);
    bob.hearsAmongOthers("remote canceled, state 5");
  }

  /** 2 s here unless the caller says otherwise. */
  @Test
  void itRingsAsLongAsTheCallerSays() {
    LocalInvitation invitation = alice.creates(bob.name());
    invitation.setRingSeconds(4);
    long began = System.nanoTime();
    alice.sends(invitation);
    alice.hears("send ok", "received by peer, state 2", "failure 3, state 6");
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(3_900L, 60_000L);
    bob.hears("rings, state 1", "remote failure 3, state 6");
    assertThat(invitation.getEndReason()).isEqualTo("expired");
  }

  @Test
  void reasonsReachTheOtherSide() {
    LocalInvitation refused = alice.invites(bob.name());
    RemoteInvitation first = bob.rings(1);
    bob.extension().refuseRemoteInvitation(first, "unavailable", null);
    alice.hearsAmongOthers("refused '', state 4");
    assertThat(refused.getEndReason()).isEqualTo("unavailable");

    LocalInvitation canceled = alice.invites(bob.name());
    RemoteInvitation second = bob.rings(2);
    alice.extension().cancelLocalInvitation(canceled, "found somebody else", null);
    bob.hearsAmongOthers("remote canceled, state 5");
    assertThat(second.getEndReason()).isEqualTo("canceled");
    assertThat(second.getEndInfo()).isEqualTo("found somebody else");

    LocalInvitation ended = alice.invites(bob.name());
    bob.accepts(bob.rings(3), "");
    alice.hearsAmongOthers("accepted '', state 3");
    alice.extension().endCall(ended, "thank you", null);
    bob.hearsAmongOthers("call ended: hung-up");
    assertThat(bob.rings(3).getEndInfo()).isEqualTo("thank you");
  }

  @Test
  void openCallsAreThoseThatAreOn() throws Exception {
    assertThat(openCalls(alice)).isEmpty();
    LocalInvitation invitation = alice.creates(bob.name());
    invitation.setChannelId("room");
    alice.sends(invitation);
    bob.accepts(bob.rings(), "");
    alice.hearsAmongOthers("accepted '', state 3");
    bob.hearsAmongOthers("remote accepted, state 4");

    OpenCall mine = openCalls(alice).get(0);
    assertThat(mine.getInvitation()).isSameAs(invitation);
    assertThat(mine.isLocal()).isTrue();
    assertThat(mine.getState()).isEqualTo(OpenCall.IN_CALL);
    assertThat(mine.getPeerId()).isEqualTo(bob.name());
    OpenCall theirs = openCalls(bob).get(0);
    assertThat(theirs.getInvitation()).isSameAs(bob.rings());
    assertThat(theirs.isLocal()).isFalse();
    assertThat(theirs.getChannelId()).isEqualTo("room");

    alice.extension().endCall(invitation, "", null);
    bob.hearsAmongOthers("call ended: hung-up");
    assertThat(openCalls(bob)).isEmpty();
    assertThat(openCalls(alice)).isEmpty();
  }

  @Test
  void theMediaOfACallIsChanged_fromEitherSide() {
    LocalInvitation invitation = alice.invites(bob.name());
    RemoteInvitation ringing = bob.rings();
    alice.extension().changeSession(invitation, "offer", "early", alice.result("early"));
    alice.hearsAmongOthers("early error 2");
    bob.accepts(ringing, "");
    alice.hearsAmongOthers("accepted '', state 3");
    bob.hearsAmongOthers("remote accepted, state 4");
    alice.forgets();
    bob.forgets();

    alice.extension().changeSession(invitation, SessionChange.OFFER, "a", alice.result("offer"));
    bob.hears("session offer: a");
    bob.extension().changeSession(ringing, SessionChange.ANSWER, "b", null);
    alice.hears("offer ok", "session answer: b");
    bob.extension().changeSession(ringing, SessionChange.OFFER, "c", null);
    alice.hears("offer ok", "session answer: b", "session offer: c");
    alice.extension().changeSession(invitation, SessionChange.REFUSAL, null, null);
    bob.hears("session offer: a", "session refusal: ");

    alice.extension().endCall(invitation, "", null);
    bob.hearsAmongOthers("call ended: hung-up");
    bob.extension().changeSession(ringing, SessionChange.OFFER, "d", bob.result("late"));
    bob.hearsAmongOthers("late error 3");
  }

  private static List<OpenCall> openCalls(RecordedUser user) throws Exception {
    CompletableFuture<List<OpenCall>> answer = new CompletableFuture<>();
    user.extension()
        .queryOpenCalls(
            new ResultCallback<>() {
              @Override
              public void onSuccess(List<OpenCall> calls) {
                answer.complete(new ArrayList<>(calls));
              }

              @Override
              public void onFailure(ErrorInfo error) {
                answer.completeExceptionally(new AssertionError(error.toString()));
              }
            });
    return answer.get(RtmBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
