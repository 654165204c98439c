package io.invitebridge.config.rule;

import io.invitebridge.config.source.Position;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.model.AppId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One routing rule.
 *
 * @param name unique
 * @param at where it stands in the file
 * @param when which calls it takes
 * @param action what happens to them
 * @param app whose users the app targets are; empty for the caller's or the only app
 * @param channelId empty for the caller's own, or one that the bridge makes for SIP callers
 * @param content empty for the caller's own
 * @param presented how the caller appears to callees
 * @param loginWindow how long a callee who is offline may log in; empty for the default of the
 *     caller's network
 * @param timers the clocks that differ from the general ones
 * @param sipSide what holds for SIP parties only
 */
public record Route(
    String name,
    Position at,
    Condition when,
    Action action,
    Optional<AppId> app,
    Optional<Template> channelId,
    Optional<JsonTemplate.Members> content,
    Presentation presented,
    DeclinePolicy decline,
    Optional<Duration> loginWindow,
    Timing timers,
    SipSide sipSide) {

  /**
   * What SIP parties get.
   *
   * @param media where their media goes
   * @param headers what callees' INVITEs have, in the order of writing
   * @param withoutHeaders what they do not have
   */
  public record SipSide(
      MediaRule media, Map<String, HeaderText> headers, Set<String> withoutHeaders) {
    public SipSide {
      headers = new LinkedHashMap<>(headers);
      withoutHeaders = Set.copyOf(withoutHeaders);
    }

    @Override
    public Map<String, HeaderText> headers() {
      return new LinkedHashMap<>(headers);
    }
  }

  /**
   * How the caller appears to callees.
   *
   * @param user the caller's user id, account or number; empty for its own
   * @param name the caller's display name; empty for its own
   */
  public record Presentation(Optional<Template> user, Optional<Template> name) {
    public static final Presentation UNCHANGED =
        new Presentation(Optional.empty(), Optional.empty());
  }

  /** The same rule wherever it stands, to see whether two files say the same. */
  public Route withoutPlaces() {
    return new Route(
        name,
        Position.startOf(""),
        when,
        action,
        app,
        channelId,
        content,
        presented,
        decline,
        loginWindow,
        new Timing(timers.values(), Map.of()),
        sipSide);
  }

  /**
   * The same rule with what a backend has said.
   *
   * @param channel instead of the rule's own
   * @param text instead of the rule's own
   */
  public Route answered(
      Action said, Optional<Template> channel, Optional<JsonTemplate.Members> text) {
    return new Route(
        name,
        at,
        when,
        said,
        app,
        channel.or(this::channelId),
        text.or(this::content),
        presented,
        decline,
        loginWindow,
        timers,
        sipSide);
  }
}
