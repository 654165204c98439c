package io.invitebridge.legacy;

/**
 * How often something happened since the start.
 *
 * @param logins good logins
 * @param loginsRefused logins answered with a reason
 * @param kicked sessions ended by a login of the same user elsewhere
 * @param lapsed lost connections whose user did not log in again within the presence time
 * @param tooSlow connections dropped because the client did not keep up
 * @param malformed frames without sense
 * @param rateLimited calls refused because there were too many
 * @param wrongLines calls with a line that is not the session's
 * @param letters mailbox lines, instant messages and calls together
 * @param lettersLost messages refused or expired before their receiver took them
 * @param channelMessages channel messages taken, each counted once
 * @param lateEffects effects for legs that were over already
 */
public record LegacyCounters(
    long logins,
    long loginsRefused,
    long kicked,
    long lapsed,
    long tooSlow,
    long malformed,
    long rateLimited,
    long wrongLines,
    long letters,
    long lettersLost,
    long channelMessages,
    long lateEffects) {}
