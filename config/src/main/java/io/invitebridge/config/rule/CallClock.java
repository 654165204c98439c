package io.invitebridge.config.rule;

import java.time.Duration;

/** The clocks of an invitation that a configuration can set (DESIGN section 4). */
public enum CallClock {
  ROUTING("routing", 5, "How long the directory may take to say whom to ring."),
  TRUNK_PROBE("trunk-probe", 4, "An INVITE to a trunk got no response at all: the next target."),
  DELIVERY("delivery", 30, "Sent, and no device of the callee has received it."),
  RING("ring", 60, "Received by an app user's device and not answered."),
  SIP_RING(
      "sip-ring",
      55,
      "Ringing behind a trunk and not answered. When only ring is set, at most 11/12 of it."),
  CONFIRM("confirm", 5, "Accepted, and the calling app has not confirmed it."),
  ACK("ack", 32, "Accepted, and the calling SIP peer has not sent ACK (64 x T1)."),
  PROVISIONAL(
      "provisional", 55, "How often a waiting SIP caller hears the last provisional again."),
  SESSION("session", 24 * 3600, "The longest call."),
  LOGIN_WINDOW(
      "login-window",
      30,
      "How long a callee who is offline may log in and still get the call; for callers on an app"
          + " network. For SIP callers it is 0s unless the route says otherwise. When only delivery is"
          + " set, at least that.");

  private final String key;
  private final Duration fallback;
  private final String meaning;

  CallClock(String key, int fallbackSeconds, String meaning) {
    this.key = key;
    this.fallback = Duration.ofSeconds(fallbackSeconds);
    this.meaning = meaning;
  }

  /** As written in YAML. */
  public String key() {
    return key;
  }

  public Duration fallback() {
    return fallback;
  }

  public String meaning() {
    return meaning;
  }
}
