package io.invitebridge.config.routing;

import io.invitebridge.config.rule.Action;
import io.invitebridge.config.rule.JsonTemplate;
import io.invitebridge.config.rule.Template;
import java.time.Duration;
import java.util.Optional;

/**
 * What a backend has said about a call.
 *
 * @param action empty: the rules that follow are to take it
 * @param channelId the channel that callees are told
 * @param content the text that they are told
 * @param life how long the same question need not be asked again
 */
public record BackendAnswer(
    Optional<Action> action,
    Optional<Template> channelId,
    Optional<JsonTemplate.Members> content,
    Duration life) {}
