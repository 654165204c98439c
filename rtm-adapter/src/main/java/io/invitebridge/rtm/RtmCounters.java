package io.invitebridge.rtm;

/**
 * How often something happened since the start.
 *
 * @param logins fresh sessions
 * @param loginsRefused logins answered with an error
 * @param resumes sessions that went on after a lost connection
 * @param kicked sessions ended by a login of the same user elsewhere
 * @param lapsed sessions that nobody resumed within the presence window
 * @param tooSlow sessions and connections dropped because the client did not keep up
 * @param malformed frames without sense
 * @param rateLimited calls answered with TOO_OFTEN
 * @param notices notifications sent, replays not counted
 * @param lateEffects effects for legs that were over already
 */
public record RtmCounters(
    long logins,
    long loginsRefused,
    long resumes,
    long kicked,
    long lapsed,
    long tooSlow,
    long malformed,
    long rateLimited,
    long notices,
    long lateEffects) {}
