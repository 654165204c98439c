package io.invitebridge.sip.transport.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** RFC 7118 section 5: each WebSocket message is one SIP message, as text or binary. */
final class WebSocketFrames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private final int largest;

  /**
   * @param largest message that is read, in octets
   */
  WebSocketFrames(int largest) {
    this.largest = largest;
  }

  @Override
  protected void encode(ChannelHandlerContext context, ByteBuf message, List<Object> out) {
    boolean text = ByteBufUtil.isText(message, StandardCharsets.UTF_8);
    ByteBuf kept = message.retain();
    out.add(text ? new TextWebSocketFrame(kept) : new BinaryWebSocketFrame(kept));
  }

  @Override
  protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
    boolean data =
        frame instanceof TextWebSocketFrame
            || frame instanceof BinaryWebSocketFrame
            || frame instanceof ContinuationWebSocketFrame;
    if (!data) {
      return;
    }
    if (fragments.size() + frame.content().readableBytes() > largest) {
      context.close();
      return;
    }
    fragments.writeBytes(ByteBufUtil.getBytes(frame.content()));
    if (frame.isFinalFragment()) {
      out.add(new SipFramer.Frame(fragments.toByteArray()));
      fragments.reset();
    }
  }
}
