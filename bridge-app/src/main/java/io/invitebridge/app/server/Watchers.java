package io.invitebridge.app.server;

import io.invitebridge.core.port.Journal;
import io.invitebridge.legacy.LegacyTrace;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;

/** Who looks on while the bridge works. */
public record Watchers(Journal journal, SipTrace sip, RtmTrace rtm, LegacyTrace legacy) {
  /** Nobody looks at the legacy side. */
  public Watchers(Journal journal, SipTrace sip, RtmTrace rtm) {
    this(journal, sip, rtm, LegacyTrace.NONE);
  }
}
