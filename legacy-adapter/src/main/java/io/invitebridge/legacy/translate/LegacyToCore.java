package io.invitebridge.legacy.translate;

import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.Network;
import java.time.Duration;
import java.util.Optional;

/**
 * From a client's words to the engine's. Methods throw {@link
 * io.invitebridge.core.model.InvalidValueException} when a text breaks a limit.
 */
public final class LegacyToCore {
  private LegacyToCore() {}

  /**
   * The protocol's own name of a call: the triple of caller, callee and channel. Apps call again
   * with the same triple as soon as they like, so a serial number tells the calls apart.
   */
  public static CorrelationKey key(AppUser caller, CalleeName callee, ChannelId channel, long no) {
    String triple = caller.user() + "|" + callee + "|" + channel;
    return new CorrelationKey(Network.LEGACY, no + "|" + caller.app() + "|" + triple);
  }

  /**
   * The birth of a call. Delivery is limited by the caller's {@code _timeout} or by this network's
   * usual time, and a callee who has to be online is not waited for.
   */
  public static Invited invited(
      AppUser caller, CalleeName callee, ChannelId channel, Content extra, Duration delivery) {
    InviteExtra read = InviteExtra.read(extra.value());
    Duration limit = read.timeout().orElse(delivery);
    Duration offlineWait = read.requirePeerOnline() ? Duration.ZERO : limit;
    return new Invited(
        caller,
        Optional.empty(),
        callee,
        Optional.of(channel),
        extra,
        Invited.INITIAL_HOPS,
        new CallerLimits(Optional.of(limit), Optional.of(offlineWait), Optional.empty()));
  }

  /** The protocol has no busy; the vendor's sample says it in the extra. */
  public static RefuseReason refuseReason(Content extra) {
    return InviteExtra.read(extra.value()).busy() ? RefuseReason.BUSY : RefuseReason.DECLINED;
  }
}
