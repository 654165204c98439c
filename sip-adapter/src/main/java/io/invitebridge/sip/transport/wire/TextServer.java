package io.invitebridge.sip.transport.wire;

import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.TextSettings;
import io.invitebridge.sip.TlsSettings;
import io.invitebridge.sip.WireSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.text.TextShelf;
import io.invitebridge.sip.text.TextSite;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener from which peers fetch texts: HTTP/1.1, over TLS with the certificate of the SIP
 * side where the settings say so. Any thread; only {@link #prepare} and {@link #close} wait.
 */
public final class TextServer implements TextSite {
  private static final Logger LOG = LoggerFactory.getLogger(TextServer.class);
  private static final int LONGEST_LINE = 1_024;
  private static final int LARGEST_HEAD = 8 * 1_024;
  private static final int BACKLOG = 128;

  private final TlsContexts tls;
  private final Connections connections;
  private volatile Defence defence;
  private Optional<Listening> listening = Optional.empty();

  /** What is open. */
  private record Listening(Endpoint on, Channel channel, EventLoopGroup threads) {
    void close() {
      channel.close();
      // The port is free when the selector has let go of it.
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
  }

  /**
   * @param settings their listener is not open yet
   */
  public TextServer(WireSettings settings) {
    this.defence = settings.defence();
    this.tls = new TlsContexts(shown(settings));
    this.connections = new Connections(defence.connections(), defence.connectionsPerSource());
  }

  @Override
  public PreparedChange prepare(WireSettings next, TextShelf shelf) throws IOException {
    Runnable certificate = certificate(next);
    Optional<Endpoint> wanted = next.texts().map(TextSettings::on);
    if (wanted.equals(listening.map(Listening::on))) {
      return change(next, certificate, listening);
    }
    Optional<Listening> opened =
        wanted.isPresent() ? Optional.of(open(wanted.get(), shelf)) : Optional.empty();
    return change(next, certificate, opened);
  }

  @Override
  public void close() {
    listening.ifPresent(Listening::close);
    listening = Optional.empty();
  }

  /** A reload that brings texts which are no certificate is refused, and the old one stays. */
  private Runnable certificate(WireSettings next) throws IOException {
    try {
      return tls.prepare(shown(next));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A listener without TLS shows no certificate. */
  private static Optional<TlsSettings> shown(WireSettings settings) {
    return settings
        .texts()
        .filter(texts -> texts.on().protocol().isSecure())
        .flatMap(texts -> settings.tls());
  }

  private PreparedChange change(
      WireSettings next, Runnable certificate, Optional<Listening> becomes) {
    Optional<Listening> before = listening;
    return new PreparedChange() {
      @Override
      public void commit() {
        certificate.run();
        defence = next.defence();
        connections.limit(defence.connections(), defence.connectionsPerSource());
        if (!becomes.equals(before)) {
          before.ifPresent(Listening::close);
          listening = becomes;
          becomes.ifPresent(now -> LOG.info("Texts are fetched from {}", now.on()));
        }
      }

      @Override
      public void cancel() {
        if (!becomes.equals(before)) {
          becomes.ifPresent(Listening::close);
        }
      }
    };
  }

  private Listening open(Endpoint on, TextShelf shelf) throws IOException {
    EventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("sip-texts", true), NioIoHandler.newFactory());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Setup(on.protocol() == Protocol.TLS, shelf))
            .bind(new InetSocketAddress(on.host(), on.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw new IOException(
          "The listener for texts cannot be opened on " + on + "; is the port in use?",
          bound.cause());
    }
    return new Listening(on, bound.channel(), threads);
  }

  /** The handlers of one connection, which serves one request. */
  private final class Setup extends ChannelInitializer<SocketChannel> {
    private final boolean isSecure;
    private final TextShelf shelf;

    Setup(boolean isSecure, TextShelf shelf) {
      this.isSecure = isSecure;
      this.shelf = shelf;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      if (isSecure) {
        SslHandler handler = tls.server().orElseThrow().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(defence.handshake().toMillis());
        channel.pipeline().addLast(handler);
      }
      HttpDecoderConfig limits =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(LONGEST_LINE)
              .setMaxHeaderSize(LARGEST_HEAD);
      channel
          .pipeline()
          .addFirst(new TextVisitor(connections, defence.message()))
          .addLast(new HttpServerCodec(limits))
          .addLast(new TextDesk(shelf));
    }
  }
}
