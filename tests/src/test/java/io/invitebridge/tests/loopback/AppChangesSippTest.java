package io.invitebridge.tests.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventAdapter;
import io.invitebridge.client.RtmCallExtension;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.SessionChange;
import io.invitebridge.tests.testkit.Sipp;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client library hears a phone's progress and early media, and holds the phone. */
class AppChangesSippTest {
  private static final String MINE =
      "{\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 127.0.0.1\\r\\ns=-\\r\\nc=IN IP4 127.0.0.1\\r\\n"
          + "t=0 0\\r\\nm=audio 40000 RTP/AVP 0\\r\\n\"}";
  private static final String HELD = MINE.replace("AVP 0\\r\\n", "AVP 0\\r\\na=sendonly\\r\\n");

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
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
  void aPhoneQueues_sendsEarlyMedia_answersAndIsHeld() throws Exception {
    RtmCallExtension extension = alice.getRtmCallExtension();
    try (Sipp phone = Sipp.startPhone(bridge.trunkPort(), "-m", "1", "-sf", Scenarios.isHeld())) {
      LocalInvitation call = alice.getRtmCallManager().createLocalInvitation("1001");
      call.setContent(MINE);
      alice.getRtmCallManager().sendLocalInvitation(call, null);
      hears("progress 182 ");
      hears("received");
      assertThat(next()).startsWith("progress 183 {\"sdp\":").contains("m=audio");
      hears("accepted");
      extension.changeSession(call, SessionChange.OFFER, HELD, result("offer"));
      hears("offer ok");
      assertThat(next()).startsWith("answer {\"sdp\":").contains("a=recvonly");
      extension.endCall(call, null, null);
      hears("ended hung-up");
      assertThat(phone.exitCode()).as(phone.errors()).isZero();
      assertThat(phone.successful()).isEqualTo(1);
    }
  }

  private void hears(String line) throws InterruptedException {
    assertThat(next()).isEqualTo(line);
  }

  private String next() throws InterruptedException {
    String line = heard.poll(30, TimeUnit.SECONDS);
    assertThat(line).as("something more that alice hears").isNotNull();
    return line;
  }

  private ResultCallback<Void> result(String call) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(Void nothing) {
        heard.add(call + " ok");
      }

      @Override
      public void onFailure(ErrorInfo error) {
        heard.add(call + " " + error);
      }
    };
  }

  private final class Invitations extends RtmCallEventAdapter {
    @Override
    public void onLocalInvitationReceivedByPeer(LocalInvitation invitation) {
      heard.add("received");
    }

    @Override
    public void onLocalInvitationAccepted(LocalInvitation invitation, String response) {
      heard.add("accepted");
    }

    @Override
    public void onLocalInvitationFailure(LocalInvitation invitation, int errorCode) {
      heard.add("failure " + errorCode + " " + invitation.getEndReason());
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
    }

    @Override
    public void onLocalInvitationProgress(LocalInvitation invitation, int code, String content) {
      heard.add("progress " + code + " " + content);
    }
  }
}
