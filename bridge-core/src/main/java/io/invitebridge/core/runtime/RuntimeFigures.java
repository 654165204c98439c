package io.invitebridge.core.runtime;

/**
 * The engine's gauges and counters at one moment.
 *
 * @param open invitations and sessions that have not ended
 * @param remembered invitations in memory, open ones and tombstones
 * @param keys entries of the correlation table, of open invitations and tombstones
 * @param begun invitations since the start
 * @param ended of these, how many are over
 * @param ignored events that came late or twice
 * @param violations events that an adapter must not send; each is an error of ours
 * @param dropped events for an invitation that is not remembered any more
 * @param overloaded invitations that were turned away because too many were open
 */
public record RuntimeFigures(
    long open,
    long remembered,
    long keys,
    long begun,
    long ended,
    long ignored,
    long violations,
    long dropped,
    long overloaded) {}
