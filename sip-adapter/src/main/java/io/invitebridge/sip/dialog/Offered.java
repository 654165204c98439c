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

  /**
   * @param offers whether the INVITE makes an offer. Where it does not, the offer of a reliable
   *     provisional would want its answer before there is one (RFC 3262 section 5).
   */
  static List<HeaderLine> extensions(CallSettings rules, boolean offers) {
    List<HeaderLine> lines = new ArrayList<>();
    if (!offers) {
      return lines;
    }
    if (rules.reliable() == ReliableRinging.REQUIRE) {
      lines.add(new HeaderLine("Require", Extensions.RELIABLE));
    }
    if (rules.reliable() != ReliableRinging.NEVER) {
      lines.add(new HeaderLine("Supported", Extensions.RELIABLE));
    }
    return lines;
  }
}
