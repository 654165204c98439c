package io.invitebridge.sip.testing;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipReader;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport;
import io.invitebridge.sip.transport.StackLog;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transaction layer of RFC 3261 section 17 without sockets: retransmitted requests are
 * absorbed, Timers B and F run, a non-2xx to INVITE is acknowledged. It never retransmits, because
 * it never loses anything unless told to. Everything happens on the caller's thread at the present
 * virtual time.
 */
public final class SipWire implements SipTransport {
  private static final Duration PATIENCE = Duration.ofSeconds(32);

  private final Worker lane;
  private final SipReader reader = new SipReader();
  private final Map<String, SipPeer> peers = new HashMap<>();
  private final Map<String, ServerTransaction> serverSide = new HashMap<>();
  private final Map<String, ClientTransaction> clientSide = new HashMap<>();
  private final Set<Endpoint> unreachable = new HashSet<>();
  private Optional<Receiver> receiver = Optional.empty();
  private Watcher watcher = (peer, fromPeer, label) -> {};

  /**
   * @param lane runs the transaction timers
   */
  public SipWire(Worker lane) {
    this.lane = lane;
    // Without a stack of its own, JAIN-SIP's parser would look for log4j.
    CommonLogger.legacyLogger = new StackLog();
  }

  /** A peer with an address of its own; requests to that address reach it. */
  public SipPeer peer(String name, String host) {
    Endpoint at = new Endpoint(Protocol.UDP, host, 5060);
    SipPeer peer = new SipPeer(name, at, this);
    peers.put(key(at), peer);
    return peer;
  }

  /** Sees each message as it goes by. */
  public void watch(Watcher by) {
    watcher = by;
  }

  /** Sees messages for a picture; the label is a method, or a status and a method. */
  @FunctionalInterface
  public interface Watcher {
    void message(SipPeer peer, boolean fromPeer, String label);
  }

  /** From now on, sending to this peer fails at once. */
  public void cut(SipPeer peer) {
    unreachable.add(peer.at());
  }

  /** The reverse of {@link #cut}. */
  public void mend(SipPeer peer) {
    unreachable.remove(peer.at());
  }

  /** Whoever hears what comes in; once started. */
  public Receiver receiver() {
    return receiver.orElseThrow();
  }

  /** Transactions that are not over; zero when a story has left nothing behind. */
  public int transactions() {
    return serverSide.size() + clientSide.size();
  }

  @Override
  public void start(Receiver to) {
    receiver = Optional.of(to);
  }

  @Override
  public ClientCall send(SIPRequest request, Endpoint hop, ClientListener listener) {
    ClientTransaction transaction = new ClientTransaction(request, hop, listener);
    if (isCut(hop)) {
      lane.execute(() -> listener.onFailure(Failure.UNREACHABLE));
      return transaction::end;
    }
    clientSide.put(transactionKey(request), transaction);
    transaction.startTimer();
    carry(request, hop);
    return transaction::end;
  }

  @Override
  public void sendAck(SIPRequest ack, Endpoint hop) {
    carry(ack, hop);
  }

  /** How many of a hundred new calls the bridge would have refused now. */
  public int refusedPercent() {
    return receiver.map(Receiver::refusedPercent).orElse(0);
  }

  @Override
  public void close() {
    receiver = Optional.empty();
  }

  /** Takes a text that a peer sent. What cannot be read is dropped, as the stack's parser does. */
  void receive(String text, Endpoint from) {
    if (receiver.isEmpty()) {
      return;
    }
    SIPMessage message;
    try {
      message = reader.parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    } catch (ParseException e) {
      return;
    }
    if (message == null || !isAnswerable(message)) {
      return;
    }
    Optional.ofNullable(peers.get(key(from)))
        .ifPresent(peer -> watcher.message(peer, true, SipPeer.label(message)));
    if (message instanceof SIPRequest request) {
      onRequest(request, from, receiver.get());
    } else if (message instanceof SIPResponse response) {
      onResponse(response, receiver.get());
    }
  }

  private void onRequest(SIPRequest request, Endpoint from, Receiver to) {
    ServerTransaction known = serverSide.get(transactionKey(request));
    if (request.getMethod().equals("ACK")) {
      if (known == null || known.success) {
        to.onAck(request);
      }
      return;
    }
    if (known != null) {
      known.again();
      return;
    }
    ServerTransaction created = new ServerTransaction(request, from);
    serverSide.put(transactionKey(request), created);
    to.onRequest(created);
  }

  private void onResponse(SIPResponse response, Receiver to) {
    ClientTransaction transaction = clientSide.get(transactionKey(response));
    if (transaction == null) {
      to.onStrayResponse(response);
    } else {
      transaction.onResponse(response);
    }
  }

  private static boolean isAnswerable(SIPMessage message) {
    return message.getFrom() != null
        && message.getTo() != null
        && message.getCallId() != null
        && message.getCSeq() != null
        && message.getTopmostVia() != null;
  }

  private void carry(SIPMessage message, Endpoint to) {
    SipPeer peer = peers.get(key(to));
    if (peer != null && !isCut(to)) {
      watcher.message(peer, false, SipPeer.label(message));
      peer.hear(message.encode());
    }
  }

  private boolean isCut(Endpoint to) {
    return unreachable.stream().anyMatch(cut -> key(cut).equals(key(to)));
  }

  private static String key(Endpoint at) {
    return at.host() + ":" + at.port();
  }

  private static String transactionKey(SIPMessage message) {
    String method = message.getCSeq().getMethod();
    return Received.branch(message) + "|" + (method.equals("ACK") ? "INVITE" : method);
  }

  private final class ServerTransaction implements ServerCall {
    private final SIPRequest request;
    private final Endpoint source;
    private Optional<SIPResponse> last = Optional.empty();
    private boolean success;
    private boolean over;

    ServerTransaction(SIPRequest request, Endpoint source) {
      this.request = request;
      this.source = source;
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
      last = Optional.of(response);
      carry(response, source);
      if (response.getStatusCode() >= 200 && !over) {
        over = true;
        success = response.getStatusCode() < 300 && request.getMethod().equals("INVITE");
        lane.after(PATIENCE, () -> serverSide.remove(transactionKey(request)));
      }
    }

    void again() {
      if (!success) {
        last.ifPresent(response -> carry(response, source));
      }
    }
  }

  private final class ClientTransaction {
    private final SIPRequest request;
    private final Endpoint hop;
    private final ClientListener listener;
    private Optional<Worker.Cancellation> timer = Optional.empty();
    private boolean ended;

    ClientTransaction(SIPRequest request, Endpoint hop, ClientListener listener) {
      this.request = request;
      this.hop = hop;
      this.listener = listener;
    }

    void startTimer() {
      timer =
          Optional.of(
              lane.after(
                  PATIENCE,
                  () -> {
                    boolean silent = !ended;
                    end();
                    if (silent) {
                      listener.onFailure(Failure.TIMEOUT);
                    }
                  }));
    }

    void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      boolean invite = request.getMethod().equals("INVITE");
      if (invite) {
        timer.ifPresent(Worker.Cancellation::cancel);
      }
      if (status >= 300 && invite) {
        carry(request.createAckRequest((gov.nist.javax.sip.header.To) response.getTo()), hop);
      }
      if (status >= 200) {
        end();
      }
      listener.onResponse(response);
    }

    void end() {
      ended = true;
      timer.ifPresent(Worker.Cancellation::cancel);
      clientSide.remove(transactionKey(request), this);
    }
  }
}
