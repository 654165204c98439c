package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.testing.RtmPeer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An app whose users may be logged in on several devices. */
class SeveralDevicesTest {
  private static final String RECEIVED = "remoteInvitationReceived";
  private static final String CANCELED = "remoteInvitationCanceled";

  private final Stage stage = new Stage(Stage.severalDevices());
  private final RtmPeer alice = stage.device("alice", "phone");
  private final RtmPeer phone = stage.device("bob", "phone");
  private final RtmPeer tablet = stage.device("bob", "tablet");

  @Test
  void theFirstDeviceToAcceptHasTheCall_theOthersHearSo() {
    String id = ring();
    assertThat(tablet.ringing()).isEqualTo(id);
    phone.accept(id, "yes");
    stage.time.settle();
    assertThat(phone.methods()).containsExactly(RECEIVED, "remoteInvitationAccepted");
    assertThat(tablet.methods()).containsExactly(RECEIVED, CANCELED);
    assertThat(tablet.last(CANCELED).text("reason")).isEqualTo("answered-elsewhere");
    assertThat(alice.methods())
        .containsExactly("localInvitationReceivedByPeer", "localInvitationAccepted");
  }

  @Test
  void twoDevicesAcceptAtOnce_oneIsTooLate() {
    String id = ring();
    long first = phone.accept(id, "phone");
    long second = tablet.accept(id, "tablet");
    stage.time.settle();
    assertThat(phone.result(first)).isPresent();
    assertThat(tablet.error(second)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(tablet.methods()).containsExactly(RECEIVED, CANCELED);
    assertThat(alice.last("localInvitationAccepted").text("response")).isEqualTo("phone");
  }

  @Test
  void aDeclineOnOneDevice_endsItForTheUser() {
    String id = ring();
    tablet.refuse(id, "no");
    stage.time.settle();
    assertThat(tablet.methods()).containsExactly(RECEIVED, "remoteInvitationRefused");
    assertThat(phone.last(CANCELED).text("reason")).isEqualTo("declined-elsewhere");
    assertThat(alice.last("localInvitationRefused").text("response")).isEqualTo("no");
    long late = phone.accept(id, "yes");
    stage.time.settle();
    assertThat(phone.error(late)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
  }

  @Test
  void aUserWhoIsBusyOnOneDevice_isBusyOnTheOthers() {
    String id = ring();
    tablet.refuse(id, "busy");
    stage.time.settle();
    assertThat(phone.last(CANCELED).text("reason")).isEqualTo("busy-elsewhere");
  }

  @Test
  void acceptAndRefuseAtOnce_theFirstCounts() {
    String id = ring();
    phone.refuse(id, "no");
    tablet.accept(id, "yes");
    stage.time.settle();
    assertThat(alice.got("localInvitationRefused")).isTrue();
    assertThat(alice.got("localInvitationAccepted")).isFalse();
  }

  @Test
  void aCancelReachesEveryDeviceThatRings() {
    ring();
    alice.cancel("i1");
    stage.time.settle();
    assertThat(phone.last(CANCELED).text("reason")).isEqualTo("canceled");
    assertThat(tablet.last(CANCELED).text("reason")).isEqualTo("canceled");
  }

  @Test
  void nobodyAnswers_everyDeviceHearsOfTheEnd() {
    ring();
    stage.seconds(61);
    assertThat(phone.last("remoteInvitationFailure").number("code")).isEqualTo(3);
    assertThat(tablet.last("remoteInvitationFailure").number("code")).isEqualTo(3);
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(3);
  }

  @Test
  void oneReceiptIsEnough() {
    tablet.acknowledges(false);
    ring();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
    tablet.acknowledges(true).acknowledge(1);
    stage.time.settle();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
  }

  @Test
  void aDeviceThatComesWhileItRings_ringsToo() {
    String id = ring();
    stage.seconds(1);
    RtmPeer laptop = stage.device("bob", "laptop");
    assertThat(laptop.ringing()).isEqualTo(id);
    laptop.accept(id, "yes");
    stage.time.settle();
    assertThat(phone.got(CANCELED)).isTrue();
    assertThat(tablet.got(CANCELED)).isTrue();
    assertThat(alice.got("localInvitationAccepted")).isTrue();
  }

  @Test
  void theLastDeviceToGo_endsWhatRings_notTheFirst() {
    ring();
    phone.logout();
    stage.time.settle();
    assertThat(alice.methods()).containsExactly("localInvitationReceivedByPeer");
    tablet.logout();
    stage.time.settle();
    assertThat(alice.last("localInvitationFailure").number("code")).isEqualTo(1);
  }

  @Test
  void theDeviceInTheCallGoes_theCallEndsThoughAnotherStays() {
    phone.accept(ring(), "yes");
    stage.time.settle();
    tablet.logout();
    stage.time.settle();
    assertThat(alice.got("callEnded")).isFalse();
    phone.drop();
    stage.seconds(31);
    assertThat(alice.last("callEnded").text("reason")).isEqualTo("connection-lost");
  }

  @Test
  void onlyTheDeviceInTheCallCanEndIt() {
    String id = ring();
    phone.accept(id, "yes");
    stage.time.settle();
    long other = tablet.end(id);
    tablet.message("alice", "AgoraRTMLegacyEndcallCompatibleMessagePrefix_room_1_x");
    stage.time.settle();
    assertThat(tablet.error(other)).contains("INVITATION_API_CALL_ERR_ALREADY_END");
    assertThat(alice.got("callEnded")).isFalse();
    phone.end(id);
    stage.time.settle();
    assertThat(alice.got("callEnded")).isTrue();
  }

  @Test
  void theCallersNotificationsGoToTheDeviceThatInvited() {
    RtmPeer desk = stage.device("alice", "desk");
    String id = ring();
    phone.accept(id, "yes");
    stage.time.settle();
    assertThat(alice.got("localInvitationAccepted")).isTrue();
    assertThat(desk.methods()).isEmpty();
    long cancel = desk.cancel("i1");
    long sameId = desk.invite("i1", "carol");
    stage.time.settle();
    assertThat(desk.error(cancel)).contains("INVITATION_API_CALL_ERR_NOT_STARTED");
    assertThat(desk.error(sameId)).contains("INVITATION_API_CALL_ERR_INVALID_ARGUMENT");
  }

  @Test
  void theCallersOtherDeviceStays_theInvitationOfTheLostOneEnds() {
    stage.device("alice", "desk");
    ring();
    alice.logout();
    stage.time.settle();
    assertThat(phone.last(CANCELED).text("reason")).isEqualTo("connection-lost");
  }

  @Test
  void theUserIsAsOnlineAsTheBestDevice() {
    alice.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("bob")));
    stage.time.settle();
    alice.clear();
    phone.drop();
    stage.seconds(40);
    assertThat(alice.methods()).as("the tablet is still there").isEmpty();
    tablet.drop();
    stage.time.settle();
    assertThat(status()).isEqualTo("UNREACHABLE");
    tablet.resume();
    stage.time.settle();
    assertThat(status()).isEqualTo("ONLINE");
    tablet.logout();
    stage.time.settle();
    assertThat(status()).isEqualTo("OFFLINE");
  }

  @Test
  void presenceIsFollowedByEachDeviceForItself() {
    phone.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("alice")));
    tablet.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("alice")));
    stage.time.settle();
    phone.logout();
    alice.logout();
    stage.time.settle();
    assertThat(tablet.last("peersOnlineStatusChanged").params().at("/status/alice").asText())
        .isEqualTo("OFFLINE");
  }

  @Test
  void messagesGoToEveryDevice_oneReceiptIsEnough() {
    tablet.acknowledges(false);
    long message = alice.message("bob", "hello");
    stage.time.settle();
    assertThat(alice.result(message).orElseThrow().path("hasPeerReceived").asBoolean()).isTrue();
    assertThat(phone.last("messageFromPeer").text("text")).isEqualTo("hello");
    assertThat(tablet.last("messageFromPeer").text("text")).isEqualTo("hello");
  }

  @Test
  void anAnswerToAMessageIsOwedToTheDeviceThatSentIt() {
    phone.acknowledges(false);
    tablet.acknowledges(false);
    RtmPeer desk = stage.device("alice", "desk");
    long message = alice.message("bob", "hello");
    stage.time.settle();
    desk.logout();
    phone.acknowledge(1);
    stage.time.settle();
    assertThat(alice.result(message)).isPresent();
  }

  @Test
  void theSameDeviceAgain_endsItsSessionBefore() {
    String id = ring();
    stage.seconds(1);
    RtmPeer restarted = stage.device("bob", "phone");
    assertThat(phone.last("aborted").text("reason")).isEqualTo("REMOTE_LOGIN");
    assertThat(phone.closedWith()).contains(CloseCode.ABORTED);
    assertThat(tablet.closedWith()).isEmpty();
    assertThat(restarted.ringing()).isEqualTo(id);
  }

  @Test
  void tooManyDevices_theOldestLoginMakesWay() {
    for (int i = 3; i <= Devices.MOST + 1; i++) {
      stage.seconds(1);
      assertThat(stage.device("bob", "d" + i).loginResult()).isPresent();
    }
    assertThat(phone.last("aborted").text("reason")).isEqualTo("REMOTE_LOGIN");
    assertThat(tablet.closedWith()).isEmpty();
  }

  @Test
  void aDevicesNameIsBounded() {
    assertThat(stage.device("carol", "x".repeat(65)).loginError())
        .contains("LOGIN_ERR_INVALID_ARGUMENT");
    stage.seconds(2);
    assertThat(stage.device("carol", "x".repeat(64)).loginResult()).isPresent();
  }

  @Test
  void nothingIsLeftBehind() {
    phone.accept(ring(), "yes");
    phone.call("subscribePeersOnlineStatus", Map.of("peerIds", List.of("alice")));
    stage.seconds(1);
    List.of(alice, phone, tablet).forEach(RtmPeer::drop);
    stage.seconds(300);
    assertThat(stage.adapter.remembered()).isZero();
    assertThat(stage.adapter.openLegs()).isZero();
    assertThat(stage.time.waiting()).isZero();
    assertThat(stage.violations).isEmpty();
  }

  private String ring() {
    alice.invite("i1", "bob", "hello", "room_1");
    stage.time.settle();
    return phone.ringing();
  }

  private String status() {
    return alice.last("peersOnlineStatusChanged").params().at("/status/bob").asText();
  }
}
