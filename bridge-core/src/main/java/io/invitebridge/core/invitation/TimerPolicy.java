package io.invitebridge.core.invitation;

import java.time.Duration;

/**
 * The clocks of one invitation (DESIGN section 4). A value: the directory hands it over with the
 * plan, so it may differ by route.
 *
 * @param routing how long the directory may take to answer
 * @param trunkProbe an INVITE on a SIP target that got no response at all, not even 100
 * @param delivery sent, not yet received by any device
 * @param offlineWait how long an invitee who is known to be offline may still log in; zero fails
 *     the leg at once (SIP callers go to voicemail)
 * @param ring received by an app user, not answered
 * @param sipRing ringing on a SIP target, not answered
 * @param confirm accepted, not yet confirmed by the inviter
 * @param provisional how often a waiting SIP caller hears the last provisional again (RFC 3261
 *     section 13.3.1.1)
 * @param session longest session after accept
 */
public record TimerPolicy(
    Duration routing,
    Duration trunkProbe,
    Duration delivery,
    Duration offlineWait,
    Duration ring,
    Duration sipRing,
    Duration confirm,
    Duration provisional,
    Duration session) {

  /**
   * RFC 3261 section 16.6 step 11: proxies give up ringing after Timer C, more than three minutes.
   */
  public static final Duration TIMER_C = Duration.ofSeconds(180);

  /** The defaults for a caller on an app network. */
  public static final TimerPolicy APP_CALLER =
      new TimerPolicy(
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(55),
          Duration.ofSeconds(5),
          Duration.ofSeconds(55),
          Duration.ofHours(24));

  /** The defaults for a SIP caller: an offline callee fails at once, the ACK is awaited 64 x T1. */
  public static final TimerPolicy SIP_CALLER =
      APP_CALLER.withOfflineWait(Duration.ZERO).withConfirm(Duration.ofSeconds(32));

  public TimerPolicy {
    positive("routing", routing);
    positive("trunk probe", trunkProbe);
    positive("confirm", confirm);
    positive("provisional", provisional);
    positive("session", session);
    if (offlineWait.isNegative()) {
      throw new IllegalArgumentException("The offline wait must not be negative.");
    }
    inOrder("trunk probe", trunkProbe, "delivery", delivery);
    inOrder("ring on a SIP target", sipRing, "ring", ring);
    inOrder("ring", ring, "Timer C", TIMER_C);
  }

  public TimerPolicy withOfflineWait(Duration value) {
    return new TimerPolicy(
        routing, trunkProbe, delivery, value, ring, sipRing, confirm, provisional, session);
  }

  public TimerPolicy withDelivery(Duration value) {
    return new TimerPolicy(
        routing, trunkProbe, value, offlineWait, ring, sipRing, confirm, provisional, session);
  }

  public TimerPolicy withRing(Duration app, Duration sip) {
    return new TimerPolicy(
        routing, trunkProbe, delivery, offlineWait, app, sip, confirm, provisional, session);
  }

  public TimerPolicy withConfirm(Duration value) {
    return new TimerPolicy(
        routing, trunkProbe, delivery, offlineWait, ring, sipRing, value, provisional, session);
  }

  private static void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException("The " + name + " time must be longer than zero.");
    }
  }

  private static void inOrder(String shorter, Duration low, String longer, Duration high) {
    positive(shorter, low);
    if (low.compareTo(high) >= 0) {
      throw new IllegalArgumentException(
          "The clocks are out of order: "
              + shorter
              + " ("
              + low
              + ") must be shorter than "
              + longer
              + " ("
              + high
              + ").");
    }
  }
}
