package io.invitebridge.sip.dialog;

import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import java.util.ArrayList;
import java.util.List;

/** What an INVITE of ours says about extensions (RFC 3261 sections 20.32 and 20.37). */
final class Offered {
  private Offered() {}

  static List<HeaderLine> extensions(CallSettings rules) {
    List<HeaderLine> lines = new ArrayList<>();
    if (rules.reliable() == ReliableRinging.REQUIRE) {
      lines.add(new HeaderLine("Require", Extensions.RELIABLE));
    }
    if (rules.reliable() != ReliableRinging.NEVER) {
      lines.add(new HeaderLine("Supported", Extensions.RELIABLE));
    }
    return lines;
  }
}
