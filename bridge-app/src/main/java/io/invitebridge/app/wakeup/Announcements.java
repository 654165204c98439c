package io.invitebridge.app.wakeup;

import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.LegState;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes notices out of transitions. It remembers an invitation from the first time that a user of
 * it was found offline to the last word about that user, and nothing else. Any thread; each
 * invitation on its own lane.
 */
final class Announcements implements Journal {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  private volatile Set<AppId> apps;
  private final Consumer<Notice> out;
  private final Map<InvitationId, Board> boards = new ConcurrentHashMap<>();

  /**
   * @param apps those with a webhook; users of others are not announced
   * @param out takes each notice at once and neither blocks nor throws
   */
  Announcements(Set<AppId> apps, Consumer<Notice> out) {
    this.apps = Set.copyOf(apps);
    this.out = out;
  }

  @Override
  public void record(Instant at, Invitation before, InvitationEvent event, Transition transition) {
    if (transition.verdict() == Verdict.VIOLATION) {
      return;
    }
    try {
      look(event, transition);
    } catch (RuntimeException fault) {
      // A backend that hears nothing is the smaller loss: the engine's step must go on.
      boards.remove(before.id());
      log.error("{} is announced no further. This is a fault of the bridge.", before.id(), fault);
    }
  }

  /** Other apps from now on; what was begun for one that is gone is told to its end. */
  void use(Set<AppId> others) {
    apps = Set.copyOf(others);
  }

  /** Invitations that are remembered. */
  int remembered() {
    return boards.size();
  }

  private void look(InvitationEvent event, Transition transition) {
    Invitation next = transition.next();
    // An ignored one counts too: of a leg whose device was there before and has gone unreached.
    if (event instanceof PeerOffline e
        && next.invitee(e.leg()).filter(this::isAbsent).isPresent()) {
      boards.computeIfAbsent(next.id(), id -> new Board()).absent(e.leg());
    }
    Board board = boards.get(next.id());
    if (board == null) {
      return;
    }
    if (event instanceof PeerOnline e) {
      board.present(e.leg());
    }
    board.look(next, event, transition.effects()).forEach(out);
    if (board.isEmpty() || next.isEnded()) {
      boards.remove(next.id());
    }
  }

  private boolean isAbsent(InviteeLeg leg) {
    return leg.state() == LegState.INVITED
        && leg.address() instanceof AppUser user
        && apps.contains(user.app());
  }
}
