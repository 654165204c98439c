package io.invitebridge.sip.dialog;

import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.CallSettings.ReliableRinging;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What our messages say about extensions (RFC 3261 sections 20.32 and 20.37). */
final class Offered {
  /** Within a dialog. */
  static final HeaderLine SUPPORTED = new HeaderLine("Supported", Extensions.TIMER);

  private Offered() {}

  /** The methods that may come within the dialog (RFC 3261 section 20.5). */
  static HeaderLine methods(CallSettings rules) {
    return rules.followsTransfers() ? MethodNames.ALLOW_TRANSFER : MethodNames.ALLOW;
  }

  /**
   * In an INVITE that makes a dialog.
   *
   * @param offers whether the INVITE makes an offer. Where it does not, the offer of a reliable
   *     provisional would want its answer before there is one (RFC 3262 section 5).
   */
  static List<HeaderLine> extensions(CallSettings rules, boolean offers) {
    List<HeaderLine> lines = new ArrayList<>();
    if (offers && rules.reliable() == ReliableRinging.REQUIRE) {
      lines.add(new HeaderLine("Require", Extensions.RELIABLE));
    }
    boolean reliable = offers && rules.reliable() != ReliableRinging.NEVER;
    lines.add(
        reliable
            ? new HeaderLine("Supported", Extensions.RELIABLE + ", " + Extensions.TIMER)
            : SUPPORTED);
    lines.addAll(SessionTimer.wish(rules.timers(), Optional.empty()));
    return lines;
  }
}
