package io.invitebridge.sip.transport.wire;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.message.Requests;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One peer of a listener, as JAIN-SIP's transactions want it: over UDP made for one message, over a
 * stream as long as the connection. Any thread; no call blocks.
 */
public final class PeerChannel extends MessageChannel implements RawMessageChannel {
  private static final int DEFAULT_PORT = 5060;

  private final SocketProcessor processor;
  private final InetSocketAddress peer;
  private final Channel channel;
  private final Endpoint.Way way;
  private final String key;
  private final Set<Waiting> waiting;
  private final AtomicBoolean used = new AtomicBoolean();

  /** Has no more to wait for. */
  public interface Watch {
    void stop();
  }

  /** One that waits for something to come over the connection; each is itself only. */
  private static final class Waiting {
    private final String callId;
    private final Runnable onEnd;

    Waiting(String callId, Runnable onEnd) {
      this.callId = callId;
      this.onEnd = onEnd;
    }
  }

  /**
   * @param names that the peer's certificate was found to hold
   */
  PeerChannel(
      SocketProcessor processor, InetSocketAddress peer, Channel channel, Set<String> names) {
    this.messageProcessor = processor;
    this.processor = processor;
    this.peer = peer;
    this.channel = channel;
    this.way = new Endpoint.Way(processor.listener().name(), names);
    this.key = getKey(peer.getAddress(), peer.getPort(), processor.getTransport());
    this.waiting = protocol().isStream() ? ConcurrentHashMap.newKeySet() : Set.of();
  }

  /** The peer as it is seen from here, whatever its messages say. */
  public Endpoint endpoint() {
    return new Endpoint(protocol(), host(peer), Math.max(1, peer.getPort()), way);
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /** True for the first who asks, where we have opened the connection: no request went before. */
  public boolean isFirstUse() {
    return used.compareAndSet(false, true);
  }

  /**
   * Tells of the end of this connection, once, and behind all that came over it for this call. A
   * datagram has no connection that could end.
   *
   * @param onEnd must not block
   */
  public Watch watch(String callId, Runnable onEnd) {
    if (!protocol().isStream()) {
      return () -> {};
    }
    Waiting one = new Waiting(callId, onEnd);
    waiting.add(one);
    if (!isOpen()) {
      ended();
    }
    return () -> waiting.remove(one);
  }

  /** The connection is no more. */
  void ended() {
    for (Waiting one : waiting) {
      if (waiting.remove(one)) {
        processor.sockets().behind(one.callId, one.onEnd);
      }
    }
  }

  /** What its certificate was found to hold. */
  Set<String> names() {
    return way.names();
  }

  /** The address that the peer has sent from. */
  public InetAddress source() {
    return peer.getAddress();
  }

  /** A message that has come in from this peer. */
  void take(SIPMessage message) throws IOException {
    message.setRemoteAddress(peer.getAddress());
    message.setRemotePort(peer.getPort());
    message.setLocalAddress(processor.getIpAddress());
    message.setLocalPort(processor.getPort());
    message.setPeerPacketSourceAddress(peer.getAddress());
    message.setPeerPacketSourcePort(peer.getPort());
    if (message instanceof SIPRequest request) {
      if (!protocol().inVia().equalsIgnoreCase(request.getTopmostVia().getTransport())) {
        // Its answer would be looked for on another transport (RFC 3261 section 18.2.2).
        refuse(request, Complaint.badRequest("Via names another transport"));
        return;
      }
      tellWhereItCameFrom(request.getTopmostVia());
    }
    if (stack().isLoggingMessages()) {
      stack().shown(message, hostAndPort(peer), localHostAndPort());
    }
    processMessage(message);
  }

  @Override
  public void processMessage(SIPMessage message) {
    if (message instanceof SIPRequest request) {
      ServerRequestInterface server = getSIPStack().newSIPServerRequest(request, this);
      if (server != null) {
        try {
          server.processRequest(request, this);
        } finally {
          release(server);
        }
      }
    } else if (message instanceof SIPResponse response) {
      response(response);
    }
  }

  /** Answers without a transaction, and so without any memory of it. */
  public void refuse(SIPRequest request, Complaint complaint) throws IOException {
    if (request.getMethod().equals("ACK")) {
      return;
    }
    SIPResponse response = request.createResponse(complaint.status(), complaint.phrase());
    for (HeaderLine line : complaint.headers()) {
      Requests.add(response, line);
    }
    try {
      if (response.getToTag() == null) {
        response.getTo().setTag(statelessTag());
      }
    } catch (ParseException e) {
      throw new IllegalStateException("Our own tag is no token.", e);
    }
    Via via = request.getTopmostVia();
    byte[] bytes = response.encodeAsBytes(String.valueOf(via.getTransport()));
    int port = via.getPort() > 0 ? via.getPort() : DEFAULT_PORT;
    boolean back = protocol().isStream() || via.hasParameter(Via.RPORT);
    write(bytes, back ? peer : new InetSocketAddress(peer.getAddress(), port));
  }

  /** The same for an INVITE that has not been parsed. */
  void refuse(PlainInvite invite, Complaint complaint) throws IOException {
    byte[] bytes = invite.answer(complaint, statelessTag(), peer, protocol().isStream());
    write(bytes, protocol().isStream() ? peer : invite.answersTo(peer));
  }

  /** The To tag of answers that nobody remembers. */
  String statelessTag() {
    return processor.statelessTag();
  }

  /** RFC 3261 section 18.2.1 and RFC 3581 section 4. */
  private void tellWhereItCameFrom(Via via) {
    String host = host(peer);
    boolean asks = via.hasParameter(Via.RPORT);
    try {
      if (asks || !host.equals(via.getHost())) {
        via.setParameter(Via.RECEIVED, host);
      }
      if (asks || protocol().isStream()) {
        via.setParameter(Via.RPORT, Integer.toString(peer.getPort()));
      }
    } catch (ParseException e) {
      throw new IllegalStateException("An address and a port are legal parameters.", e);
    }
  }

  private void response(SIPResponse response) {
    try {
      response.checkHeaders();
    } catch (ParseException incomplete) {
      processor.dropped();
      return;
    }
    if (response.getViaHeaders().size() > 1) {
      // On its way to somebody else (RFC 3261 section 8.1.3.3).
      processor.dropped();
      return;
    }
    ServerResponseInterface client = getSIPStack().newSIPServerResponse(response, this);
    if (client == null) {
      return;
    }
    try {
      if (client instanceof SIPClientTransaction transaction && !answers(response, transaction)) {
        processor.dropped();
      } else {
        client.processResponse(response, this);
      }
    } finally {
      release(client);
    }
  }

  /**
   * A transaction is found by its branch; a response to its request also has that request's method
   * (RFC 3261 section 17.1.3), Call-ID and From tag (section 8.2.6.2). The number is not looked at:
   * there are peers that answer the second INVITE, the one with credentials, with that of the
   * first, and the branch has told the two apart.
   */
  private static boolean answers(SIPResponse response, SIPClientTransaction transaction) {
    return transaction.getMethod().equals(response.getCSeq().getMethod())
        && response.getCallId().getCallId().equals(transaction.getOriginalRequestCallId())
        && Objects.equals(response.getFromTag(), transaction.getOriginalRequestFromTag());
  }

  /** Where the listener has not taken the message on, its transaction is free again. */
  private static void release(Object handler) {
    if (handler instanceof SIPTransaction transaction && !transaction.passToListener()) {
      transaction.releaseSem();
    }
  }

  @Override
  public void sendMessage(SIPMessage message) throws IOException {
    sendMessage(message, peer.getAddress(), peer.getPort());
  }

  /** What JAIN-SIP would do, apart from its own sockets' bookkeeping. */
  @Override
  public void sendMessage(SIPMessage message, InetAddress to, int port) throws IOException {
    processor.sockets().repeats().sending(message);
    write(message.encodeAsBytes(getTransport()), new InetSocketAddress(to, port));
    message.setRemoteAddress(to);
    message.setRemotePort(port);
    message.setLocalPort(getPort());
    message.setLocalAddress(processor.getIpAddress());
    logMessage(message, to, port, System.currentTimeMillis());
  }

  /** A server transaction keeps its last response as bytes, and sends them only to repeat it. */
  @Override
  protected void sendMessage(byte[] bytes, InetAddress to, int port, boolean reconnect)
      throws IOException {
    processor.sockets().repeats().responseAgain();
    write(bytes, new InetSocketAddress(to, port));
  }

  private void write(byte[] bytes, InetSocketAddress to) throws IOException {
    if (!channel.isActive()) {
      throw new IOException("The connection is closed.");
    }
    if (!protocol().isStream()) {
      channel.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(bytes), to));
    } else if (channel.isWritable()) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    } else {
      channel.close();
      throw new IOException("The peer does not read what it is sent.");
    }
  }

  @Override
  public void close() {
    if (protocol().isStream()) {
      channel.close();
    }
  }

  private Protocol protocol() {
    return processor.listener().protocol();
  }

  private BridgeStack stack() {
    return (BridgeStack) getSIPStack();
  }

  private String localHostAndPort() {
    return processor.getIpAddress().getHostAddress() + ":" + processor.getPort();
  }

  /** Without the zone, which means something on this machine only (RFC 4007 section 11). */
  private static String host(InetSocketAddress address) {
    String text = address.getAddress().getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static String hostAndPort(InetSocketAddress address) {
    return host(address) + ":" + address.getPort();
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return processor.getSIPStack();
  }

  @Override
  public String getTransport() {
    return processor.getTransport();
  }

  @Override
  public boolean isReliable() {
    return protocol().isStream();
  }

  @Override
  public boolean isSecure() {
    return protocol().isSecure();
  }

  @Override
  public String getPeerAddress() {
    return host(peer);
  }

  @Override
  protected InetAddress getPeerInetAddress() {
    return peer.getAddress();
  }

  @Override
  protected String getPeerProtocol() {
    return processor.getTransport();
  }

  @Override
  public int getPeerPort() {
    return peer.getPort();
  }

  @Override
  public int getPeerPacketSourcePort() {
    return peer.getPort();
  }

  @Override
  public InetAddress getPeerPacketSourceAddress() {
    return peer.getAddress();
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public String getViaHost() {
    return processor.getIpAddress().getHostAddress();
  }

  @Override
  public int getViaPort() {
    return processor.getPort();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerChannel that
        && key.equals(that.key)
        && channel.equals(that.channel);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }
}
