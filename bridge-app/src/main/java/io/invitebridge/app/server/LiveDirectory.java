package io.invitebridge.app.server;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Directory;
import java.util.function.Consumer;

/** The rules that hold now. A call is routed by one set of rules from its beginning to its end. */
final class LiveDirectory implements Directory {
  private volatile Directory now;

  LiveDirectory(Directory first) {
    this.now = first;
  }

  /** For calls that begin from now on. */
  void use(Directory next) {
    now = next;
  }

  @Override
  public void route(InvitationId invitation, Invited invited, Consumer<InvitationEvent> answer) {
    now.route(invitation, invited, answer);
  }
}
