package io.invitebridge.tests.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventAdapter;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.SessionChange;
import io.invitebridge.tests.testkit.Sipp;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIPp transfers an app user by REFER; the client library follows. */
class AppTransferSippTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<CallInvitation> withPhone = new LinkedBlockingQueue<>();
  private final BlockingQueue<CallInvitation> toTarget = new LinkedBlockingQueue<>();
  private RunningBridge bridge;
  private RtmClient alice;

  @BeforeEach
  void start() throws Exception {
    Sipp.isNeeded();
    bridge = new RunningBridge();
    alice = RtmClient.createInstance("ws://127.0.0.1:" + bridge.rtmPort(), "trial", null);
    alice.setLogFilter(RtmClient.LOG_FILTER_ERROR);
    alice.getRtmCallManager().setEventListener(new Invitations());
    alice.getRtmCallExtension().setCallListener(new OnCalls());
    alice.login(null, "alice", result("login"));
    hears("login ok");
  }

  @AfterEach
  void nothingIsLeft() {
    if (bridge != null) {
      alice.logout(null);
      bridge.awaitQuiet();
      alice.release();
      bridge.close();
    }
  }

  @Test
  void theAppCallsTheTarget_andThePhoneHangsUp() throws Exception {
    try (AppUser bob = bridge.user("bob", AppTransferSippTest::accept);
        Sipp phone =
            Sipp.start(
                bridge.sipAddress(), "-s", "alice", "-m", "1", "-sf", Scenarios.transfers("bob"))) {
      hears("transfer {\"target\":\"bob\"}");
      hears("trying ok");
      hears("accepted by " + bob.name());
      hears("done ok");
      hears("ended hung-up");
      alice.getRtmCallExtension().endCall(toTarget.take(), null, null);
      hears("ended hung-up");
      assertThat(phone.exitCode()).as(phone.errors()).isZero();
      assertThat(phone.successful()).isEqualTo(1);
    }
  }

  private static void accept(AppUser self, AppCallback callback) {
    if (callback.kind() == Kind.REMOTE_RECEIVED) {
      self.accept((RemoteInvitation) callback.invitation().orElseThrow(), Optional.empty());
    }
  }

  private void hears(String line) throws InterruptedException {
    String next = heard.poll(30, TimeUnit.SECONDS);
    assertThat(next).isEqualTo(line);
  }

  private ResultCallback<Void> result(String call) {
    return result(call, () -> {});
  }

  private ResultCallback<Void> result(String call, Runnable then) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(Void nothing) {
        heard.add(call + " ok");
        then.run();
      }

      @Override
      public void onFailure(ErrorInfo error) {
        heard.add(call + " " + error);
      }
    };
  }

  private final class Invitations extends RtmCallEventAdapter {
    @Override
    public void onRemoteInvitationReceived(RemoteInvitation invitation) {
      alice.getRtmCallManager().acceptRemoteInvitation(invitation, null);
    }

    @Override
    public void onLocalInvitationAccepted(LocalInvitation invitation, String response) {
      heard.add("accepted by " + invitation.getCalleeId());
      toTarget.add(invitation);
      alice
          .getRtmCallExtension()
          .changeSession(withPhone.remove(), SessionChange.TRANSFER_DONE, null, result("done"));
    }
  }

  private final class OnCalls implements RtmCallListener {
    @Override
    public void onCallEnded(CallInvitation invitation, String reason, String info) {
      heard.add("ended " + reason);
    }

    @Override
    public void onSessionChanged(CallInvitation invitation, String change, String content) {
      heard.add(change + " " + content);
      withPhone.add(invitation);
      alice
          .getRtmCallExtension()
          .changeSession(
              invitation,
              SessionChange.TRANSFER_TRYING,
              null,
              result("trying", AppTransferSippTest.this::callTheTarget));
    }
  }

  private void callTheTarget() {
    LocalInvitation call = alice.getRtmCallManager().createLocalInvitation("bob");
    alice.getRtmCallManager().sendLocalInvitation(call, null);
  }
}
