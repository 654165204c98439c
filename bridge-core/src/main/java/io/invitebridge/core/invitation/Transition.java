package io.invitebridge.core.invitation;

import java.util.List;

/**
 * What one event did.
 *
 * @param next the invitation afterwards
 * @param effects what is to be done now, in this order
 * @param verdict how to count and log it
 * @param why the stated reason of an ignore or a violation; empty for a move
 */
public record Transition(Invitation next, List<Effect> effects, Verdict verdict, String why) {

  /** How the machine took an event. */
  public enum Verdict {
    /** Something changed. */
    MOVED,
    /** The event is expected here (late, repeated, early wake-up) and changes nothing. */
    IGNORED,
    /** An adapter sent what it must never send here; nothing changes, it is logged as an error. */
    VIOLATION
  }

  public Transition {
    effects = List.copyOf(effects);
  }
}
