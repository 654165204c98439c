package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.internal.Limits;
import io.invitebridge.client.internal.wire.Params;
import org.jspecify.annotations.Nullable;

/** What an app has written into an invitation, read once: the app may change it at any time. */
final class InviteText {
  private final String calleeId;
  private final @Nullable String content;
  private final @Nullable String channelId;
  private final @Nullable String data;
  private final int deliverySeconds;
  private final int ringSeconds;

  private InviteText(LocalInvitation invitation) {
    this.calleeId = invitation.getCalleeId();
    this.content = invitation.getContent();
    this.channelId = invitation.getChannelId();
    this.data = invitation.getData();
    this.deliverySeconds = invitation.getDeliverySeconds();
    this.ringSeconds = invitation.getRingSeconds();
  }

  static InviteText of(LocalInvitation invitation) {
    return new InviteText(invitation);
  }

  /** Why it cannot be sent, as a sentence; null when it can. */
  @Nullable String mistake() {
    if (!Limits.fits(content, Limits.TEXT_BYTES)) {
      return "The content has more than 8192 bytes of UTF-8.";
    }
    if (!Limits.fits(channelId, Limits.CHANNEL_ID_BYTES)) {
      return "The channel id has more than 64 bytes of UTF-8.";
    }
    if (!Limits.fits(data, Limits.DATA_BYTES)) {
      return "The data has more than 2048 bytes of UTF-8.";
    }
    if (!Limits.isCallee(calleeId)) {
      return "The callee id is empty, too long or has forbidden characters.";
    }
    if (deliverySeconds < 0 || deliverySeconds > Limits.DELIVERY_SECONDS) {
      return "The time to arrive is 1 to 30 s, or 0 for the bridge's.";
    }
    return ringSeconds < 0 || ringSeconds > Limits.RING_SECONDS
        ? "The time to ring is 1 to 179 s, or 0 for the bridge's."
        : null;
  }

  /** Adds it to the params of the call. */
  Params params(Params params) {
    params.text("calleeId", calleeId).text("content", content).text("channelId", channelId);
    if (deliverySeconds > 0) {
      params.integer("deliverySeconds", deliverySeconds);
    }
    if (ringSeconds > 0) {
      params.integer("ringSeconds", ringSeconds);
    }
    return params.text("data", data);
  }
}
