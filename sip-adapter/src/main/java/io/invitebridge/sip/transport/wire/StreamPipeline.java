package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.Defence;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.Protocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The handlers of a connection, from the socket up: TLS, WebSocket, messages, the stack. */
final class StreamPipeline extends ChannelInitializer<Channel> {
  private static final int LARGEST_UPGRADE = 8_192;
  private static final String SUBPROTOCOL = "sip";

  private final Sockets sockets;
  private final SocketProcessor processor;
  private final Optional<Outgoing> outgoing;

  private record Outgoing(Endpoint hop, CompletableFuture<Void> ready) {}

  private StreamPipeline(Sockets sockets, SocketProcessor processor, Optional<Outgoing> outgoing) {
    this.sockets = sockets;
    this.processor = processor;
    this.outgoing = outgoing;
  }

  static ChannelHandler fromPeer(Sockets sockets, SocketProcessor processor) {
    return new StreamPipeline(sockets, processor, Optional.empty());
  }

  /**
   * @param ready becomes true when messages may be sent, or fails
   */
  static ChannelHandler toPeer(
      Sockets sockets, SocketProcessor processor, Endpoint hop, CompletableFuture<Void> ready) {
    return new StreamPipeline(sockets, processor, Optional.of(new Outgoing(hop, ready)));
  }

  @Override
  protected void initChannel(Channel channel) {
    Protocol protocol = processor.listener().protocol();
    Defence defence = sockets.settings().defence();
    MessageLimits limits = sockets.messages();
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        "idle", new ReadTimeoutHandler(defence.idle().toMillis(), TimeUnit.MILLISECONDS));
    if (protocol.isSecure()) {
      Optional<SslHandler> tls = tls(channel);
      if (tls.isEmpty()) {
        fail(new java.io.IOException("No certificate is configured for TLS."));
        channel.close();
        return;
      }
      tls.get().setHandshakeTimeoutMillis(defence.handshake().toMillis());
      pipeline.addLast("tls", tls.get());
    }
    if (protocol.isWebSocket()) {
      pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_UPGRADE));
      pipeline.addLast(
          new WebSocketServerProtocolHandler(
              WebSocketServerProtocolConfig.newBuilder()
                  .websocketPath("/")
                  .checkStartsWith(true)
                  .subprotocols(SUBPROTOCOL)
                  .handshakeTimeoutMillis(Math.max(1, defence.handshake().toMillis()))
                  .maxFramePayloadLength(limits.largest())
                  .build()));
      pipeline.addLast(new WebSocketFrames(limits.largest()));
    } else {
      pipeline.addLast(new SipFramer(defence.message(), limits));
    }
    pipeline.addLast(
        new PeerHandler(
            sockets, processor, outgoing.map(Outgoing::hop), outgoing.map(Outgoing::ready)));
  }

  private Optional<SslHandler> tls(Channel channel) {
    Optional<SslContext> context =
        outgoing.isPresent() ? sockets.tls().client() : sockets.tls().server();
    return context.map(
        present ->
            outgoing
                .map(out -> present.newHandler(channel.alloc(), name(out.hop()), out.hop().port()))
                .orElseGet(() -> present.newHandler(channel.alloc())));
  }

  /** What is asked for by SNI: the domain, not the address that it led to. */
  private static String name(Endpoint hop) {
    return hop.way().names().stream().sorted().findFirst().orElse(hop.host());
  }

  private void fail(Throwable fault) {
    outgoing.ifPresent(out -> out.ready().completeExceptionally(fault));
  }
}
