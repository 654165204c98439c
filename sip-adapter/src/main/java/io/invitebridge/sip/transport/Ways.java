package io.invitebridge.sip.transport;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.transport.wire.Sockets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the way for messages of ours: looks a name up, opens a connection, chooses TCP where a
 * datagram is too small. A message to a UDP peer with a literal address goes at once on the
 * caller's thread, any other on the sender thread of its Call-ID. Any thread.
 */
final class Ways {
  private static final Logger LOG = LoggerFactory.getLogger(Ways.class);

  /** RFC 3261 section 18.1.1: within 200 bytes of the path MTU, 1500 when it is not known. */
  private static final int LARGEST_DATAGRAM = 1300;

  private final Supplier<SipSettings> settings;
  private final Identity identity;
  private final Senders senders;
  private final Sockets sockets;
  private final Unwilling withoutTcp = new Unwilling();

  /**
   * What waits for its way to be open.
   *
   * @param ready takes the place that the way leads to
   * @param unreachable there is none
   */
  record Traveller(String callId, Consumer<Endpoint> ready, Runnable unreachable) {}

  /**
   * @param settings of now
   */
  Ways(Supplier<SipSettings> settings, Identity identity, Senders senders, Sockets sockets) {
    this.settings = settings;
    this.identity = identity;
    this.senders = senders;
    this.sockets = sockets;
  }

  /** The way of a request to its first hop. */
  void find(SIPRequest request, Endpoint hop, Consumer<Endpoint> ready, Runnable unreachable) {
    Traveller traveller = new Traveller(Received.callId(request), ready, unreachable);
    if (AddressRange.isLiteral(hop.host())) {
      choose(request, hop, traveller);
    } else {
      post(
          traveller,
          () ->
              lookUp(hop).ifPresentOrElse(found -> choose(request, found, traveller), unreachable));
    }
  }

  /** A connection to a literal address, the one that stands or a new one. */
  void connect(Endpoint hop, Traveller traveller) {
    sockets
        .ready(hop)
        .whenComplete(
            (ok, fault) ->
                post(
                    traveller,
                    () -> {
                      if (fault == null) {
                        traveller.ready().accept(hop);
                      } else {
                        LOG.debug("No connection to {}: {}", hop, fault.toString());
                        traveller.unreachable().run();
                      }
                    }));
  }

  private static Optional<Endpoint> lookUp(Endpoint hop) {
    try {
      InetAddress address = InetAddress.getByName(hop.host());
      Endpoint.Way way =
          hop.way().names().isEmpty()
              ? new Endpoint.Way(hop.way().listener(), Set.of(hop.host()))
              : hop.way();
      return Optional.of(new Endpoint(hop.protocol(), address.getHostAddress(), hop.port(), way));
    } catch (UnknownHostException e) {
      LOG.debug("{} has no address", hop);
      return Optional.empty();
    }
  }

  /** RFC 3261 section 18.1.1: what is too large for a datagram goes over TCP if the peer has it. */
  private void choose(SIPRequest request, Endpoint hop, Traveller traveller) {
    if (hop.protocol() != Protocol.UDP) {
      connect(hop, traveller);
    } else if (!identity.ports().containsKey(Protocol.UDP)) {
      traveller.unreachable().run();
    } else if (isForTcp(request) && !withoutTcp.isKnown(hop)) {
      connect(
          new Endpoint(Protocol.TCP, hop.host(), hop.port()),
          new Traveller(
              traveller.callId(),
              traveller.ready(),
              () -> {
                withoutTcp.remember(hop);
                traveller.ready().accept(hop);
              }));
    } else {
      traveller.ready().accept(hop);
    }
  }

  private boolean isForTcp(SIPRequest request) {
    return settings.get().wire().largeOverTcp()
        && identity.ports().containsKey(Protocol.TCP)
        && request.encodeAsBytes(Protocol.UDP.inVia()).length > LARGEST_DATAGRAM;
  }

  private void post(Traveller traveller, Runnable task) {
    if (!senders.post(traveller.callId(), task)) {
      traveller.unreachable().run();
    }
  }
}
