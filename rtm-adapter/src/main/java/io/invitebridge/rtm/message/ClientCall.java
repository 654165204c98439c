package io.invitebridge.rtm.message;

import java.util.List;
import java.util.Optional;

/** One call of a client, of the right shape; its texts are unchecked. */
public sealed interface ClientCall {
  ClientMethod method();

  /** The invitation that the call is about. */
  default Optional<String> invitation() {
    return Optional.empty();
  }

  /** A call about one invitation. */
  sealed interface OfInvitation extends ClientCall {
    String invitationId();

    @Override
    default Optional<String> invitation() {
      return Optional.of(invitationId());
    }
  }

  record Login(
      String appId,
      String userId,
      Optional<String> token,
      Optional<String> device,
      Optional<Resume> resume)
      implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.LOGIN;
    }

    @Override
    public String toString() {
      return "login with " + (resume.isPresent() ? "resume" : "no resume");
    }
  }

  /**
   * Which session a login wants to go on with.
   *
   * @param lastSeq the last notification the client has seen; acknowledges all up to it
   */
  record Resume(String sessionId, long lastSeq) {
    @Override
    public String toString() {
      return "resume from " + lastSeq;
    }
  }

  record Logout() implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.LOGOUT;
    }
  }

  record RenewToken(String token) implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.RENEW_TOKEN;
    }

    @Override
    public String toString() {
      return "renewToken";
    }
  }

  /**
   * @param deliverySeconds how long a device of the callee may take to have the invitation; empty:
   *     as long as the route says
   * @param ringSeconds how long it may ring; empty: as long as the route says
   * @param data what the caller's app says to the callee's
   */
  record Invite(
      String invitationId,
      String calleeId,
      Optional<String> content,
      Optional<String> channelId,
      Optional<Long> deliverySeconds,
      Optional<Long> ringSeconds,
      Optional<String> data)
      implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.INVITE;
    }
  }

  record Cancel(String invitationId, Optional<String> reason) implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.CANCEL;
    }
  }

  record Accept(String invitationId, Optional<String> response) implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.ACCEPT;
    }
  }

  record Refuse(String invitationId, Optional<String> response, Optional<String> reason)
      implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.REFUSE;
    }
  }

  record End(String invitationId, Optional<String> info) implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.END;
    }
  }

  /**
   * @param change offer, answer, refusal or withdrawal
   */
  record ChangeSession(String invitationId, String change, Optional<String> content)
      implements OfInvitation {
    @Override
    public ClientMethod method() {
      return ClientMethod.CHANGE_SESSION;
    }
  }

  /** Which of this client's invitations and calls are on. */
  record Calls() implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.CALLS;
    }
  }

  /** To be well formed it has exactly one of text and raw (base64). */
  record PeerMessage(
      String peerId, Optional<String> text, Optional<String> raw, Optional<String> description)
      implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.MESSAGE;
    }
  }

  record QueryPeers(List<String> peerIds) implements ClientCall {
    public QueryPeers {
      peerIds = List.copyOf(peerIds);
    }

    @Override
    public ClientMethod method() {
      return ClientMethod.QUERY_PEERS;
    }
  }

  record SubscribePeers(List<String> peerIds) implements ClientCall {
    public SubscribePeers {
      peerIds = List.copyOf(peerIds);
    }

    @Override
    public ClientMethod method() {
      return ClientMethod.SUBSCRIBE_PEERS;
    }
  }

  record UnsubscribePeers(List<String> peerIds) implements ClientCall {
    public UnsubscribePeers {
      peerIds = List.copyOf(peerIds);
    }

    @Override
    public ClientMethod method() {
      return ClientMethod.UNSUBSCRIBE_PEERS;
    }
  }

  record Ping() implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.PING;
    }
  }

  /** All notifications up to this number have been taken over by the client. */
  record Ack(long seq) implements ClientCall {
    @Override
    public ClientMethod method() {
      return ClientMethod.ACK;
    }
  }
}
