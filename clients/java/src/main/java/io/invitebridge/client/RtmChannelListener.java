package io.invitebridge.client;

import java.util.List;

/**
 * The events of a message channel. The bridge carries calls and has no message channels, so nothing
 * calls this listener; it is here so that apps that implement it compile.
 */
public interface RtmChannelListener {
  /** The number of members changed. */
  default void onMemberCountUpdated(int memberCount) {}

  /** The channel's attributes changed. */
  default void onAttributesUpdated(List<RtmChannelAttribute> attributes) {}

  /** A message arrived in the channel. */
  default void onMessageReceived(RtmMessage message, RtmChannelMember fromMember) {}

  /** A user joined. */
  default void onMemberJoined(RtmChannelMember member) {}

  /** A user left. */
  default void onMemberLeft(RtmChannelMember member) {}
}
