package io.invitebridge.app.ladder;

import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Journal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how the latest calls went, those included that are over, so that an operator can see
 * one as a ladder. The oldest make room for new ones. Any thread; each invitation on its own lane.
 */
public final class CallLadders implements Journal {
  private final Map<InvitationId, CallTrail> trails;

  /**
   * @param most calls to remember; each takes one or two kilobytes
   */
  public CallLadders(int most) {
    this.trails =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<InvitationId, CallTrail> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public void record(Instant at, Invitation before, InvitationEvent event, Transition transition) {
    if (transition.verdict() == Verdict.MOVED) {
      CallTrail trail;
      synchronized (trails) {
        trail = trails.computeIfAbsent(before.id(), id -> new CallTrail(before));
      }
      trail.add(at, event, transition);
    }
  }

  /** The call's messages as a drawing with a few lines above it; empty when not remembered. */
  public Optional<String> draw(InvitationId id) {
    Optional<CallTrail> trail;
    synchronized (trails) {
      trail = Optional.ofNullable(trails.get(id));
    }
    return trail.map(CallTrail::draw);
  }
}
