package io.invitebridge.rtm.transport;

import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.session.Connection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A WebSocket channel as the sessions see it. Any thread. */
final class NettyConnection implements Connection {
  /** How long a client has to answer a close frame. */
  private static final long CLOSE_SECONDS = 2;

  private final Channel channel;
  private final AtomicBoolean closing = new AtomicBoolean();

  /** Only one close frame goes out (RFC 6455 section 5.5.1). I/O thread. */
  private boolean closeFrameIsOut;

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
  public void ping() {
    if (!closing.get()) {
      channel.writeAndFlush(new PingWebSocketFrame());
    }
  }

  @Override
  public void close(CloseCode code, String reason) {
    close(code.number(), reason);
  }

  /** The same for codes of the WebSocket layer itself. */
  void close(int code, String reason) {
    if (closing.compareAndSet(false, true)) {
      if (channel.eventLoop().inEventLoop()) {
        sayClose(code, reason); // at once: after a broken frame Netty closes the channel
      } else {
        channel.eventLoop().execute(() -> sayClose(code, reason));
      }
      channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The client closes, or answers our close frame. I/O thread. */
  void clientCloses(CloseWebSocketFrame frame) {
    closing.set(true);
    if (closeFrameIsOut) {
      channel.close();
    } else {
      closeFrameIsOut = true;
      channel.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void sayClose(int code, String reason) {
    if (!closeFrameIsOut) {
      closeFrameIsOut = true;
      channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
    }
  }

  @Override
  public String remote() {
    return String.valueOf(channel.remoteAddress());
  }
}
