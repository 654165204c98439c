package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import java.util.Optional;

/**
 * The birth of an invitation: what the inviter's protocol said.
 *
 * @param caller who calls
 * @param callerName the caller's name for people
 * @param callee whom the caller asked for; the directory says who that is
 * @param channelId the caller's channel, if the protocol carried one
 * @param content the caller's text; from SIP a JSON object with the member {@code sdp}
 * @param hops how many more times this call may be passed on (Max-Forwards), 0 to 255
 * @param limits what the protocol said about time
 */
public record Invited(
    Address caller,
    Optional<DisplayName> callerName,
    CalleeName callee,
    Optional<ChannelId> channelId,
    Content content,
    int hops,
    CallerLimits limits) {
  /** RFC 3261 section 8.1.1.6. */
  public static final int INITIAL_HOPS = 70;

  public Invited {
    if (hops < 0 || hops > 255) {
      throw new IllegalArgumentException("Hops must lie between 0 and 255.");
    }
  }
}
