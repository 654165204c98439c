package io.invitebridge.rtm.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the WebSocket upgrade through and answers any other HTTP request with a status and a short
 * text (RFC 6455 section 4.2).
 */
final class HttpDoor extends ChannelInboundHandlerAdapter {
  static final String SUBPROTOCOL = "rtm-invite.v1";

  private final String path;
  private final Set<String> origins;

  /**
   * @param origins empty: all
   */
  HttpDoor(String path, Set<String> origins) {
    this.path = path;
    this.origins = origins;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof FullHttpRequest request)) {
      context.fireChannelRead(message);
      return;
    }
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isEmpty()) {
      context.pipeline().remove(this);
      context.fireChannelRead(request);
      return;
    }
    request.release();
    answer(context, refusal.get());
  }

  private Optional<Refusal> refusal(FullHttpRequest request) {
    HttpHeaders headers = request.headers();
    if (request.decoderResult().isFailure()) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "This is not an HTTP request.");
    }
    if (!pathOf(request.uri()).equals(path)) {
      return refuse(HttpResponseStatus.NOT_FOUND, "There is nothing here.");
    }
    boolean upgrade =
        request.method().equals(HttpMethod.GET)
            && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    if (!upgrade) {
      return refuse(
          HttpResponseStatus.UPGRADE_REQUIRED,
          "This is a WebSocket address; the subprotocol is " + SUBPROTOCOL + ".");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !origins.isEmpty() && !origins.contains(origin)) {
      return refuse(HttpResponseStatus.FORBIDDEN, "Pages of this origin are not let in.");
    }
    if (!offersSubprotocol(headers)) {
      return refuse(HttpResponseStatus.BAD_REQUEST, "This server speaks only " + SUBPROTOCOL + ".");
    }
    return Optional.empty();
  }

  /** A client that names no subprotocol at all is let in. */
  private static boolean offersSubprotocol(HttpHeaders headers) {
    String offered = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    return offered == null
        || Arrays.stream(offered.split(",")).anyMatch(one -> one.strip().equals(SUBPROTOCOL));
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static Optional<Refusal> refuse(HttpResponseStatus status, String text) {
    return Optional.of(new Refusal(status, text));
  }

  private static void answer(ChannelHandlerContext context, Refusal refusal) {
    ByteBuf body = Unpooled.copiedBuffer(refusal.text + "\n", StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (refusal.status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
      response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private record Refusal(HttpResponseStatus status, String text) {}
}
