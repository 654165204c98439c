package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.InvitationInbox.Opening;
import io.invitebridge.core.testing.RecordingPort.Performed;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls between this network and another one, whose side the test plays by hand. */
class InteropTest {
  private final Stage stage = new Stage();
  private int keys;

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void outgoingAcceptedAndHungUpThere() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room1", "rtm-bob", "content");
    stage.time.settle();
    Effect.SendInvite invite = (Effect.SendInvite) last().effect();
    assertThat(invite.offer().channelId()).contains(new ChannelId("room1"));
    assertThat(invite.offer().content().value()).isEqualTo("content");
    assertThat(invite.offer().caller()).isEqualTo(alice.address());
    LegRef bob = last().leg();
    there(bob, new InvitationEvent.PeerOnline(bob.leg()));
    there(bob, new InvitationEvent.Rang(bob.leg()));
    there(bob, new InvitationEvent.Accepted(bob.leg(), new Content("response")));
    assertThat(last().effect()).isInstanceOf(Effect.SendConfirm.class);
    assertThat(alice.last("voip_invite_accept").of("extra")).isEqualTo("response");
    there(bob, new InvitationEvent.HungUp(bob.leg(), new Content("info")));
    assertThat(alice.last("voip_invite_bye").of("extra")).isEqualTo("info");
    assertThat(alice.last("voip_invite_bye").of("peer")).isEqualTo("rtm-bob");
  }

  @Test
  void outgoingFailuresTellWhatTheOtherNetworkSaid() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room1", "rtm-bob", "");
    stage.time.settle();
    LegRef bob = last().leg();
    there(
        bob,
        new InvitationEvent.LegFailed(
            bob.leg(), LegFailure.NO_RESPONSE, new Content("{\"status\":503,\"reason\":\"x\"}")));
    assertThat(alice.last("voip_invite_failed").of("extra"))
        .isEqualTo("{\"status\":503,\"reason\":\"x\"}");
  }

  @Test
  void outgoingRefused() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room1", "rtm-bob", "");
    stage.time.settle();
    LegRef bob = last().leg();
    there(
        bob,
        new InvitationEvent.Refused(bob.leg(), RefuseReason.BUSY, new Content("{\"status\":486}")));
    assertThat(alice.last("voip_invite_refuse").of("extra")).isEqualTo("{\"status\":486}");
  }

  @Test
  void outgoingToWhomNoUserIdCanName() {
    LegacyPeer alice = stage.online("alice");
    long invite = alice.invite("room1", "rtm-bob", "{\"_require_peer_online\":1}");
    stage.time.settle();
    LegRef bob = last().leg();
    there(bob, new InvitationEvent.LegFailed(bob.leg(), LegFailure.UNKNOWN, Content.EMPTY));
    assertThat(alice.error(invite)).isEqualTo("peer is not online");
  }

  @Test
  void keyPressesBeforeTheAnswerGoNowhere() {
    LegacyPeer alice = stage.online("alice");
    alice.invite("room1", "rtm-bob", "");
    long dtmf = alice.dtmf("room1", "rtm-bob", "1");
    stage.time.settle();
    assertThat(alice.error(dtmf)).isEmpty();
    assertThat(stage.rtm.names()).containsExactly("SendInvite");
    alice.bye("room1", "rtm-bob", "");
    stage.time.settle();
    assertThat(last().effect()).isInstanceOf(Effect.SendWithdrawal.class);
  }

  @Test
  void keyPressesCrossToTheOtherNetworkAndBack() {
    LegacyPeer bob = stage.online("bob");
    LegRef alice = calls("rtm-alice", "bob", Optional.of("room1"), "");
    bob.accept("room1", "rtm-alice", "");
    stage.time.settle();
    there(alice, new InvitationEvent.Confirmed());
    bob.dtmf("room1", "rtm-alice", "12#a");
    stage.time.settle();
    assertThat(last().effect()).isEqualTo(new Effect.SendDtmf(LegId.INVITER, new Dtmf("12#A")));
    bob.dtmf("room1", "rtm-alice", "no keys");
    bob.dtmf("room1", "rtm-alice", "");
    stage.time.settle();
    assertThat(stage.rtm.names().stream().filter("SendDtmf"::equals)).hasSize(1);
    there(alice, new InvitationEvent.DtmfSent(LegId.INVITER, new Dtmf("*0")));
    assertThat(bob.last("voip_invite_msg").of("extra"))
        .isEqualTo("{\"msgtype\":\"dtmf\",\"msgdata\":\"*0\"}");
    bob.bye("room1", "rtm-alice", "");
    stage.time.settle();
  }

  @Test
  void incomingAcceptedIsConfirmedThereAndEndedHere() {
    LegacyPeer bob = stage.online("bob");
    LegRef alice = calls("rtm-alice", "bob", Optional.of("room1"), "content");
    assertThat(bob.last("voip_invite").of("extra")).isEqualTo("content");
    assertThat(bob.last("voip_invite").of("peer")).isEqualTo("rtm-alice");
    assertThat(last().effect()).isInstanceOf(Effect.SendRinging.class);
    bob.accept("room1", "rtm-alice", "response");
    stage.time.settle();
    assertThat(((Effect.SendAccept) last().effect()).response().value()).isEqualTo("response");
    there(alice, new InvitationEvent.Confirmed());
    bob.bye("room1", "rtm-alice", "info");
    stage.time.settle();
    assertThat(((Effect.SendHangUp) last().effect()).info().value()).isEqualTo("info");
  }

  @Test
  void incomingNeverConfirmedEndsHere() {
    LegacyPeer bob = stage.online("bob");
    calls("rtm-alice", "bob", Optional.of("room1"), "");
    bob.accept("room1", "rtm-alice", "");
    stage.seconds(5);
    assertThat(bob.kinds()).containsExactly("voip_invite", "voip_invite_bye");
  }

  @Test
  void incomingRefusedAsBusy() {
    LegacyPeer bob = stage.online("bob");
    calls("rtm-alice", "bob", Optional.of("room1"), "");
    bob.refuse("room1", "rtm-alice", "{\"status\":1}");
    stage.time.settle();
    Effect.SendRejection rejection = (Effect.SendRejection) last().effect();
    assertThat(rejection.rejection().refusal()).contains(RefuseReason.BUSY);
    assertThat(rejection.rejection().response().value()).isEqualTo("{\"status\":1}");
  }

  @Test
  void incomingWithoutAChannelCannotBeShown() {
    LegacyPeer bob = stage.online("bob");
    calls("rtm-alice", "bob", Optional.empty(), "");
    assertThat(bob.kinds()).isEmpty();
    Effect.SendRejection rejection = (Effect.SendRejection) last().effect();
    assertThat(rejection.rejection().response().value()).contains("channel id is missing");
  }

  @Test
  void incomingForANameThatCannotBeHere() {
    calls("rtm-alice", "b ob", Optional.of("room1"), "");
    assertThat(last().effect()).isInstanceOf(Effect.SendRejection.class);
  }

  @Test
  void incomingForAUserWhoLogsInMeanwhile() {
    calls("rtm-alice", "bob", Optional.of("room1"), "");
    stage.seconds(10);
    LegacyPeer bob = stage.online("bob");
    assertThat(bob.kinds()).containsExactly("voip_invite");
    bob.refuse("room1", "rtm-alice", "");
  }

  @Test
  void twoCallsWithTheSameNamesCannotBothBeShown() {
    LegacyPeer bob = stage.online("bob");
    calls("rtm-alice", "bob", Optional.of("room1"), "first");
    LegRef second = calls("rtm-alice", "bob", Optional.of("room1"), "second");
    assertThat(stage.rtm.performed().stream().filter(p -> p.effect().closes()))
        .as("the first one fails, the clients have forgotten it")
        .hasSize(1)
        .noneMatch(p -> p.leg().equals(second));
    bob.accept("room1", "rtm-alice", "");
    stage.time.settle();
    there(second, new InvitationEvent.Confirmed());
    LegRef third = calls("rtm-alice", "bob", Optional.of("room1"), "third");
    assertThat(last().leg()).isEqualTo(third);
    assertThat(last().effect()).as("a call goes on").isInstanceOf(Effect.SendRejection.class);
    assertThat(bob.kinds()).containsExactly("voip_invite", "voip_invite");
    bob.bye("room1", "rtm-alice", "");
  }

  private LegRef calls(String caller, String callee, Optional<String> channel, String content) {
    Invited invited =
        new Invited(
            AppUser.rtm(Stage.APP, new UserId(caller)),
            Optional.empty(),
            new CalleeName(callee),
            channel.map(ChannelId::new),
            new Content(content),
            Invited.INITIAL_HOPS,
            CallerLimits.NONE);
    Opening opening = stage.runtime.open(new CorrelationKey(Network.RTM, "k" + ++keys), invited);
    stage.time.settle();
    return ((Opening.Opened) opening).leg();
  }

  private void there(LegRef leg, InvitationEvent event) {
    stage.runtime.deliver(leg.invitation(), event);
    stage.time.settle();
  }

  private Performed last() {
    return stage.rtm.performed().get(stage.rtm.performed().size() - 1);
  }
}
