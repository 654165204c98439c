package io.invitebridge.sip.transport.wire;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/** One listener, as JAIN-SIP wants it. */
final class SocketProcessor extends MessageProcessor {
  private final Sockets sockets;
  private final Listener listener;
  private volatile Optional<Channel> socket = Optional.empty();

  SocketProcessor(
      Sockets sockets, Listener listener, InetAddress address, SIPTransactionStack stack) {
    super(address, listener.bind().port(), listener.protocol().inVia(), stack);
    this.sockets = sockets;
    this.listener = listener;
  }

  Listener listener() {
    return listener;
  }

  Sockets sockets() {
    return sockets;
  }

  /** The To tag of answers that nobody remembers. */
  String statelessTag() {
    return sockets.statelessTag();
  }

  void dropped() {
    sockets.dropped();
  }

  @Override
  public void start() throws IOException {
    socket = Optional.of(sockets.open(this));
  }

  @Override
  public void stop() {
    socket.ifPresent(Channel::close);
  }

  @Override
  public MessageChannel createMessageChannel(HostPort target) throws IOException {
    return createMessageChannel(target.getInetAddress(), target.getPort());
  }

  /** A stream to the peer must stand already; see {@link Sockets#ready}. */
  @Override
  public MessageChannel createMessageChannel(InetAddress host, int port) throws IOException {
    if (listener.protocol() != Protocol.UDP) {
      String key = MessageChannel.getKey(host, port, getTransport());
      return sockets
          .connections()
          .find(key)
          .orElseThrow(() -> new IOException("There is no connection to " + key + "."));
    }
    Channel bound = socket.orElseThrow(() -> new IOException("The socket is not open."));
    return new PeerChannel(this, new InetSocketAddress(host, port), bound, Set.of());
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return sipStack;
  }

  @Override
  public int getDefaultTargetPort() {
    return listener.protocol().defaultPort();
  }

  @Override
  public boolean isSecure() {
    return listener.protocol().isSecure();
  }

  @Override
  public int getMaximumMessageSize() {
    return sockets.messages().largest();
  }

  @Override
  public boolean inUse() {
    return socket.map(Channel::isActive).orElse(false);
  }
}
