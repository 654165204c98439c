package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.invitebridge.client.testing.ClientRig;
import io.invitebridge.client.testing.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What public RTM 1.x applications rely on, apart from the life of an invitation. */
class DropInBehaviourTest {
  @Test
  void nullCallbacks_areAcceptedEverywhere() {
    ClientRig rig = new ClientRig();
    RtmClient client = rig.client();
    RtmCallManager calls = client.getRtmCallManager();
    RtmCallExtension extension = client.getRtmCallExtension();

    assertThatCode(
            () -> {
              client.logout(null);
              client.renewToken(null, null);
              client.renewToken("t", null);
              client.sendMessageToPeer(null, null, null, null);
              client.sendMessageToPeer("bob", client.createMessage("x"), null);
              client.queryPeersOnlineStatus(null, null);
              client.queryPeersOnlineStatus(Set.of("bob"), null);
              client.subscribePeersOnlineStatus(null, null);
              client.unsubscribePeersOnlineStatus(Set.of("bob"), null);
              client.queryPeersBySubscriptionOption(0, null);
              calls.sendLocalInvitation(null, null);
              calls.cancelLocalInvitation(null, null);
              calls.acceptRemoteInvitation(null, null);
              calls.refuseRemoteInvitation(null, null);
              extension.endCall(null, null, null);
              extension.changeSession(null, null, null, null);
              extension.changeSession(null, "offer", "x", null);
              extension.cancelLocalInvitation(null, null, null);
              extension.refuseRemoteInvitation(null, null, null);
              client.login(null, null, null);
              rig.run();
            })
        .doesNotThrowAnyException();
    assertThat(rig.heard()).isEmpty();
  }

  @Test
  void nothingIsCalledInsideACallOfTheApp() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    List<String> during = new ArrayList<>();
    ResultCallback<Void> callback = new Recorder(during).result("early");

    calls.sendLocalInvitation(null, callback);
    calls.sendLocalInvitation(calls.createLocalInvitation("bob"), callback);
    rig.client().logout(callback);
    rig.client().sendMessageToPeer(null, null, callback);
    rig.client().renewToken(null, callback);

    assertThat(during).isEmpty();
    rig.run();
    assertThat(during).hasSize(5);
  }

  @Test
  void callManager_isAlwaysTheSame_andAListenerReplacesTheEarlier() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    List<String> second = new ArrayList<>();

    assertThat(rig.client().getRtmCallManager()).isSameAs(calls);
    calls.setEventListener(new Recorder(second));
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");

    assertThat(rig.heard()).isEmpty();
    assertThat(second).containsExactly("remote from bob state 1");
  }

  @Test
  void listenersThatThrow_harmNobody() {
    ClientRig rig = ClientRig.online();
    rig.client().setLogFilter(RtmClient.LOG_FILTER_OFF);
    rig.client()
        .getRtmCallManager()
        .setEventListener(
            (RtmCallEventListener)
                java.lang.reflect.Proxy.newProxyInstance(
                    RtmCallEventListener.class.getClassLoader(),
                    new Class<?>[] {RtmCallEventListener.class},
                    (proxy, method, arguments) -> {
                      throw new IllegalStateException("the app is broken");
                    }));
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
    rig.tells("messageFromPeer", "'peerId':'bob','text':'x','serverReceivedTs':1");

    assertThat(rig.heard()).containsExactly("message from bob 'x'");
  }

  @Test
  void busyConvention_cancelOnARefusedInvitation_isQuietlyAlreadyEnd() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");
    String id = "'invitationId':'" + invitation.getInvitationId() + "'";
    rig.tells("localInvitationReceivedByPeer", id);
    rig.tells("localInvitationRefused", id + ",'response':'busy'");
    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));

    assertThat(rig.heard()).endsWith("refused 'busy' state 4", "cancel error 3");
    assertThat(invitation.getResponse()).isEqualTo("busy");
  }

  @Test
  void ignoredSecondInvitation_expiresWithoutDisturbingTheFirst() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    rig.tells("remoteInvitationReceived", "'invitationId':'a','callerId':'bob','content':''");
    RemoteInvitation first = rig.recorder().lastRemote();
    calls.acceptRemoteInvitation(first, null);
    rig.grants("accept");
    rig.tells("remoteInvitationAccepted", "'invitationId':'a'");
    rig.tells("remoteInvitationReceived", "'invitationId':'b','callerId':'eve','content':''");
    rig.tells("remoteInvitationFailure", "'invitationId':'b','code':3");

    assertThat(rig.heard()).endsWith("remote from eve state 1", "remote failure 3 state 6");
    assertThat(first.getState()).isEqualTo(4);
  }

  @Test
  void parameters_knownAndUnknown() {
    ClientRig rig = new ClientRig(null);
    RtmClient client = rig.client();

    assertThat(client.setParameters("{\"rtm.log_filter\":65535}")).isZero();
    assertThat(client.setParameters("{\"bridge.url\":\"wss://b.example\"}")).isZero();
    assertThat(client.setParameters("{\"bridge.url\":\"nonsense\"}")).isNegative();
    assertThat(client.setParameters("{\"bridge.url\":7}")).isNegative();
    assertThat(client.setParameters("nonsense")).isNegative();
    assertThat(client.setParameters(null)).isNegative();
    assertThat(client.setLogFile("/tmp/x")).isZero();
    assertThat(client.setLogFileSize(1024)).isZero();
    assertThat(RtmClient.setRtmServiceContext(new RtmServiceContext())).isZero();
    assertThat(RtmClient.getSdkVersion()).isNotEmpty();

    client.login(null, "alice", null);
    assertThat(rig.socket().url()).isEqualTo("wss://b.example/rtm");
  }

  @Test
  void privateServerSettingOfTheClone_isUnderstood() {
    ClientRig rig = new ClientRig(null);
    String json = "{\"Cmd\":\"ConfPriCloudAddr\",\"ServerAdd\":\"10.0.0.1\",\"Port\":7080}";

    assertThat(rig.client().setParameters(json)).isZero();
    rig.client().login("", "alice", null);

    assertThat(rig.socket().url()).isEqualTo("ws://10.0.0.1:7080/rtm");
  }

  @Test
  void release_logsOut_endsThreads_andIsSilentAfterwards() {
    ClientRig rig = ClientRig.online();
    RtmCallManager calls = rig.client().getRtmCallManager();
    LocalInvitation invitation = calls.createLocalInvitation("bob");
    calls.sendLocalInvitation(invitation, null);
    rig.grants("invite");

    rig.client().release();
    rig.client().release();
    rig.run();
    rig.gets("logout");
    assertThat(rig.isReleased()).isFalse();
    rig.after(2_000);

    assertThat(rig.isReleased()).isTrue();
    assertThat(calls.createLocalInvitation("bob")).isNull();
    calls.cancelLocalInvitation(invitation, rig.recorder().result("cancel"));
    rig.client().login(null, "alice", rig.recorder().result("login"));
    assertThat(rig.heard()).isEmpty();
    assertThat(rig.socketCount()).isEqualTo(1);
  }

  @Test
  void messages_textAndBytes_bothWays() {
    ClientRig rig = ClientRig.online();
    RtmClient client = rig.client();
    client.sendMessageToPeer(
        "bob", client.createMessage("hello"), new SendMessageOptions(), rig.recorder().result("m"));
    assertThat(rig.grants("message", "{'hasPeerReceived':true}"))
        .isEqualTo(ClientRig.json("{'peerId':'bob','text':'hello'}"));
    byte[] bytes = {1, 2, (byte) 255};
    client.sendMessageToPeer("bob", client.createMessage(bytes, "d"), rig.recorder().result("m"));
    assertThat(rig.grants("message", "{'hasPeerReceived':false}"))
        .isEqualTo(ClientRig.json("{'peerId':'bob','raw':'AQL/','description':'d'}"));
    client.sendMessageToPeer(
        "bob", client.createMessage("x".repeat(32_769)), rig.recorder().result("m"));
    client.sendMessageToPeer(
        "bob", client.createMessage("\u0001".repeat(20_000)), rig.recorder().result("m"));
    client.sendMessageToPeer("bob", client.createMessage(), rig.recorder().result("m"));
    client.sendMessageToPeer("", client.createMessage("x"), rig.recorder().result("m"));
    client.sendMessageToPeer("bob", client.createMessage("x"), rig.recorder().result("m"));
    rig.gets("message");
    rig.after(10_000);

    assertThat(rig.heard())
        .containsExactly(
            "m ok", "m error 3", "m error 7", "m error 7", "m error 7", "m error 6", "m error 2");

    rig.tells(
        "messageFromPeer", "'peerId':'bob','raw':'AQL/','description':'d','serverReceivedTs':7");
    RtmMessage message = rig.recorder().lastMessage();
    assertThat(message.getRawMessage()).containsExactly(1, 2, 255);
    assertThat(message.getMessageType()).isEqualTo(RtmMessageType.RAW);
    assertThat(message.getServerReceivedTs()).isEqualTo(7);
    assertThat(message.isOfflineMessage()).isFalse();
    message.setText("mine now");
    message.setRawMessage(null);
    assertThat(message.getText()).isEqualTo("mine now");
    assertThat(message.getMessageType()).isEqualTo(RtmMessageType.TEXT);
  }

  @Test
  void messageOnALostConnection_isNotSentTwice() {
    ClientRig rig = ClientRig.online();
    RtmClient client = rig.client();
    client.sendMessageToPeer("bob", client.createMessage("one"), rig.recorder().result("one"));
    rig.gets("message");
    rig.losesConnection();
    client.sendMessageToPeer("bob", client.createMessage("two"), rig.recorder().result("two"));
    rig.after(250);
    rig.connects();
    rig.resumes("session-1");

    assertThat(rig.grants("message", "{'hasPeerReceived':true}").get("text").getAsString())
        .isEqualTo("two");
    assertThat(rig.heard()).containsExactly("one error 2", "two ok");
  }

  @Test
  void presence_isOneTruthValueForEachId() {
    ClientRig rig = ClientRig.online();
    Set<String> ids = new LinkedHashSet<>(List.of("bob", "eve", "ann", "joe"));
    ResultCallback<Map<String, Boolean>> callback = rig.recorder().result("query");

    rig.client().queryPeersOnlineStatus(ids, callback);
    rig.grants(
        "queryPeersOnlineStatus",
        "{'status':{'bob':'ONLINE','eve':'UNREACHABLE','ann':'OFFLINE'}}");
    rig.client().queryPeersOnlineStatus(Set.of(), callback);
    rig.client().queryPeersOnlineStatus(Set.of("a'b"), callback);
    rig.client().queryPeersOnlineStatus(ids, callback);
    rig.denies("queryPeersOnlineStatus", 5);
    rig.client().queryPeersOnlineStatus(ids, callback);
    rig.denies("queryPeersOnlineStatus", -32602);
    rig.client().queryPeersOnlineStatus(ids, callback);
    rig.after(10_000);

    assertThat(rig.heard())
        .containsExactly(
            "query ok {bob=true, eve=false, ann=false, joe=false}",
            "query error 2",
            "query error 2",
            "query error 5",
            "query error 1",
            "query error 4");
  }

  @Test
  void presenceSubscription_outlivesALostSession() {
    ClientRig rig = ClientRig.online();
    rig.client().subscribePeersOnlineStatus(Set.of("bob"), rig.recorder().result("subscribe"));
    rig.grants("subscribePeersOnlineStatus");
    rig.tells("peersOnlineStatusChanged", "'status':{'bob':'OFFLINE','x':'LATER'}");
    rig.client().queryPeersBySubscriptionOption(0, rig.recorder().result("query"));
    rig.client().queryPeersBySubscriptionOption(9, rig.recorder().result("query"));
    assertThat(rig.heard())
        .containsExactly("subscribe ok", "presence {bob=2}", "query ok [bob]", "query error 2");

    rig.losesConnection();
    rig.after(250);
    rig.connects();
    rig.acceptsLogin("session-2");
    assertThat(rig.grants("subscribePeersOnlineStatus"))
        .isEqualTo(ClientRig.json("{'peerIds':['bob']}"));
    rig.client().unsubscribePeersOnlineStatus(Set.of("bob"), null);
    rig.grants("unsubscribePeersOnlineStatus");
    rig.client().queryPeersBySubscriptionOption(0, rig.recorder().result("query"));
    assertThat(rig.heard()).containsExactly("query ok []");
  }

  @Test
  void presenceSubscription_ofManyUsers_takesTwoCalls() {
    ClientRig rig = ClientRig.online();
    Set<String> many = new LinkedHashSet<>();
    for (int i = 0; i < 300; i++) {
      many.add("u" + i);
    }

    rig.client().subscribePeersOnlineStatus(many, rig.recorder().result("subscribe"));

    assertThat(rig.grants("subscribePeersOnlineStatus").getAsJsonArray("peerIds")).hasSize(256);
    assertThat(rig.heard()).isEmpty();
    assertThat(rig.grants("subscribePeersOnlineStatus").getAsJsonArray("peerIds")).hasSize(44);
    assertThat(rig.heard()).containsExactly("subscribe ok");
  }

  @Test
  void presenceSubscription_hasALimit() {
    ClientRig rig = ClientRig.online();
    Set<String> many = new LinkedHashSet<>();
    for (int i = 0; i < 513; i++) {
      many.add("u" + i);
    }

    rig.client().subscribePeersOnlineStatus(many, rig.recorder().result("subscribe"));

    assertThat(rig.heard()).containsExactly("subscribe error 6");
    rig.getsNothing();
  }
}
