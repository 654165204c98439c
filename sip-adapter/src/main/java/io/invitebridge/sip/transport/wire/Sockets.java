package io.invitebridge.sip.transport.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.QueueDelay;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.Protocol;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/**
 * All sockets of the SIP side: the listeners that the stack asks for, and the connections that are
 * opened to peers. Any thread; only {@link #open} and {@link #close} wait.
 */
public final class Sockets implements MessageProcessorFactory, AutoCloseable {
  private static final int UDP_BUFFER = 4_000_000;
  private static final int LARGEST_DATAGRAM = 65_535;
  private static final int CONNECT_MILLIS = 4_000;
  private static final int BACKLOG = 1_024;
  private static final int READERS = 2;

  /** A peer that leaves more than this unread is given up. */
  private static final WriteBufferWaterMark UNREAD = new WriteBufferWaterMark(256_000, 1_000_000);

  private final Identity identity;
  private volatile WireSettings settings;
  private final SipCounters counters;
  private final Repeats repeats;
  private final TlsContexts tls;
  private volatile SourceGate gate;
  private final BiPredicate<InetAddress, Set<String>> ofTrunk;
  private final Connections connections;
  private final QueueDelay delay;
  private final Reception reception;
  private final EventLoopGroup threads;
  private final boolean epoll = Epoll.isAvailable();
  private final Map<String, Listener> expected = new ConcurrentHashMap<>();
  private final Map<String, SocketProcessor> processors = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> opening = new ConcurrentHashMap<>();

  /** Whom we have called of our own accord: trunks, under whatever address the DNS has for them. */
  private final Cache<InetAddress, Boolean> called =
      Caffeine.newBuilder()
          .maximumSize(10_000)
          .expireAfterWrite(Duration.ofHours(1))
          .executor(Runnable::run)
          .build();

  /**
   * @param ofTrunk whether who sends from that address, with a certificate that holds these names,
   *     is a trunk, for which there are no limits
   */
  public Sockets(
      Identity identity,
      WireSettings settings,
      BiPredicate<InetAddress, Set<String>> ofTrunk,
      SipCounters counters) {
    Defence defence = settings.defence();
    this.identity = identity;
    this.settings = settings;
    this.counters = counters;
    this.repeats = new Repeats(counters);
    this.tls = new TlsContexts(settings.tls());
    this.gate = new SourceGate(defence, System::nanoTime);
    this.ofTrunk = ofTrunk;
    this.connections = new Connections(defence.connections(), defence.connectionsPerSource());
    this.delay = new QueueDelay(defence.queueDelay());
    this.reception = new Reception(READERS, counters, delay, this::messages);
    this.threads =
        new MultiThreadIoEventLoopGroup(
            READERS,
            new DefaultThreadFactory("sip-io", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** The stack will ask for this listener. */
  public void expect(Listener listener) {
    expected.put(listener.name(), listener);
  }

  /** The listener is closed. */
  public void forget(Listener listener) {
    expected.remove(listener.name());
    processors.remove(listener.name());
  }

  /** Asked by the stack for each of our listeners. */
  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack stack, InetAddress address, int port, String transport)
      throws IOException {
    for (Listener listener : expected.values()) {
      if (listener.protocol().inVia().equalsIgnoreCase(transport)
          && listener.bind().port() == port
          && InetAddress.getByName(listener.bind().host()).equals(address)) {
        SocketProcessor processor = new SocketProcessor(this, listener, address, stack);
        processors.put(listener.name(), processor);
        return processor;
      }
    }
    throw new IOException("There is no listener " + transport + " " + address + ":" + port + ".");
  }

  /**
   * Opens a connection to a peer unless one stands. Done at once for UDP.
   *
   * @param hop with a literal address
   * @return fails with an {@link IOException} when the peer does not take the connection, its
   *     certificate is not believed or has another name, or it can only call us (WebSocket)
   */
  public CompletableFuture<Void> ready(Endpoint hop) {
    if (!hop.protocol().isStream()) {
      return CompletableFuture.completedFuture(null);
    }
    String key = key(hop);
    if (connections.find(key).isPresent()) {
      return CompletableFuture.completedFuture(null);
    }
    if (hop.protocol().isWebSocket()) {
      return CompletableFuture.failedFuture(
          new IOException("A WebSocket client can be reached over its own connection only."));
    }
    return opening.computeIfAbsent(key, unknown -> connect(hop, key));
  }

  /** The connection to a peer that stands; empty when there is none, or it is no stream. */
  public Optional<PeerChannel> connection(Endpoint hop) {
    return hop.protocol().isStream() ? connections.find(key(hop)) : Optional.empty();
  }

  /** How large messages may be now. */
  public MessageLimits messages() {
    return settings.messages();
  }

  /** How many of a hundred new calls should be refused. */
  public int refusedPercent() {
    return delay.refusedPercent(Reception.nowMillis());
  }

  /** Whom to ask about new calls. */
  public void ask(NewCalls newCalls) {
    reception.ask(newCalls);
  }

  /** We have begun to talk to this literal address, with which we were not talking before. */
  public void called(Endpoint hop) {
    called.put(address(hop), true);
  }

  /**
   * A request from there was refused for what it is.
   *
   * @param names that the sender's certificate was found to hold
   */
  public void refused(InetAddress source, Set<String> names) {
    if (called.getIfPresent(source) == null && !ofTrunk.test(source, names)) {
      gate.refused(source);
    }
  }

  /**
   * Other settings: a certificate and limits for the connections and messages that come after the
   * commit. Connections that stand keep the times that they began with.
   *
   * @return what commits them
   * @throws IllegalArgumentException when the certificate cannot be used
   */
  public Runnable prepare(WireSettings next) {
    Runnable certificate = tls.prepare(next.tls());
    return () -> {
      certificate.run();
      Defence defence = next.defence();
      if (!defence.equals(settings.defence())) {
        gate = new SourceGate(defence, System::nanoTime);
        connections.limit(defence.connections(), defence.connectionsPerSource());
        delay.limit(defence.queueDelay());
      }
      settings = next;
    };
  }

  /** Closes everything; the listeners were closed by the stack. */
  @Override
  public void close() {
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    reception.close();
  }

  Channel open(SocketProcessor processor) throws IOException {
    boolean udp = processor.listener().protocol() == Protocol.UDP;
    InetSocketAddress at = new InetSocketAddress(processor.getIpAddress(), processor.getPort());
    ChannelFuture bound =
        (udp ? datagrams(processor).bind(at) : listening(processor).bind(at))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(String.valueOf(bound.cause().getMessage()), bound.cause());
    }
    return bound.channel();
  }

  /** Open connections of TCP, TLS, WS and WSS. Any thread. */
  public int openConnections() {
    return connections.size();
  }

  Connections connections() {
    return connections;
  }

  TlsContexts tls() {
    return tls;
  }

  WireSettings settings() {
    return settings;
  }

  /** True for an address of a trunk, whatever certificate it has. */
  boolean isTrusted(InetAddress source) {
    return called.getIfPresent(source) != null || ofTrunk.test(source, Set.of());
  }

  String statelessTag() {
    return identity.node() + "-none";
  }

  Repeats repeats() {
    return repeats;
  }

  /** See {@link Reception#behind}. */
  void behind(String callId, Runnable task) {
    reception.behind(callId, task);
  }

  void dropped() {
    counters.add(Count.DROPPED);
  }

  /** Bytes of a peer that are one message, or should be. */
  void arrived(byte[] bytes, PeerChannel from) {
    if (isTrusted(from) || gate.admits(from.source())) {
      reception.take(bytes, from);
    } else {
      counters.add(Count.REFUSED_SOURCE);
    }
  }

  /** True for a trunk, known by its address or its certificate, and for whom we have called. */
  public boolean isTrusted(PeerChannel from) {
    return called.getIfPresent(from.source()) != null || ofTrunk.test(from.source(), from.names());
  }

  private CompletableFuture<Void> connect(Endpoint hop, String key) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    done.whenComplete((ok, fault) -> opening.remove(key, done));
    SocketProcessor processor = processors.get(identity.toward(hop).name());
    if (processor == null || processor.listener().protocol() != hop.protocol()) {
      done.completeExceptionally(new IOException("There is no listener for " + hop + "."));
      return done;
    }
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
            .handler(StreamPipeline.toPeer(this, processor, hop, done));
    InetAddress local = processor.getIpAddress();
    InetSocketAddress peer = new InetSocketAddress(hop.host(), hop.port());
    ChannelFuture connecting =
        local.isAnyLocalAddress()
            ? bootstrap.connect(peer)
            : bootstrap.connect(peer, new InetSocketAddress(local, 0));
    connecting.addListener(
        result -> {
          if (!result.isSuccess()) {
            done.completeExceptionally(result.cause());
          }
        });
    return done;
  }

  private Bootstrap datagrams(SocketProcessor processor) {
    return new Bootstrap()
        .group(threads)
        .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
        .option(ChannelOption.SO_RCVBUF, UDP_BUFFER)
        .option(ChannelOption.SO_SNDBUF, UDP_BUFFER)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new io.netty.channel.FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
        .handler(new DatagramReceiver(this, processor));
  }

  private ServerBootstrap listening(SocketProcessor processor) {
    return new ServerBootstrap()
        .group(threads)
        .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD)
        .childHandler(StreamPipeline.fromPeer(this, processor));
  }

  private static String key(Endpoint hop) {
    return MessageChannel.getKey(address(hop), hop.port(), hop.protocol().inVia());
  }

  private static InetAddress address(Endpoint hop) {
    try {
      return InetAddress.getByName(hop.host());
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(hop + " has no literal address.", e);
    }
  }
}
