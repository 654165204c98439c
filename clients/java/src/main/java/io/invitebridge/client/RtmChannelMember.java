package io.invitebridge.client;

/**
 * A member of a message channel. The bridge carries calls and has no message channels; this type is
 * here so that apps that name it compile.
 */
public interface RtmChannelMember {
  /** The member's user id. */
  String getUserId();

  /** The channel. */
  String getChannelId();
}
