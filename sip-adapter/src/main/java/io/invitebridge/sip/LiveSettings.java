package io.invitebridge.sip;

/** The settings that hold now. Any thread. */
public final class LiveSettings {
  private volatile SipSettings now;

  public LiveSettings(SipSettings first) {
    this.now = first;
  }

  public SipSettings now() {
    return now;
  }

  void become(SipSettings next) {
    now = next;
  }
}
