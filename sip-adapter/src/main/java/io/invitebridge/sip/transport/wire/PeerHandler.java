package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.message.Endpoint;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The top of a connection: it counts it, makes the {@link PeerChannel} when the handshakes are
 * over, and hands its messages on.
 */
final class PeerHandler extends SimpleChannelInboundHandler<SipFramer.Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);
  private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Sockets sockets;
  private final SocketProcessor processor;
  private final Optional<Endpoint> hop;
  private final Optional<CompletableFuture<Void>> ready;
  private Optional<InetAddress> counted = Optional.empty();
  private Optional<PeerChannel> peer = Optional.empty();
  private Set<String> names = Set.of();
  private boolean spoke;

  /**
   * @param hop the peer that we call; empty where it has called us
   */
  PeerHandler(
      Sockets sockets,
      SocketProcessor processor,
      Optional<Endpoint> hop,
      Optional<CompletableFuture<Void>> ready) {
    this.sockets = sockets;
    this.processor = processor;
    this.hop = hop;
    this.ready = ready;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (hop.isEmpty()) {
      InetAddress source = remote(context).getAddress();
      if (!sockets.isTrusted(source)) {
        if (!sockets.connections().enter(source)) {
          LOG.info("A connection from {} is refused: too many.", source.getHostAddress());
          context.close();
          return;
        }
        counted = Optional.of(source);
      }
      Duration first = sockets.settings().defence().handshake();
      context.executor().schedule(() -> silent(context), first.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (context.pipeline().get("tls") == null && !protocolUpgrades()) {
      begin(context);
    }
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent tls) {
      handshake(context, tls);
    } else if (event instanceof HandshakeComplete) {
      begin(context);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, SipFramer.Frame frame) {
    spoke = true;
    peer.ifPresent(channel -> sockets.arrived(frame.bytes(), channel));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    counted.ifPresent(source -> sockets.connections().leave(source));
    peer.ifPresent(channel -> sockets.connections().remove(channel));
    peer.ifPresent(PeerChannel::ended);
    fail(new IOException("The peer has closed the connection."));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    LOG.debug(
        "The connection with {} ends: {}", context.channel().remoteAddress(), fault.toString());
    fail(fault);
    context.close();
  }

  private void handshake(ChannelHandlerContext context, SslHandshakeCompletionEvent event) {
    if (!event.isSuccess()) {
      LOG.info(
          "TLS with {} has failed: {}",
          context.channel().remoteAddress(),
          event.cause().getMessage());
      fail(event.cause());
      context.close();
      return;
    }
    names = certified(context.pipeline().get(SslHandler.class));
    Optional<String> stranger = hop.flatMap(this::stranger);
    if (stranger.isPresent()) {
      LOG.warn("TLS with {} has failed: {}", context.channel().remoteAddress(), stranger.get());
      fail(new IOException(stranger.get()));
      context.close();
    } else if (!protocolUpgrades()) {
      begin(context);
    }
  }

  /** Why this is not whom we wanted to call (RFC 5922 section 7.3). */
  private Optional<String> stranger(Endpoint wanted) {
    Set<String> accepted =
        wanted.way().names().isEmpty() ? Set.of(wanted.host()) : wanted.way().names();
    return CertificateNames.hold(names, accepted)
        ? Optional.empty()
        : Optional.of("its certificate is for " + names + ", expected " + accepted);
  }

  private static Set<String> certified(SslHandler tls) {
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate own ? CertificateNames.of(own) : Set.of();
    } catch (SSLPeerUnverifiedException none) {
      return Set.of();
    }
  }

  private void begin(ChannelHandlerContext context) {
    PeerChannel channel = new PeerChannel(processor, remote(context), context.channel(), names);
    peer = Optional.of(channel);
    if (hop.isEmpty()) {
      channel.isFirstUse();
    }
    sockets.connections().add(channel);
    ready.ifPresent(future -> future.complete(null));
    hop.flatMap(sockets.settings()::keepAlive).ifPresent(every -> keepAlive(context, every));
  }

  /** RFC 5626 section 4.4.1; who gives no octet back is cut off by the idle time. */
  private static void keepAlive(ChannelHandlerContext context, Duration every) {
    context
        .executor()
        .schedule(
            () -> {
              if (context.channel().isActive()) {
                context.writeAndFlush(Unpooled.wrappedBuffer(PING));
                keepAlive(context, every);
              }
            },
            every.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void silent(ChannelHandlerContext context) {
    if (!spoke) {
      context.close();
    }
  }

  private boolean protocolUpgrades() {
    return processor.listener().protocol().isWebSocket();
  }

  private void fail(Throwable fault) {
    ready.ifPresent(future -> future.completeExceptionally(fault));
  }

  private static InetSocketAddress remote(ChannelHandlerContext context) {
    return (InetSocketAddress) context.channel().remoteAddress();
  }
}
