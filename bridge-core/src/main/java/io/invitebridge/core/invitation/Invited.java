package io.invitebridge.core.invitation;

import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.SourceAddress;
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
 * @param source where the request came from, if the protocol's adapter says so
 * @param headers what else the protocol carried; none but from SIP
 * @param data what the caller's app says to the callee's; none but from rtm
 */
public record Invited(
    Address caller,
    Optional<DisplayName> callerName,
    CalleeName callee,
    Optional<ChannelId> channelId,
    Content content,
    int hops,
    CallerLimits limits,
    Optional<SourceAddress> source,
    Headers headers,
    CustomData data) {
  /** RFC 3261 section 8.1.1.6. */
  public static final int INITIAL_HOPS = 70;

  public Invited {
    if (hops < 0 || hops > 255) {
      throw new IllegalArgumentException("Hops must lie between 0 and 255.");
    }
  }

  /** Without custom data. */
  public Invited(
      Address caller,
      Optional<DisplayName> callerName,
      CalleeName callee,
      Optional<ChannelId> channelId,
      Content content,
      int hops,
      CallerLimits limits,
      Optional<SourceAddress> source,
      Headers headers) {
    this(
        caller,
        callerName,
        callee,
        channelId,
        content,
        hops,
        limits,
        source,
        headers,
        CustomData.NONE);
  }

  /** Without a source, headers and custom data. */
  public Invited(
      Address caller,
      Optional<DisplayName> callerName,
      CalleeName callee,
      Optional<ChannelId> channelId,
      Content content,
      int hops,
      CallerLimits limits) {
    this(
        caller,
        callerName,
        callee,
        channelId,
        content,
        hops,
        limits,
        Optional.empty(),
        Headers.NONE);
  }
}
