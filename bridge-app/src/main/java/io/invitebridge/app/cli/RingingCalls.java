package io.invitebridge.app.cli;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls of one user that ring or go on, as the callbacks tell it. Any thread. */
final class RingingCalls {
  private final Map<String, RemoteInvitation> ringing = new LinkedHashMap<>();
  private final Map<String, CallInvitation> going = new LinkedHashMap<>();

  synchronized void note(AppCallback callback) {
    if (callback.invitation().isEmpty()) {
      return;
    }
    CallInvitation invitation = callback.invitation().get();
    String id = invitation.getInvitationId();
    switch (callback.kind()) {
      case REMOTE_RECEIVED -> ringing.put(id, (RemoteInvitation) invitation);
      case REMOTE_ACCEPTED, LOCAL_ACCEPTED -> {
        ringing.remove(id);
        going.put(id, invitation);
      }
      case REMOTE_REFUSED, REMOTE_CANCELED, REMOTE_FAILURE -> ringing.remove(id);
      case CALL_ENDED -> going.remove(id);
      default -> {}
    }
  }

  synchronized Optional<RemoteInvitation> oldestRinging() {
    return ringing.values().stream().findFirst();
  }

  synchronized Optional<CallInvitation> newestCall() {
    return going.values().stream().reduce((older, newer) -> newer);
  }
}
