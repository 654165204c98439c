package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.TrafficCounters;
import io.invitebridge.sip.TrafficCounters.Direction;
import io.invitebridge.sip.TrafficCounters.Key;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A transport that counts what goes by, for the trunk that it belongs to. */
public final class MeteredTransport implements SipTransport {
  /** Others are counted together: a peer must not be able to make figures. */
  private static final Set<String> KNOWN =
      Set.of(
          "ACK",
          "BYE",
          "CANCEL",
          "INFO",
          "INVITE",
          "MESSAGE",
          "NOTIFY",
          "OPTIONS",
          "PRACK",
          "PUBLISH",
          "REFER",
          "REGISTER",
          "SUBSCRIBE",
          "UPDATE");

  private static final String REQUEST = "request";

  private final SipTransport wire;
  private final Trunks trunks;
  private final Supplier<SipSettings> settings;
  private final TrafficCounters counters;

  /**
   * @param wire closed with this one
   * @param settings of now
   */
  public MeteredTransport(
      SipTransport wire, Trunks trunks, Supplier<SipSettings> settings, TrafficCounters counters) {
    this.wire = wire;
    this.trunks = trunks;
    this.settings = settings;
    this.counters = counters;
  }

  @Override
  public void start(Receiver receiver) throws IOException {
    wire.start(new Listening(receiver));
  }

  @Override
  public PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    return wire.prepare(next, leavers);
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    Optional<TrunkName> trunk =
        trunks.membership(request).map(Membership::trunk).or(() -> at(hop.host()));
    count(trunk, Direction.OUT, request);
    return wire.send(
        request,
        hop,
        new ClientListener() {
          @Override
          public void onResponse(SIPResponse response) {
            count(trunk, Direction.IN, response);
            listener.onResponse(response);
          }

          @Override
          public void onFailure(Failure failure) {
            listener.onFailure(failure);
          }
        });
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    count(
        trunks.membership(ack).map(Membership::trunk).or(() -> at(hop.host())), Direction.OUT, ack);
    wire.sendAck(ack, hop);
  }

  @Override
  public void close() {
    wire.close();
  }

  private void count(Optional<TrunkName> trunk, Direction direction, SIPMessage message) {
    String method = message.getCSeq() == null ? "" : message.getCSeq().getMethod();
    String kind =
        message instanceof SIPResponse response ? response.getStatusCode() / 100 + "xx" : REQUEST;
    counters.add(new Key(trunk, direction, KNOWN.contains(method) ? method : "other", kind));
  }

  private Optional<TrunkName> at(String host) {
    for (Trunk trunk : settings.get().trunks()) {
      if (trunk.target().host().equals(host)) {
        return Optional.of(trunk.name());
      }
    }
    return literal(host).flatMap(this::accepted);
  }

  private Optional<TrunkName> accepted(InetAddress source) {
    return settings.get().trunks().stream()
        .filter(trunk -> trunk.acceptFrom().stream().anyMatch(range -> range.contains(source)))
        .map(Trunk::name)
        .findFirst();
  }

  /** Names are not looked up: that would block. */
  private static Optional<InetAddress> literal(String host) {
    if (!host.contains(":") && !host.matches("[0-9.]+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Counts what comes in, and what is answered. */
  private final class Listening implements Receiver {
    private final Receiver receiver;

    Listening(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onRequest(ServerCall call) {
      Optional<TrunkName> trunk =
          trunks.trunkOfDialog(call.request()).or(() -> at(call.source().host()));
      count(trunk, Direction.IN, call.request());
      receiver.onRequest(new Answering(call, trunk));
    }

    @Override
    public void onAck(SIPRequest ack) {
      String source =
          ack.getPeerPacketSourceAddress() == null
              ? ""
              : ack.getPeerPacketSourceAddress().getHostAddress();
      count(trunks.trunkOfDialog(ack).or(() -> at(source)), Direction.IN, ack);
      receiver.onAck(ack);
    }

    @Override
    public int refusedPercent() {
      return receiver.refusedPercent();
    }

    @Override
    public boolean knows(String callId, String fromTag, long cseq) {
      return receiver.knows(callId, fromTag, cseq);
    }

    @Override
    public void onStrayResponse(SIPResponse response) {
      receiver.onStrayResponse(response);
    }
  }

  private final class Answering implements ServerCall {
    private final ServerCall call;
    private final Optional<TrunkName> trunk;

    Answering(ServerCall call, Optional<TrunkName> trunk) {
      this.call = call;
      this.trunk = trunk;
    }

    @Override
    public SIPRequest request() {
      return call.request();
    }

    @Override
    public Endpoint source() {
      return call.source();
    }

    @Override
    public void respond(SIPResponse response) {
      count(trunk, Direction.OUT, response);
      call.respond(response);
    }
  }
}
