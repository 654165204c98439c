package io.invitebridge.rtm.transport;

import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.session.Connection;
import io.invitebridge.rtm.session.ConnectionEvents;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening socket. Life: construct, {@link #start}, {@link #close}. */
public final class RtmServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RtmServer.class);
  private static final int MAX_REQUEST_BYTES = 8 * 1024;
  private static final int BACKLOG = 1024;
  private static final long STOP_SECONDS = 5;

  private volatile RtmSettings settings;
  private final Function<Connection, ConnectionEvents> exchange;
  private final ConnectionCounts counts;
  private final WebSocketServerProtocolConfig webSocket;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable EventLoopGroup group;
  private @Nullable Channel listening;

  /**
   * @param exchange takes a connection that has become a WebSocket
   */
  public RtmServer(RtmSettings settings, Function<Connection, ConnectionEvents> exchange) {
    RtmLimits limits = settings.limits();
    this.settings = settings;
    this.exchange = exchange;
    this.counts = new ConnectionCounts(limits.maxConnections(), limits.maxConnectionsPerAddress());
    this.webSocket =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(settings.path())
            .checkStartsWith(true) // HttpDoor has compared the path; a query may follow it
            .subprotocols(HttpDoor.SUBPROTOCOL)
            .dropPongFrames(true)
            .handleCloseFrames(false) // NettyConnection knows whether it has sent one already
            .sendCloseFrame(null) // else close() would wait for clients that do not read
            .decoderConfig(
                WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(limits.maxFrameBytes())
                    .allowExtensions(false)
                    .closeOnProtocolViolation(false) // WebSocketFrames says why it closes
                    .build())
            .build();
  }

  /** Opens the socket; returns once clients can connect. */
  public void start() throws IOException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerSocketChannel> socket =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    EventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(0, new DefaultThreadFactory("rtm-io", true), handlers);
    group = threads;
    int highWater = 2 * settings.limits().maxNoticeBytes();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(socket)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(highWater / 2, highWater))
            .childHandler(new Setup());
    var bound = bootstrap.bind(settings.host(), settings.port()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new IOException(
          "The RTM server cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + "; is the port in use?",
          bound.cause());
    }
    listening = bound.channel();
    log.info(
        "The RTM server listens on {} at {}.", bound.channel().localAddress(), settings.path());
  }

  /** Other settings for connections from now on; those about the socket change nothing. */
  public void use(RtmSettings others) {
    settings = others;
    counts.limit(others.limits().maxConnections(), others.limits().maxConnectionsPerAddress());
  }

  /** The port that is listened on; 0 before the start. */
  public int port() {
    return listening != null && listening.localAddress() instanceof InetSocketAddress address
        ? address.getPort()
        : 0;
  }

  public boolean isListening() {
    Channel channel = listening;
    return channel != null && channel.isOpen();
  }

  /** Sockets, those included that are not WebSockets yet. */
  public int sockets() {
    return counts.total();
  }

  /** Takes no more connections. */
  public void stopListening() {
    if (listening != null) {
      listening.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Closes the socket, and every connection once its close frame is out. */
  @Override
  public void close() {
    stopListening();
    open.newCloseFuture().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    if (group != null) {
      group
          .shutdownGracefully(0, TimeUnit.SECONDS.toMillis(STOP_SECONDS), TimeUnit.MILLISECONDS)
          .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The handlers of one connection. */
  private final class Setup extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      Gate gate = new Gate(counts, settings.times().login());
      channel
          .pipeline()
          .addLast(gate)
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES, true))
          .addLast(new HttpDoor(settings.path(), settings.origins()))
          .addLast(new WebSocketServerProtocolHandler(webSocket))
          .addLast(new WebSocketFrameAggregator(settings.limits().maxFrameBytes()))
          .addLast(new WebSocketFrames(exchange, gate, open));
    }
  }
}
