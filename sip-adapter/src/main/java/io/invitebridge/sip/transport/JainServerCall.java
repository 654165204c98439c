package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPTransaction;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.transport.wire.PeerChannel;
import io.invitebridge.sip.transport.wire.Sockets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server transaction of the stack. What goes over a stream is written by the sender thread of the
 * Call-ID, and over a new connection where the one of the request is gone.
 */
final class JainServerCall implements ServerCall {
  private static final Logger LOG = LoggerFactory.getLogger(JainServerCall.class);

  /** What scanners hear and callers seldom do. */
  private static final Set<Integer> NUISANCES = Set.of(400, 403, 404, 405, 416, 420, 481, 505);

  /** More provisional responses than these do not wait for a connection. */
  private static final int MOST_WAITING = 4;

  private final ServerTransaction transaction;
  private final SIPRequest request;
  private final Endpoint source;
  private final World world;

  /** Of the sender thread only. */
  private final Queue<SIPResponse> waiting = new ArrayDeque<>();

  /**
   * What all of them have.
   *
   * @param senders keep the order of a call's messages over a stream
   * @param sockets hear of sources that are refused
   */
  record World(Senders senders, Sockets sockets, WayBack back, SipCounters counters) {}

  JainServerCall(ServerTransaction transaction, SIPRequest request, Endpoint source, World world) {
    this.transaction = transaction;
    this.request = request;
    this.source = source;
    this.world = world;
  }

  @Override
  public SIPRequest request() {
    return request;
  }

  @Override
  public Endpoint source() {
    return source;
  }

  @Override
  public void respond(SIPResponse response) {
    if (source.protocol() == Protocol.UDP) {
      respondNow(response);
    } else {
      post(() -> respondOverStream(response));
    }
  }

  private void post(Runnable task) {
    if (!world.senders().post(Received.callId(request), task)) {
      world.counters().add(Count.TRANSPORT_ERRORS);
    }
  }

  private void respondOverStream(SIPResponse response) {
    Optional<PeerChannel> gone = gone();
    if (gone.isEmpty()) {
      respondNow(response);
    } else if (response.getStatusCode() >= 200
        || (response.getStatusCode() > 100 && waiting.size() < MOST_WAITING)) {
      waiting.add(response);
      if (waiting.size() == 1) {
        reopen(gone.get());
      }
    }
  }

  private Optional<PeerChannel> gone() {
    return ((SIPTransaction) transaction).getMessageChannel() instanceof PeerChannel channel
            && !channel.isOpen()
        ? Optional.of(channel)
        : Optional.empty();
  }

  private void reopen(PeerChannel before) {
    world
        .back()
        .open(request, before)
        .whenComplete((channel, fault) -> post(() -> reopened(Optional.ofNullable(channel))));
  }

  /** A final response that cannot be sent ends the transaction: nothing else would. */
  private void reopened(Optional<PeerChannel> channel) {
    channel.ifPresent(((SIPTransaction) transaction)::setEncapsulatedChannel);
    while (!waiting.isEmpty()) {
      SIPResponse next = waiting.remove();
      if (channel.isPresent() || next.getStatusCode() >= 200) {
        respondNow(next);
      }
    }
  }

  private void respondNow(SIPResponse response) {
    try {
      if (NUISANCES.contains(response.getStatusCode())) {
        world.sockets().refused(request.getPeerPacketSourceAddress(), source.way().names());
      }
      transaction.sendResponse(response);
      world.counters().add(Count.RESPONSES_OUT);
    } catch (SipException | InvalidArgumentException | RuntimeException e) {
      world.counters().add(Count.TRANSPORT_ERRORS);
      LOG.debug("{} to {} cannot be sent: {}", response.getStatusCode(), source, e.toString());
    }
  }
}
