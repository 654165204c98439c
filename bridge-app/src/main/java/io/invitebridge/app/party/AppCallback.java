package io.invitebridge.app.party;

import io.invitebridge.client.CallInvitation;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One callback of the client library, whichever of its listeners it came to.
 *
 * @param peer the user or number at the other end; empty for callbacks about the connection
 * @param invitation what it is about, if it is about a call
 * @param fields what else it says, by name, in alphabetical order
 */
public record AppCallback(
    Kind kind, String peer, Optional<CallInvitation> invitation, Map<String, String> fields) {

  /** The callbacks by the library's names, without the leading "on". */
  public enum Kind {
    LOCAL_RECEIVED_BY_PEER("LocalInvitationReceivedByPeer"),
    LOCAL_ACCEPTED("LocalInvitationAccepted"),
    LOCAL_REFUSED("LocalInvitationRefused"),
    LOCAL_CANCELED("LocalInvitationCanceled"),
    LOCAL_FAILURE("LocalInvitationFailure"),
    REMOTE_RECEIVED("RemoteInvitationReceived"),
    REMOTE_ACCEPTED("RemoteInvitationAccepted"),
    REMOTE_REFUSED("RemoteInvitationRefused"),
    REMOTE_CANCELED("RemoteInvitationCanceled"),
    REMOTE_FAILURE("RemoteInvitationFailure"),
    CALL_ENDED("CallEnded"),
    LOCAL_PROGRESS("LocalInvitationProgress"),
    SESSION_CHANGED("SessionChanged"),
    MESSAGE("MessageReceived"),
    CONNECTION("ConnectionStateChanged"),
    TOKEN_WILL_EXPIRE("TokenPrivilegeWillExpire"),
    TOKEN_EXPIRED("TokenExpired"),
    PEERS_ONLINE("PeersOnlineStatusChanged"),
    /** Not a callback of a listener: a method of the library reported an error. */
    REQUEST_FAILED("RequestFailed");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** True when it is about a call that stays in the state it is in. */
    public boolean isInBetween() {
      return this == LOCAL_PROGRESS || this == SESSION_CHANGED;
    }
  }

  public AppCallback {
    fields = new TreeMap<>(fields);
  }

  /** The field's text; empty when the callback has no such field. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }
}
