package io.invitebridge.legacy.transport;

import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.session.Connection;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A WebSocket channel as the sessions see it. Any thread. */
final class NettyConnection implements Connection {
  /** How long a client has to answer a close frame. */
  private static final long CLOSE_SECONDS = 2;

  private final Channel channel;
  private final AtomicBoolean closing = new AtomicBoolean();

  NettyConnection(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void send(String text) {
    if (!closing.get()) {
      channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  @Override
  public void close(CloseCode code, String reason) {
    close(code.number(), reason);
  }

  /** The same for codes of the WebSocket layer itself. */
  void close(int code, String reason) {
    if (closing.compareAndSet(false, true)) {
      channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
      channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** False: the server has begun to close it. */
  boolean isOpen() {
    return !closing.get();
  }

  @Override
  public String remote() {
    return String.valueOf(channel.remoteAddress());
  }
}
