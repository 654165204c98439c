package io.invitebridge.sip.transport.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The first handler of a connection that fetches a text: lets in only so many, and none for longer
 * than a request and its answer need.
 */
final class TextVisitor extends ChannelInboundHandlerAdapter {
  private final Connections connections;
  private final Duration time;
  private Optional<InetAddress> counted = Optional.empty();

  TextVisitor(Connections connections, Duration time) {
    this.connections = connections;
    this.time = time;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    InetAddress source = ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
    if (!connections.enter(source)) {
      context.close();
      return;
    }
    counted = Optional.of(source);
    var unused =
        context.executor().schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    counted.ifPresent(connections::leave);
    counted = Optional.empty();
    context.fireChannelInactive();
  }
}
