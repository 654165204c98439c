package io.invitebridge.config.routing;

import io.invitebridge.config.source.Position;
import io.invitebridge.core.invitation.InvitationEvent;
import java.util.List;

/**
 * Why a call is routed as it is.
 *
 * @param rules every rule up to the one that took the call, in order
 * @param remarks what was left out of the plan, and why
 * @param answer what the engine is told: {@code Routed} or {@code Unroutable}
 */
public record Explanation(List<Verdict> rules, List<String> remarks, InvitationEvent answer) {
  public Explanation {
    rules = List.copyOf(rules);
    remarks = List.copyOf(remarks);
  }

  /**
   * What one rule said.
   *
   * @param route its name
   * @param at where it stands in the file
   * @param mismatches what kept it from taking the call; empty when it did
   */
  public record Verdict(String route, Position at, List<String> mismatches) {
    public Verdict {
      mismatches = List.copyOf(mismatches);
    }

    public boolean matched() {
      return mismatches.isEmpty();
    }
  }
}
