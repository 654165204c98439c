package io.invitebridge.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPTransaction;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.transport.SipTransport.Failure;
import io.invitebridge.sip.transport.Ways.Traveller;
import io.invitebridge.sip.transport.wire.PeerChannel;
import io.invitebridge.sip.transport.wire.Sockets;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that go out, and what becomes of those whose connection ends (RFC 3261 sections
 * 17.1.4 and 18.4). Any thread.
 */
final class Departures {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  /** So often is a peer called for one request. */
  private static final int MOST_CONNECTIONS = 4;

  private final Supplier<SipSettings> settings;
  private final Identity identity;
  private final Ways ways;
  private final Sockets sockets;
  private final ListeningPoints points;
  private final SipCounters counters;

  /**
   * @param settings of now
   */
  Departures(
      Supplier<SipSettings> settings,
      Identity identity,
      Ways ways,
      Sockets sockets,
      ListeningPoints points,
      SipCounters counters) {
    this.settings = settings;
    this.identity = identity;
    this.ways = ways;
    this.sockets = sockets;
    this.points = points;
    this.counters = counters;
  }

  void send(SIPRequest request, Endpoint hop, JainClientCall call) {
    ways.find(request, hop, at -> sendNow(request, at, call), () -> unreachable(call, hop));
  }

  void sendAck(SIPRequest ack, Endpoint hop) {
    ways.find(
        ack,
        hop,
        at -> sendAckNow(ack, at),
        () -> {
          LOG.debug("{} cannot be reached with an ACK", hop);
          counters.add(Count.TRANSPORT_ERRORS);
        });
  }

  private void sendNow(SIPRequest request, Endpoint hop, JainClientCall call) {
    try {
      ClientTransaction transaction =
          points.provider(leaving(request, hop)).getNewClientTransaction(request);
      transaction.setApplicationData(call);
      if (!settings.get().t1().equals(SipSettings.DEFAULT_T1)) {
        transaction.setRetransmitTimer((int) settings.get().t1().toMillis());
      }
      if (request.getToTag() == null) {
        sockets.called(hop);
      }
      if (call.attach(transaction)) {
        Optional<PeerChannel> connection = connection(transaction);
        boolean stood = connection.filter(channel -> !channel.isFirstUse()).isPresent();
        transaction.sendRequest();
        counters.add(Count.REQUESTS_OUT);
        connection.ifPresent(
            channel -> watch(new Journey(request, hop, call, transaction, stood, 1), channel));
      }
    } catch (SipException | RuntimeException e) {
      LOG.debug("{} cannot be sent to {}: {}", request.getMethod(), hop, e.toString());
      counters.add(Count.TRANSPORT_ERRORS);
      call.fail(Failure.UNREACHABLE);
    }
  }

  private void sendAckNow(SIPRequest ack, Endpoint hop) {
    try {
      points.provider(leaving(ack, hop)).sendRequest(ack);
      counters.add(Count.REQUESTS_OUT);
    } catch (SipException | RuntimeException e) {
      LOG.debug("ACK cannot be sent to {}: {}", hop, e.toString());
      counters.add(Count.TRANSPORT_ERRORS);
    }
  }

  /**
   * A request on its way over a stream.
   *
   * @param stood whether the connection stood before, so that it may have been dead already
   * @param connections how many it has been given
   */
  private record Journey(
      SIPRequest request,
      Endpoint hop,
      JainClientCall call,
      ClientTransaction transaction,
      boolean stood,
      int connections) {
    Journey onward() {
      return new Journey(request, hop, call, transaction, false, connections + 1);
    }
  }

  private void watch(Journey journey, PeerChannel channel) {
    journey
        .call()
        .rides(channel.watch(Received.callId(journey.request()), () -> connectionEnded(journey)));
  }

  /**
   * What has had a provisional keeps waiting where the peer still takes connections: its response
   * may come over one of its own (RFC 3261 section 18.2.2). What has had none is over, or goes once
   * more where the connection may have ended before it was written.
   */
  private void connectionEnded(Journey journey) {
    JainClientCall call = journey.call();
    if (!call.isWaiting()) {
      return;
    }
    LOG.debug(
        "The connection to {} has ended under {}", journey.hop(), journey.request().getMethod());
    if (!call.hasProvisional() && !journey.stood()) {
      lost(journey);
      return;
    }
    if (journey.connections() == MOST_CONNECTIONS) {
      return; // a peer that closes what is idle; its own connection may still bring the response
    }
    ways.connect(
        journey.hop(),
        new Traveller(
            Received.callId(journey.request()), at -> goOn(journey.onward()), () -> lost(journey)));
  }

  private void goOn(Journey journey) {
    Optional<PeerChannel> fresh = sockets.connection(journey.hop());
    if (!journey.call().isWaiting()) {
      return;
    }
    if (fresh.isEmpty()) {
      connectionEnded(journey); // the peer took it, and closed it at once
      return;
    }
    PeerChannel channel = fresh.get();
    channel.isFirstUse();
    ((SIPTransaction) journey.transaction()).setEncapsulatedChannel(channel);
    try {
      if (!journey.call().hasProvisional()) {
        channel.sendMessage(journey.request());
      }
      watch(journey, channel);
    } catch (IOException e) {
      lost(journey);
    }
  }

  private void lost(Journey journey) {
    counters.add(Count.TRANSPORT_ERRORS);
    journey.call().breakOff();
  }

  private void unreachable(JainClientCall call, Endpoint hop) {
    LOG.debug("{} cannot be reached", hop);
    counters.add(Count.TRANSPORT_ERRORS);
    call.fail(Failure.UNREACHABLE);
  }

  private static Optional<PeerChannel> connection(ClientTransaction transaction) {
    return ((SIPTransaction) transaction).getMessageChannel() instanceof PeerChannel channel
            && channel.isReliable()
        ? Optional.of(channel)
        : Optional.empty();
  }

  /** Pins the hop, and puts into Via the listener that the answer must find. */
  private Listener leaving(SIPRequest request, Endpoint hop) {
    request.setApplicationData(hop);
    Listener listener = identity.toward(hop);
    Via via = request.getTopmostVia();
    try {
      via.setTransport(listener.protocol().inVia());
      via.setHost(SipText.bracketed(listener.advertisedHost()));
      via.setPort(listener.advertisedPort());
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException(listener.name() + " cannot stand in a Via.", e);
    }
    return listener;
  }
}
