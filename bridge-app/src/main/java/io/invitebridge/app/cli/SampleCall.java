package io.invitebridge.app.cli;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.SourceAddress;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that nobody makes, to ask the routes about; texts as people write them.
 *
 * @param from {@code rtm:alice}, {@code legacy:bob}, {@code sip:1001@trunk}; without a network: rtm
 * @param source the IP address that it comes from
 * @param headers its SIP headers
 * @param online the app users who are online: {@code bob} on both networks, {@code rtm:bob}
 * @param at when, with an offset (ISO 8601); empty for now
 */
record SampleCall(
    String from,
    String to,
    Optional<String> name,
    Optional<String> app,
    Optional<String> channel,
    Optional<String> content,
    Optional<String> source,
    Map<String, String> headers,
    List<String> online,
    Optional<String> at) {
  SampleCall {
    headers = Map.copyOf(headers);
    online = online.stream().map(String::strip).toList();
  }

  /** In whichever app. */
  boolean isOnline(AppUser user) {
    return online.contains(user.user().value()) || online.contains(user.toString());
  }

  /** Throws {@link InvalidValueException} with a sentence when no such call can be. */
  Invited invited(BridgeConfig config) {
    return new Invited(
        caller(config),
        name.map(DisplayName::new),
        new CalleeName(to),
        channel.map(ChannelId::new),
        content.map(Content::new).orElse(Content.EMPTY),
        Invited.INITIAL_HOPS,
        CallerLimits.NONE,
        source.map(SourceAddress::new),
        new Headers(headers));
  }

  /** Throws {@link InvalidValueException} with a sentence when the time cannot be read. */
  Instant time(Instant now) {
    try {
      return at.map(text -> OffsetDateTime.parse(text).toInstant()).orElse(now);
    } catch (DateTimeParseException e) {
      throw new InvalidValueException(
          "The time "
              + at.orElse("")
              + " cannot be read; expected one such as 2026-12-24T18:30:00+01:00.");
    }
  }

  private Address caller(BridgeConfig config) {
    int colon = from.indexOf(':');
    String network = colon < 0 ? "rtm" : from.substring(0, colon);
    String user = from.substring(colon + 1);
    AppId ofUser = app.map(AppId::new).orElse(config.apps().get(0).id());
    return switch (network) {
      case "rtm" -> new Address.AppUser(Network.RTM, ofUser, new UserId(user));
      case "legacy" -> new Address.AppUser(Network.LEGACY, ofUser, new UserId(user));
      case "sip" -> sipCaller(user);
      default ->
          throw new InvalidValueException(
              "The network "
                  + network
                  + " is unknown; a caller begins with rtm:, legacy: or sip:.");
    };
  }

  private static Address sipCaller(String name) {
    int at = name.lastIndexOf('@');
    return at < 0
        ? new Address.SipParty(Optional.empty(), new SipUser(name))
        : new Address.SipParty(
            Optional.of(new TrunkName(name.substring(at + 1))), new SipUser(name.substring(0, at)));
  }
}
