package io.invitebridge.rtm.transport;

import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.session.Connection;
import io.invitebridge.rtm.session.ConnectionEvents;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last handler: whole frames to the session's events, and faults to close codes. */
final class WebSocketFrames extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger log = LoggerFactory.getLogger(WebSocketFrames.class);

  private final Function<Connection, ConnectionEvents> exchange;
  private final Gate gate;
  private final ChannelGroup open;
  private @Nullable NettyConnection connection;
  private @Nullable ConnectionEvents events;

  WebSocketFrames(Function<Connection, ConnectionEvents> exchange, Gate gate, ChannelGroup open) {
    this.exchange = exchange;
    this.gate = gate;
    this.open = open;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete) {
      gate.upgraded();
      open.add(context.channel());
      NettyConnection opened = new NettyConnection(context.channel());
      connection = opened;
      events = exchange.apply(opened);
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (connection == null || events == null) {
      return;
    }
    if (frame instanceof TextWebSocketFrame text) {
      events.text(text.text());
    } else if (frame instanceof BinaryWebSocketFrame) {
      connection.close(CloseCode.BINARY_FRAME, "text frames only");
    } else if (frame instanceof CloseWebSocketFrame close) {
      connection.clientCloses(close);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (events != null) {
      events.alive();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (events != null && !context.channel().isWritable()) {
      events.tooSlow();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (events != null) {
      events.closed();
      events = null;
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    if (connection == null || fault instanceof IOException) {
      log.debug("{} is gone: {}", context.channel().remoteAddress(), fault.toString());
      context.close();
      return;
    }
    log.info("{} is closed: {}", context.channel().remoteAddress(), fault.toString());
    gate.discardFromNow();
    if (fault instanceof TooLongFrameException) {
      connection.close(CloseCode.TOO_BIG, "frame too big");
    } else if (fault instanceof CorruptedWebSocketFrameException corrupted) {
      WebSocketCloseStatus status = corrupted.closeStatus();
      connection.close(status.code(), status.reasonText());
    } else {
      connection.close(WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code(), "internal error");
    }
  }
}
