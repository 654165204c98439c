package io.invitebridge.config.model;

import java.time.Duration;

/**
 * What bounds the engine.
 *
 * @param openInvitations open invitations and calls together; new ones beyond it are refused
 * @param tombstone how long an ended invitation still answers late messages
 */
public record Limits(int openInvitations, Duration tombstone) {}
