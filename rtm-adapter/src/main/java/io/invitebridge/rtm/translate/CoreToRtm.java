package io.invitebridge.rtm.translate;

import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.message.ServerNotice.CallEnded;
import io.invitebridge.rtm.message.ServerNotice.LocalFailure;
import io.invitebridge.rtm.message.ServerNotice.LocalRefused;
import io.invitebridge.rtm.message.ServerNotice.RemoteCanceled;
import io.invitebridge.rtm.message.ServerNotice.RemoteFailure;
import io.invitebridge.rtm.message.ServerNotice.RemoteReceived;
import java.util.Optional;

/** From an effect to the notification that its party gets. */
public final class CoreToRtm {
  /** What an invitee sees of a SIP caller who gave no user part. */
  static final String ANONYMOUS = "anonymous";

  // RTM 1.x: LocalInvitationError
  static final int LOCAL_PEER_OFFLINE = 1;
  static final int LOCAL_PEER_NO_RESPONSE = 2;
  static final int LOCAL_INVITATION_EXPIRE = 3;

  // RTM 1.x: RemoteInvitationError
  static final int REMOTE_PEER_OFFLINE = 1;
  static final int REMOTE_ACCEPT_FAILURE = 2;
  static final int REMOTE_INVITATION_EXPIRE = 3;

  private CoreToRtm() {}

  /** The bridge-made name of an invitee's part, for example {@code n1-abc.1}. */
  public static String remoteId(LegRef leg) {
    return leg.invitation().value() + "." + leg.leg().index();
  }

  /** The name under which an invitee sees the caller, and by which it writes to the caller. */
  public static String callerId(Offer offer) {
    if (offer.caller() instanceof Address.AppUser user) {
      return user.user().value();
    }
    if (offer.caller() instanceof Address.SipParty party && !party.user().value().isEmpty()) {
      return party.user().value();
    }
    return ANONYMOUS;
  }

  public static ServerNotice received(String id, Offer offer) {
    return new RemoteReceived(
        id,
        callerId(offer),
        offer.callerName().map(DisplayName::value),
        offer.content().value(),
        offer.channelId().map(ChannelId::value),
        Optional.of(offer.data()).filter(data -> !data.isEmpty()).map(CustomData::value));
  }

  /** The inviter's final "no". */
  public static ServerNotice rejection(String id, SendRejection effect) {
    Rejection rejection = effect.rejection();
    String response = rejection.response().value();
    if (rejection.refusal().isPresent()) {
      return new LocalRefused(id, response, rejection.refusal().get().word());
    }
    int code =
        switch (rejection.reason()) {
          case PEER_OFFLINE, PEER_UNKNOWN -> LOCAL_PEER_OFFLINE;
          case EXPIRED -> LOCAL_INVITATION_EXPIRE;
          default -> LOCAL_PEER_NO_RESPONSE;
        };
    return new LocalFailure(id, code, response, EndWords.of(rejection.reason()));
  }

  /**
   * The invitee's "it is over".
   *
   * @param accepted the invitee had accepted, so it waits for a word on its accept
   */
  public static ServerNotice withdrawal(String id, SendWithdrawal effect, boolean accepted) {
    EndReason reason = effect.reason();
    String word = EndWords.of(reason);
    return switch (reason) {
      case CANCELED, ANSWERED_ELSEWHERE, REFUSED_ELSEWHERE, BUSY_ELSEWHERE ->
          new RemoteCanceled(id, effect.info().value(), word);
      case EXPIRED, PEER_NO_RESPONSE -> new RemoteFailure(id, REMOTE_INVITATION_EXPIRE, word);
      case ACCEPT_FAILURE -> new RemoteFailure(id, REMOTE_ACCEPT_FAILURE, word);
      case CONNECTION_LOST, PEER_OFFLINE ->
          accepted
              ? new RemoteFailure(id, REMOTE_PEER_OFFLINE, word)
              : new RemoteCanceled(id, effect.info().value(), word);
      default ->
          accepted
              ? new RemoteFailure(id, REMOTE_ACCEPT_FAILURE, word)
              : new RemoteCanceled(id, effect.info().value(), word);
    };
  }

  public static ServerNotice hangUp(String id, SendHangUp effect) {
    return new CallEnded(id, EndWords.of(effect.reason()), effect.info().value());
  }

  public static ServerNotice sessionChanged(String id, SessionChange change) {
    return new ServerNotice.SessionChanged(id, change.kind().word(), change.content().value());
  }

  public static ServerNotice progress(String id, Progress progress) {
    return new ServerNotice.LocalProgress(id, progress.code(), progress.content().value());
  }
}
