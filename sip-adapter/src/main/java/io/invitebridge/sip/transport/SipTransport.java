package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Transactions over a wire (RFC 3261 sections 17 and 18). Any thread may call; no call blocks on
 * the network.
 */
public interface SipTransport extends AutoCloseable {

  /**
   * Opens the listening sockets; from now on the receiver is called.
   *
   * @throws IOException when a socket cannot be opened; the message names it
   */
  void start(Receiver receiver) throws IOException;

  /**
   * Opens the sockets of other settings that are not open yet. Sockets that these do not name are
   * closed later, when nothing needs them any more.
   *
   * @param leavers asked at the commit: whether all that used the present sockets is over
   * @throws IOException when a socket cannot be opened; the message names it
   */
  default PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    return PreparedChange.NOTHING;
  }

  /** Connections with peers that are open now. */
  default int connections() {
    return 0;
  }

  /** Sends a request in a client transaction; the ACK of a non-2xx is the transaction's own. */
  ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener);

  /** Sends the ACK of a 2xx, which has no transaction (RFC 3261 section 13.2.2.4). */
  void sendAck(SIPRequest ack, Endpoint hop);

  /** Closes the sockets and ends all transactions; a second call does nothing. */
  @Override
  void close();

  /** Hears what comes in. Called on the transport's threads; must not block or throw. */
  interface Receiver {
    /** A new request other than ACK; its server transaction exists and awaits a final response. */
    void onRequest(ServerCall call);

    /** The ACK of a 2xx. */
    void onAck(SIPRequest ack);

    /**
     * Whether the work behind the wire has piled up so far that this share of the new calls, in
     * percent, should be refused before anything is done for them.
     */
    int refusedPercent();

    /**
     * Whether this INVITE has been received before, so that it is a copy of one that was taken on:
     * a transaction that was answered 2xx is forgotten before its last copy comes.
     *
     * @param fromTag the caller's tag, empty when it has none
     */
    boolean knows(String callId, String fromTag, long cseq);

    /** A response whose client transaction is over or never was. */
    void onStrayResponse(SIPResponse response);
  }

  /** Hears what becomes of one request. Called on the transport's threads. */
  interface ClientListener {
    /** A provisional or final response; a 2xx to INVITE may come several times. */
    void onResponse(SIPResponse response);

    /** No final response will come. */
    void onFailure(Failure failure);

    /**
     * The peer wants credentials, and there are some: this request goes out in place of the one
     * before. Called on the lane of the Call-ID.
     *
     * @param next has a CSeq number and a branch of its own, which a CANCEL and an ACK must have
     *     too
     * @return false when the request is not wanted any more; the challenge then is its answer
     */
    default boolean mayRepeat(SIPRequest next) {
      return true;
    }
  }

  /** Why a request has no answer. */
  enum Failure {
    /** Timer B or F (RFC 3261 section 17.1). */
    TIMEOUT,
    /** The next hop cannot be reached. */
    UNREACHABLE
  }
}
