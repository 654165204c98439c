package io.invitebridge.config.model;

import io.invitebridge.core.model.AppId;
import java.util.Optional;

/**
 * A tenant.
 *
 * @param certificate signs the tokens of its users; empty: anybody may log in under any name, for
 *     trials
 */
public record App(AppId id, Optional<Secret> certificate) {}
