package io.invitebridge.config.rule;

import io.invitebridge.config.source.Position;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.model.AppId;
import java.time.Duration;
import java.util.Optional;

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
 * @param loginWindow how long a callee who is offline may log in; empty for the default of the
 *     caller's network
 * @param timers the clocks that differ from the general ones
 */
public record Route(
    String name,
    Position at,
    Condition when,
    Action action,
    Optional<AppId> app,
    Optional<Template> channelId,
    Optional<JsonTemplate.Members> content,
    DeclinePolicy decline,
    Optional<Duration> loginWindow,
    Timing timers) {}
