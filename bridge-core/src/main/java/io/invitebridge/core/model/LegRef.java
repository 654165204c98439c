package io.invitebridge.core.model;

/** One leg of one invitation: what a protocol key points to. */
public record LegRef(InvitationId invitation, LegId leg) {
  @Override
  public String toString() {
    return invitation + "/" + leg;
  }
}
