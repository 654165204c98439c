package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.text.TextShelf;
import io.invitebridge.sip.text.TextShelf.Kept;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out one text and closes. The token is what stands behind the last slash of the path; who
 * has none that is known hears 404, whatever else there may be.
 */
final class TextDesk extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = LoggerFactory.getLogger(TextDesk.class);

  private final TextShelf shelf;
  private boolean isServed;

  TextDesk(TextShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
    if (isServed || !(message instanceof HttpRequest request)) {
      return;
    }
    isServed = true;
    context.writeAndFlush(answer(request)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    LOG.debug("{} fetches no text: {}", context.channel().remoteAddress(), fault.toString());
    context.close();
  }

  private FullHttpResponse answer(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return text(HttpResponseStatus.BAD_REQUEST, "This is not an HTTP request.\n");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      FullHttpResponse refusal =
          text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Texts can only be read.\n");
      refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
      return refusal;
    }
    return shelf
        .find(token(request.uri()))
        .map(found -> response(HttpResponseStatus.OK, found))
        .orElseGet(() -> text(HttpResponseStatus.NOT_FOUND, "There is nothing here.\n"));
  }

  private static String token(String uri) {
    String path = uri.split("[?#]", 2)[0];
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static FullHttpResponse text(HttpResponseStatus status, String text) {
    return response(status, new Kept("text/plain; charset=utf-8", text));
  }

  /** Never cached, never taken for anything that a browser would run. */
  private static FullHttpResponse response(HttpResponseStatus status, Kept what) {
    ByteBuf body = Unpooled.copiedBuffer(what.text(), StandardCharsets.UTF_8);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, what.type())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set("X-Content-Type-Options", "nosniff")
        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
