package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an invitation may carry beyond RTM 1.x, and the question what is on. */
class ExtensionTest {
  private final ClientRig rig = ClientRig.online();
  private final RtmCallManager calls = rig.client().getRtmCallManager();
  private final RtmCallExtension extension = rig.client().getRtmCallExtension();

  @Test
  void oldApps_sendNothingNew() {
    calls.sendLocalInvitation(calls.createLocalInvitation("bob"), null);

    assertThat(rig.grants("invite").keySet()).containsExactly("invitationId", "calleeId");
  }

  @Test
  void limitsAndData_areSent() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    invitation.setDeliverySeconds(7);
    invitation.setRingSeconds(90);
    invitation.setData("{\"avatar\":1}");

    calls.sendLocalInvitation(invitation, null);
    JsonObject params = rig.grants("invite");

    assertThat(params.get("deliverySeconds").getAsInt()).isEqualTo(7);
    assertThat(params.get("ringSeconds").getAsInt()).isEqualTo(90);
    assertThat(params.get("data").getAsString()).isEqualTo("{\"avatar\":1}");
  }

  @ParameterizedTest
  @CsvSource({"31, 0, 0", "-1, 0, 0", "0, 180, 0", "0, -1, 0", "0, 0, 2049"})
  void whatIsOutOfBounds_isInvalidArgument(int delivery, int ring, int dataBytes) {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    invitation.setDeliverySeconds(delivery);
    invitation.setRingSeconds(ring);
    invitation.setData("x".repeat(dataBytes));

    calls.sendLocalInvitation(invitation, rig.recorder().result("send"));

    assertThat(rig.heard()).containsExactly("send error 1");
    assertThat(invitation.getState()).isZero();
    rig.getsNothing();
  }

  @Test
  void dataOfExactly2KB_isSent() {
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    invitation.setData("é".repeat(1_024));

    calls.sendLocalInvitation(invitation, null);

    assertThat(rig.grants("invite").get("data").getAsString()).hasSize(1_024);
  }

  @Test
  void dataArrives() {
    rig.tells(
        "remoteInvitationReceived",
        "'invitationId':'r1','callerId':'bob','content':'hi','data':'more'");
    assertThat(rig.heard()).containsExactly("remote from bob state 1");
    assertThat(rig.recorder().lastRemote().getData()).isEqualTo("more");

    rig.tells("remoteInvitationReceived", "'invitationId':'r2','callerId':'bob','content':'hi'");
    assertThat(rig.heard()).hasSize(1);
    assertThat(rig.recorder().lastRemote().getData()).isNull();
  }

  @Test
  void openCalls_areTheBridges_withThisClientsObjects() {
    LocalInvitation mine = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(mine, null);
    rig.grants("invite");
    List<OpenCall> open = new ArrayList<>();
    extension.queryOpenCalls(into(open));
    rig.grants(
        "calls",
        "{'calls':[{'invitationId':'"
            + mine.getInvitationId()
            + "','side':'local','peerId':'bob','state':'received'},"
            + "{'invitationId':'r9','side':'remote','peerId':'eve','channelId':'room',"
            + "'state':'in-call'}]}");
    rig.run();

    assertThat(open).hasSize(2);
    assertThat(open.get(0).getInvitation()).isSameAs(mine);
    assertThat(open.get(0).isLocal()).isTrue();
    assertThat(open.get(0).getState()).isEqualTo(OpenCall.RECEIVED);
    assertThat(open.get(0).getChannelId()).isNull();
    assertThat(open.get(1).getInvitationId()).isEqualTo("r9");
    assertThat(open.get(1).getInvitation()).isNull();
    assertThat(open.get(1).isLocal()).isFalse();
    assertThat(open.get(1).getPeerId()).isEqualTo("eve");
    assertThat(open.get(1).getChannelId()).isEqualTo("room");
    assertThat(open.get(1).getState()).isEqualTo(OpenCall.IN_CALL);
  }

  @Test
  void openCalls_failures() {
    extension.queryOpenCalls(rig.recorder().result("calls"));
    rig.denies("calls", 6);
    assertThat(rig.heard()).containsExactly("calls error 6");
    extension.queryOpenCalls(rig.recorder().result("calls"));
    rig.grants("calls", "{'calls':[17]}");
    assertThat(rig.heard()).containsExactly("calls error 7");
    extension.queryOpenCalls(rig.recorder().result("calls"));
    rig.grants("calls");
    assertThat(rig.heard()).containsExactly("calls error 7");
    extension.queryOpenCalls(null);
    rig.grants("calls", "{'calls':[]}");
    ClientRig loggedOut = new ClientRig();
    loggedOut.client().getRtmCallExtension().queryOpenCalls(loggedOut.recorder().result("calls"));
    assertThat(loggedOut.heard()).containsExactly("calls error 102");
  }

  private static ResultCallback<List<OpenCall>> into(List<OpenCall> open) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(List<OpenCall> value) {
        open.addAll(value);
      }

      @Override
      public void onFailure(ErrorInfo error) {
        throw new AssertionError(error.toString());
      }
    };
  }
}
