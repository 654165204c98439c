package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.SipTransport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A transport that meets the challenges of trunks: a 401 or 407 to a request of a trunk's Call-ID
 * is answered by the same request with credentials, one CSeq later and in a new transaction (RFC
 * 3261 section 22.2). Its sender hears of the challenge only when it cannot be met. CANCEL is never
 * challenged (section 22.1) and passes as it is.
 */
public final class DigestTransport implements SipTransport {
  private final SipTransport wire;
  private final Trunks trunks;
  private final Supplier<String> branches;

  /**
   * @param wire closed with this one
   * @param branches makes Via branches
   */
  public DigestTransport(SipTransport wire, Trunks trunks, Supplier<String> branches) {
    this.wire = wire;
    this.trunks = trunks;
    this.branches = branches;
  }

  @Override
  public void start(Receiver receiver) throws IOException {
    wire.start(receiver);
  }

  @Override
  public PreparedChange prepare(SipSettings next, Supplier<BooleanSupplier> leavers)
      throws IOException {
    return wire.prepare(next, leavers);
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    Optional<Membership> member = trunks.membership(request);
    if (member.isEmpty() || request.getMethod().equals(MethodNames.CANCEL)) {
      return wire.send(request, hop, listener);
    }
    Exchange exchange = new Exchange(member.get(), hop, listener, trunks.lane(request));
    exchange.send(request);
    return exchange;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    trunks
        .membership(ack)
        .map(member -> member.credentialsOfInvite(ack.getCSeq().getSeqNumber()))
        .filter(lines -> !ack.hasHeader("Authorization") && !ack.hasHeader("Proxy-Authorization"))
        .ifPresent(lines -> lines.forEach(line -> Requests.append(ack, line)));
    wire.sendAck(ack, hop);
  }

  @Override
  public void close() {
    wire.close();
  }

  /** One request until its answer, in one or more transactions. */
  private final class Exchange implements ClientCall, ClientListener {
    private final Membership member;
    private final Endpoint hop;
    private final ClientListener listener;
    private final Worker lane;
    private final ClientDigest.Tries tries = new ClientDigest.Tries();
    private volatile boolean proven;
    private volatile Optional<SIPRequest> request = Optional.empty();
    private Optional<ClientCall> transaction = Optional.empty();
    private boolean abandoned;

    Exchange(Membership member, Endpoint hop, ClientListener listener, Worker lane) {
      this.member = member;
      this.hop = hop;
      this.listener = listener;
      this.lane = lane;
    }

    void send(SIPRequest next) {
      List<HeaderLine> credentials = member.digest().headersFor(next);
      credentials.forEach(line -> Requests.append(next, line));
      proven = !credentials.isEmpty();
      member.sequence(Received.toTag(next)).used(next.getCSeq().getSeqNumber());
      if (next.getMethod().equals(MethodNames.INVITE)) {
        member.invited(next.getCSeq().getSeqNumber(), credentials);
      }
      request = Optional.of(next);
      ClientCall made = wire.send(next, hop, this);
      if (!keep(made)) {
        made.abandon();
      }
    }

    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (status == 401 || status == 407) {
        lane.execute(() -> challenged(response));
        return;
      }
      if (proven && status / 100 == 2) {
        member.digest().accepted();
      }
      listener.onResponse(response);
    }

    @Override
    public void onFailure(Failure failure) {
      listener.onFailure(failure);
    }

    @Override
    public void abandon() {
      Optional<ClientCall> current;
      synchronized (this) {
        abandoned = true;
        current = transaction;
      }
      current.ifPresent(ClientCall::abandon);
    }

    private void challenged(SIPResponse response) {
      if (isAbandoned()) {
        return;
      }
      if (request.isEmpty() || !member.digest().learn(response, tries)) {
        listener.onResponse(response);
        return;
      }
      SIPRequest next =
          Requests.again(
              request.get(), branches.get(), member.sequence(Received.toTag(request.get())).next());
      if (listener.mayRepeat(next)) {
        send(next);
      } else {
        listener.onResponse(response);
      }
    }

    private synchronized boolean keep(ClientCall made) {
      transaction = Optional.of(made);
      return !abandoned;
    }

    private synchronized boolean isAbandoned() {
      return abandoned;
    }
  }
}
