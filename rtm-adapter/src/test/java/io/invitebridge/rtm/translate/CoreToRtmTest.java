package io.invitebridge.rtm.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.message.ServerNotice;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Effect to notification, row by row. */
class CoreToRtmTest {
  private static final Content TEXT = new Content("text");
  private static final Address BOB = Address.AppUser.rtm(new AppId("app"), new UserId("bob"));

  @ParameterizedTest
  @CsvSource({
    "PEER_OFFLINE, 1, peer-offline",
    "PEER_UNKNOWN, 1, peer-unknown",
    "PEER_NO_RESPONSE, 2, peer-no-response",
    "EXPIRED, 3, expired",
    "NO_ROUTE, 2, no-route",
    "CONNECTION_LOST, 2, connection-lost",
    "SHUT_DOWN, 2, shut-down",
    "ACCEPT_FAILURE, 2, accept-failure",
  })
  void rejection_withoutARefusal_isAFailure(EndReason reason, int code, String word) {
    assertThat(rejection(Rejection.failed(reason, TEXT)))
        .isEqualTo(new ServerNotice.LocalFailure("i", code, "text", word));
  }

  @ParameterizedTest
  @EnumSource(RefuseReason.class)
  void rejection_byAUser_isRefused(RefuseReason reason) {
    assertThat(rejection(Rejection.refused(reason, TEXT)))
        .isEqualTo(new ServerNotice.LocalRefused("i", "text", reason.word()));
  }

  @ParameterizedTest
  @CsvSource({
    "CANCELED,           false, canceled",
    "CANCELED,           true,  canceled",
    "ANSWERED_ELSEWHERE, false, canceled",
    "ANSWERED_ELSEWHERE, true,  canceled",
    "REFUSED_ELSEWHERE,  false, canceled",
    "BUSY_ELSEWHERE,     false, canceled",
    "EXPIRED,            false, 3",
    "EXPIRED,            true,  3",
    "PEER_NO_RESPONSE,   false, 3",
    "ACCEPT_FAILURE,     true,  2",
    "CONNECTION_LOST,    false, canceled",
    "CONNECTION_LOST,    true,  1",
    "PEER_OFFLINE,       false, canceled",
    "PEER_OFFLINE,       true,  1",
    "SHUT_DOWN,          false, canceled",
    "SHUT_DOWN,          true,  2",
  })
  void withdrawal(EndReason reason, boolean accepted, String expected) {
    ServerNotice notice =
        CoreToRtm.withdrawal("i", new SendWithdrawal(new LegId(1), reason, TEXT), accepted);
    String word = EndWords.of(reason);
    assertThat(notice)
        .isEqualTo(
            expected.equals("canceled")
                ? new ServerNotice.RemoteCanceled("i", "text", word)
                : new ServerNotice.RemoteFailure("i", Integer.parseInt(expected), word));
  }

  @ParameterizedTest
  @CsvSource({
    "ANSWERED_ELSEWHERE, answered-elsewhere",
    "REFUSED_ELSEWHERE,  declined-elsewhere",
    "BUSY_ELSEWHERE,     busy-elsewhere",
    "CANCELED,           canceled"
  })
  void whatBecameOfTheCallElsewhere(EndReason reason, String word) {
    assertThat(EndWords.of(reason)).isEqualTo(word);
  }

  @Test
  void hangUp() {
    assertThat(CoreToRtm.hangUp("i", new SendHangUp(LegId.INVITER, EndReason.SESSION_LIMIT, TEXT)))
        .isEqualTo(new ServerNotice.CallEnded("i", "session-limit", "text"));
  }

  @Test
  void received_fromAnAppUser() {
    Offer offer =
        offer(
            Address.AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.of(new ChannelId("room")));
    assertThat(CoreToRtm.received("i", offer))
        .isEqualTo(
            new ServerNotice.RemoteReceived(
                "i",
                "alice",
                Optional.of("Name"),
                "text",
                Optional.of("room"),
                Optional.of("data")));
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "'', anonymous"})
  void received_fromATelephone(String user, String callerId) {
    Offer offer =
        offer(new Address.SipParty(Optional.empty(), new SipUser(user)), Optional.empty());
    assertThat(CoreToRtm.callerId(offer)).isEqualTo(callerId);
  }

  @Test
  void remoteId_namesInvitationAndLeg() {
    LegRef leg = new LegRef(new InvitationId("n1-abc"), new LegId(2));
    assertThat(CoreToRtm.remoteId(leg)).isEqualTo("n1-abc.2");
  }

  private static ServerNotice rejection(Rejection rejection) {
    return CoreToRtm.rejection(
        "i", new SendRejection(LegId.INVITER, rejection, DeclinePolicy.DEFAULT));
  }

  private static Offer offer(Address caller, Optional<ChannelId> channel) {
    return new Offer(
        caller,
        Optional.of(new DisplayName("Name")),
        BOB,
        new CalleeName("bob"),
        channel,
        TEXT,
        70,
        MediaPolicy.INACTIVE,
        new CustomData("data"));
  }
}
