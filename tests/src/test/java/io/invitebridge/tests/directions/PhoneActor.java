package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.Sipp;

/** A phone that calls once: one SIPp, whose scenario holds what has to be heard. */
final class PhoneActor implements Actor {
  private final NineWayBridge bridge;

  PhoneActor(NineWayBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public void calls(Story story, String callee) throws Exception {
    try (Sipp sipp =
        Sipp.start("-sf", Phones.caller(story), "-s", callee, "-m", "1", bridge.sipAddress())) {
      assertThat(sipp.exitCode()).as("SIPp calls %s: %s", callee, sipp.errors()).isZero();
    }
  }

  @Override
  public void answers(Story story) {
    // The phones that are called run for all tests: see Phones.
  }

  @Override
  public String afterwards() {
    return "";
  }

  @Override
  public void close() {
    // SIPp has ended.
  }
}
