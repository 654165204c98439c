package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallExtension;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmCallManager;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app user on the client library who writes down every callback with the state it came with. */
final class RecordedUser
    implements RtmClientListener, RtmCallEventListener, RtmCallListener, AutoCloseable {
  private final String name;
  private final RtmClient client;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<RemoteInvitation> rang = new CopyOnWriteArrayList<>();
  private volatile Thread lastThread = Thread.currentThread();

  RecordedUser(int port, String name) {
    this.name = name;
    this.client = RtmClient.createInstance("ws://127.0.0.1:" + port, RtmBridge.APP, this);
    client.setLogFilter(RtmClient.LOG_FILTER_ERROR);
    calls().setEventListener(this);
    extension().setCallListener(this);
  }

  RecordedUser login() {
    client.login(null, name, result("login"));
    hearsAmongOthers("login ok");
    return this;
  }

  String name() {
    return name;
  }

  RtmClient client() {
    return client;
  }

  RtmCallManager calls() {
    return client.getRtmCallManager();
  }

  RtmCallExtension extension() {
    return client.getRtmCallExtension();
  }

  LocalInvitation creates(String callee) {
    return calls().createLocalInvitation(callee);
  }

  LocalInvitation invites(String callee) {
    LocalInvitation invitation = creates(callee);
    sends(invitation);
    return invitation;
  }

  void sends(LocalInvitation invitation) {
    calls().sendLocalInvitation(invitation, result("send"));
  }

  void cancels(LocalInvitation invitation) {
    calls().cancelLocalInvitation(invitation, result("cancel"));
  }

  void accepts(RemoteInvitation invitation, String response) {
    invitation.setResponse(response);
    calls().acceptRemoteInvitation(invitation, result("accept"));
  }

  void refuses(RemoteInvitation invitation, String response) {
    invitation.setResponse(response);
    calls().refuseRemoteInvitation(invitation, result("refuse"));
  }

  /** Waits until this many invitations have arrived in all, and gives the last one. */
  RemoteInvitation rings(int count) {
    await().atMost(RtmBridge.PATIENCE).until(() -> rang.size() >= count);
    assertThat(rang).hasSize(count);
    return rang.get(count - 1);
  }

  RemoteInvitation rings() {
    return rings(1);
  }

  /** The thread of the last callback. */
  Thread lastThread() {
    return lastThread;
  }

  /** Writes down a call's result as {@code name ok} or {@code name error 3}. */
  <T> ResultCallback<T> result(String call) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(T value) {
        note(call + " ok" + (value == null ? "" : " " + value));
      }

      @Override
      public void onFailure(ErrorInfo error) {
        note(call + " error " + error.getErrorCode());
      }
    };
  }

  /** Waits until all was heard since the login or the last {@link #forgets}, and nothing else. */
  void hears(String... lines) {
    List<String> expected = Arrays.asList(lines);
    await()
        .atMost(RtmBridge.PATIENCE)
        .untilAsserted(() -> assertThat(heard).as(name).containsExactlyElementsOf(expected));
  }

  /** Waits until a line was heard, among others. */
  void hearsAmongOthers(String line) {
    await()
        .atMost(RtmBridge.PATIENCE)
        .untilAsserted(() -> assertThat(heard).as(name).contains(line));
  }

  /** What was heard so far is not looked at again. */
  void forgets() {
    heard.clear();
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    client.release();
  }

  private void note(String line) {
    lastThread = Thread.currentThread();
    heard.add(line);
  }

  @Override
  public void onLocalInvitationReceivedByPeer(LocalInvitation local) {
    note("received by peer, state " + local.getState());
  }

  @Override
  public void onLocalInvitationAccepted(LocalInvitation local, String response) {
    note("accepted '" + response + "', state " + local.getState());
  }

  @Override
  public void onLocalInvitationRefused(LocalInvitation local, String response) {
    note("refused '" + response + "', state " + local.getState());
  }

  @Override
  public void onLocalInvitationCanceled(LocalInvitation local) {
    note("canceled, state " + local.getState());
  }

  @Override
  public void onLocalInvitationFailure(LocalInvitation local, int errorCode) {
    note("failure " + errorCode + ", state " + local.getState());
  }

  @Override
  public void onRemoteInvitationReceived(RemoteInvitation remote) {
    note("rings, state " + remote.getState());
    rang.add(remote);
  }

  @Override
  public void onRemoteInvitationAccepted(RemoteInvitation remote) {
    note("remote accepted, state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationRefused(RemoteInvitation remote) {
    note("remote refused, state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationCanceled(RemoteInvitation remote) {
    note("remote canceled, state " + remote.getState());
  }

  @Override
  public void onRemoteInvitationFailure(RemoteInvitation remote, int errorCode) {
    note("remote failure " + errorCode + ", state " + remote.getState());
  }

  @Override
  public void onCallEnded(CallInvitation invitation, String reason, String info) {
    note("call ended: " + reason);
  }

  @Override
  public void onSessionChanged(CallInvitation invitation, String change, String content) {
    note("session " + change + ": " + content);
  }

  @Override
  public void onLocalInvitationProgress(LocalInvitation local, int code, String content) {
    note("progress " + code + ": " + content);
  }

  @Override
  public void onMessageReceived(RtmMessage message, String peerId) {
    note("message from " + peerId + ": " + message.getText());
  }

  // The connection's own callbacks come at moments that no row settles.

  @Override
  public void onConnectionStateChanged(int state, int reason) {
    lastThread = Thread.currentThread();
  }

  @Override
  public void onTokenExpired() {
    note("token expired");
  }

  @Override
  public void onTokenPrivilegeWillExpire() {
    note("token will expire");
  }

  @Override
  public void onPeersOnlineStatusChanged(Map<String, Integer> status) {
    note("peers " + status);
  }
}
