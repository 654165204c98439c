package io.invitebridge.rtm.translate;

import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import java.util.Optional;

/**
 * RTM's end-call message: an ordinary peer message whose text names the channel of the call that it
 * ends, {@code AgoraRTMLegacyEndcallCompatibleMessagePrefix_<channelId>_<info>} (RTM 1.2.1).
 */
public final class EndCallText {
  public static final String PREFIX = "AgoraRTMLegacyEndcallCompatibleMessagePrefix_";

  private EndCallText() {}

  /**
   * @return the info behind the channel when the text ends the call in this channel; an info that
   *     is too long to travel on is left out
   */
  public static Optional<Content> endOf(ChannelId channel, String text) {
    String head = PREFIX + channel.value() + "_";
    if (!text.startsWith(head)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Content(text.substring(head.length())));
    } catch (InvalidValueException tooLong) {
      return Optional.of(Content.EMPTY);
    }
  }
}
