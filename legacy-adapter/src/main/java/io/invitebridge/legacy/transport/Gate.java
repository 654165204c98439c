package io.invitebridge.legacy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler: counts connections, gives each a limited time to become a WebSocket, and
 * discards what a client still sends after it was told to go. (A socket closed with unread bytes is
 * reset, and the reset would overtake the close frame.)
 */
final class Gate extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final ConnectionCounts counts;
  private final Duration upgradeTime;
  private @Nullable InetAddress counted;
  private boolean upgraded;
  private boolean discarding;

  Gate(ConnectionCounts counts, Duration upgradeTime) {
    this.counts = counts;
    this.upgradeTime = upgradeTime;
  }

  void upgraded() {
    upgraded = true;
  }

  void discardFromNow() {
    discarding = true;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    InetAddress address =
        context.channel().remoteAddress() instanceof InetSocketAddress peer
            ? peer.getAddress()
            : InetAddress.getLoopbackAddress();
    if (!counts.enter(address)) {
      log.info("{} is refused: too many connections.", address);
      context.close();
      return;
    }
    counted = address;
    context
        .executor()
        .schedule(() -> upgradeLate(context), upgradeTime.toMillis(), TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (discarding || counted == null) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (counted != null) {
      counts.leave(counted);
      context.fireChannelInactive();
    }
  }

  private void upgradeLate(ChannelHandlerContext context) {
    if (!upgraded) {
      context.close();
    }
  }
}
