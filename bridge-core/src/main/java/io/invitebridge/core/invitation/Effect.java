package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import java.util.List;
import java.util.Optional;

/**
 * What the machine wants done. {@link FindRoute} is for the directory, all others are for the
 * adapter of the leg's network. "Closes" means: no further effect to that leg will follow.
 */
public sealed interface Effect {

  /** Ask the directory; it answers with {@code Routed} or {@code Unroutable}. */
  record FindRoute(Invited invited) implements Effect {}

  /** An effect for one leg. */
  sealed interface LegEffect extends Effect {
    LegId leg();

    /** True when no further effect to this leg will follow. */
    default boolean closes() {
      return false;
    }
  }

  /** To an invitee: the invitation. */
  record SendInvite(LegId leg, Offer offer) implements LegEffect {}

  /**
   * To the inviter: received by peer.
   *
   * @param alerting false when the peer answered without ever ringing, so that a SIP caller need
   *     not hear a 180 that is not true
   * @param callee who rings, unless another one may still answer instead
   * @param said what the callee's network says of it
   */
  record SendRinging(LegId leg, boolean alerting, Optional<Address> callee, Content said)
      implements LegEffect {
    /** Of nobody in particular. */
    public SendRinging(LegId leg, boolean alerting) {
      this(leg, alerting, Optional.empty(), Content.EMPTY);
    }
  }

  /**
   * To the inviter: what an invitee's network says meanwhile. A network may have no word for it.
   */
  record SendProgress(LegId leg, Progress progress) implements LegEffect {}

  /** To a SIP inviter who still waits: the last provisional again (RFC 3261 section 13.3.1.1). */
  record RepeatProvisional(LegId leg) implements LegEffect {}

  /**
   * To the inviter: accepted; it answers with {@code Confirmed}. The final word on the invitation.
   *
   * @param media what a SIP inviter's media becomes when the response has no description
   * @param callee who accepted, where that is known
   */
  record SendAccept(LegId leg, Content response, MediaPolicy media, Optional<Address> callee)
      implements LegEffect {
    /** With inactive media, of nobody in particular. */
    public SendAccept(LegId leg, Content response) {
      this(leg, response, MediaPolicy.INACTIVE);
    }

    /** Of nobody in particular. */
    public SendAccept(LegId leg, Content response, MediaPolicy media) {
      this(leg, response, media, Optional.empty());
    }
  }

  /**
   * To the invitee who accepted first: the inviter has confirmed. The final word on the invitation.
   */
  record SendConfirm(LegId leg) implements LegEffect {}

  /** To the inviter: nobody accepted, and this is why. Closes. */
  record SendRejection(LegId leg, Rejection rejection, DeclinePolicy decline) implements LegEffect {
    @Override
    public boolean closes() {
      return true;
    }
  }

  /** To the inviter: its cancel took effect. Closes. */
  record SendCanceled(LegId leg) implements LegEffect {
    @Override
    public boolean closes() {
      return true;
    }
  }

  /** To the invitee: its refusal took effect. Closes. */
  record SendRefused(LegId leg) implements LegEffect {
    @Override
    public boolean closes() {
      return true;
    }
  }

  /**
   * To an invitee that has not accepted, or whose accept failed: it is over. Closes. The reason is
   * one of CANCELED, ANSWERED_ELSEWHERE, REFUSED_ELSEWHERE, BUSY_ELSEWHERE, EXPIRED, PEER_OFFLINE,
   * PEER_NO_RESPONSE, CONNECTION_LOST (the caller's), ACCEPT_FAILURE, SHUT_DOWN.
   */
  record SendWithdrawal(LegId leg, EndReason reason, Content info) implements LegEffect {
    @Override
    public boolean closes() {
      return true;
    }
  }

  /**
   * To a party of a session: the other one pressed these keys. A network may have no word for it.
   */
  record SendDtmf(LegId leg, Dtmf dtmf) implements LegEffect {}

  /**
   * To a party of a session: the other one changes the media or wants a transfer, or answers that.
   * An offer and a request for a transfer are to be answered with {@code SessionChanged}.
   */
  record SendSessionChange(LegId leg, SessionChange change) implements LegEffect {}

  /** To a party of a session: it is over. Closes. */
  record SendHangUp(LegId leg, EndReason reason, Content info) implements LegEffect {
    @Override
    public boolean closes() {
      return true;
    }
  }

  /**
   * What an invitee is told.
   *
   * @param callee where the invitee is
   * @param dialed whom the caller asked for
   * @param hops how many more times the call may be passed on
   * @param media what a SIP invitee's media becomes when the content has no description
   * @param data what the caller's app says to the callee's
   * @param headers what a SIP invitee's headers differ in
   * @param left where the call was before; empty for those who are rung first
   */
  record Offer(
      Address caller,
      Optional<DisplayName> callerName,
      Address callee,
      CalleeName dialed,
      Optional<ChannelId> channelId,
      Content content,
      int hops,
      MediaPolicy media,
      CustomData data,
      HeaderChanges headers,
      Optional<Left> left) {
    /** For one who is rung first. */
    public Offer(
        Address caller,
        Optional<DisplayName> callerName,
        Address callee,
        CalleeName dialed,
        Optional<ChannelId> channelId,
        Content content,
        int hops,
        MediaPolicy media,
        CustomData data,
        HeaderChanges headers) {
      this(
          caller,
          callerName,
          callee,
          dialed,
          channelId,
          content,
          hops,
          media,
          data,
          headers,
          Optional.empty());
    }

    /** With the headers as they are. */
    public Offer(
        Address caller,
        Optional<DisplayName> callerName,
        Address callee,
        CalleeName dialed,
        Optional<ChannelId> channelId,
        Content content,
        int hops,
        MediaPolicy media,
        CustomData data) {
      this(
          caller,
          callerName,
          callee,
          dialed,
          channelId,
          content,
          hops,
          media,
          data,
          HeaderChanges.NONE);
    }

    /** Without custom data. */
    public Offer(
        Address caller,
        Optional<DisplayName> callerName,
        Address callee,
        CalleeName dialed,
        Optional<ChannelId> channelId,
        Content content,
        int hops,
        MediaPolicy media) {
      this(caller, callerName, callee, dialed, channelId, content, hops, media, CustomData.NONE);
    }

    /** With inactive media and without custom data. */
    public Offer(
        Address caller,
        Optional<DisplayName> callerName,
        Address callee,
        CalleeName dialed,
        Optional<ChannelId> channelId,
        Content content,
        int hops) {
      this(caller, callerName, callee, dialed, channelId, content, hops, MediaPolicy.INACTIVE);
    }
  }

  /**
   * Where a call was before it came to an invitee, and what came of it there.
   *
   * @param targets whom the earlier rounds rang, in their order; at least one
   * @param outcome the one that the plan names for what follows its rounds, else the strongest
   */
  record Left(List<Address> targets, Plan.Outcome outcome) {
    public Left {
      targets = List.copyOf(targets);
    }
  }
}
