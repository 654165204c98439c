package io.invitebridge.rtm;

/**
 * What holds whatever a client does. Numbers that RTM 1.x published are its own: the rates, the
 * frame that a 32 KB message needs, 256 ids a query, 512 subscriptions.
 *
 * @param maxConnections connections to this server
 * @param maxConnectionsPerAddress connections from one IP address; 0: no limit, the right value
 *     behind a proxy that makes all connections
 * @param maxFrameBytes longest text frame, fragments put together
 * @param maxMalformedFrames frames without sense that one connection may send before it is closed
 * @param maxWaitingCalls calls of one connection that wait for their turn before it is closed
 * @param maxNotices notifications of one session that wait for their acknowledgement; peer messages
 *     may use half of it, invitations three quarters
 * @param maxNoticeBytes the same in bytes of JSON
 * @param maxOpenLegs invitations and calls that one user may have open as caller, and as many as
 *     callee
 * @param maxSubscriptions users whose presence one session may follow
 * @param maxPeersPerCall ids in one query or subscription
 * @param messages peer messages and invites together, for each session
 * @param answers accept, refuse, cancel and end together, for each session; each needs an
 *     invitation that somebody else's rate has let through, so this only stops a client that runs
 *     wild
 * @param queries presence queries, for each session
 * @param subscriptions presence subscriptions, for each session
 * @param logins logins, resumes included, for each user
 * @param renewals token renewals, for each session
 */
public record RtmLimits(
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxFrameBytes,
    int maxMalformedFrames,
    int maxWaitingCalls,
    int maxNotices,
    int maxNoticeBytes,
    int maxOpenLegs,
    int maxSubscriptions,
    int maxPeersPerCall,
    RtmRate messages,
    RtmRate answers,
    RtmRate queries,
    RtmRate subscriptions,
    RtmRate logins,
    RtmRate renewals) {

  public static final RtmLimits DEFAULT =
      new RtmLimits(
          100_000,
          1_000,
          64 * 1024,
          5,
          1_024,
          512,
          1024 * 1024,
          100,
          512,
          256,
          RtmRate.perSeconds(180, 3),
          RtmRate.perSeconds(1_500, 3),
          RtmRate.perSeconds(10, 5),
          RtmRate.perSeconds(10, 5),
          RtmRate.perSeconds(2, 1),
          RtmRate.perSeconds(2, 1));

  public RtmLimits {
    positive("maxConnections", maxConnections);
    positive("maxMalformedFrames", maxMalformedFrames);
    positive("maxWaitingCalls", maxWaitingCalls);
    positive("maxNotices", maxNotices);
    positive("maxOpenLegs", maxOpenLegs);
    positive("maxSubscriptions", maxSubscriptions);
    positive("maxPeersPerCall", maxPeersPerCall);
    if (maxConnectionsPerAddress < 0) {
      throw new IllegalArgumentException("maxConnectionsPerAddress must not be negative.");
    }
    if (maxFrameBytes < 1024 || maxNoticeBytes < maxFrameBytes) {
      throw new IllegalArgumentException(
          "maxFrameBytes must be at least 1024 and maxNoticeBytes at least maxFrameBytes.");
    }
  }

  public RtmLimits withConnections(int total, int perAddress) {
    return new RtmLimits(
        total,
        perAddress,
        maxFrameBytes,
        maxMalformedFrames,
        maxWaitingCalls,
        maxNotices,
        maxNoticeBytes,
        maxOpenLegs,
        maxSubscriptions,
        maxPeersPerCall,
        messages,
        answers,
        queries,
        subscriptions,
        logins,
        renewals);
  }

  public RtmLimits withNotices(int count, int bytes) {
    return new RtmLimits(
        maxConnections,
        maxConnectionsPerAddress,
        maxFrameBytes,
        maxMalformedFrames,
        maxWaitingCalls,
        count,
        bytes,
        maxOpenLegs,
        maxSubscriptions,
        maxPeersPerCall,
        messages,
        answers,
        queries,
        subscriptions,
        logins,
        renewals);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1.");
    }
  }
}
