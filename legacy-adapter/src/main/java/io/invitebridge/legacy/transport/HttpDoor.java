package io.invitebridge.legacy.transport;

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
import java.util.Set;

/**
 * Lets the WebSocket upgrade through and answers the few HTTP requests that old clients make:
 * server discovery, and the login report that web SDK 1.4.0 posts, which nobody reads. Pages of any
 * origin may read the answers, unless the settings name the origins.
 */
final class HttpDoor extends ChannelInboundHandlerAdapter {
  static final String WEB_SOCKET_PATH = "/";
  private static final String DISCOVERY_PATH = "/getaddr";
  private static final String REPORT_PATH = "/rp";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Discovery discovery;
  private final Set<String> origins;

  /**
   * @param origins empty: all
   */
  HttpDoor(Discovery discovery, Set<String> origins) {
    this.discovery = discovery;
    this.origins = origins;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof FullHttpRequest request)) {
      context.fireChannelRead(message);
      return;
    }
    if (isWebSocket(request) && isOriginWelcome(request.headers())) {
      context.pipeline().remove(this);
      context.fireChannelRead(request);
      return;
    }
    FullHttpResponse response = response(request);
    request.release();
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private FullHttpResponse response(FullHttpRequest request) {
    HttpHeaders headers = request.headers();
    String path = pathOf(request.uri());
    if (request.decoderResult().isFailure()) {
      return answer(HttpResponseStatus.BAD_REQUEST, TEXT, "This is not an HTTP request.\n");
    }
    if (!isOriginWelcome(headers)) {
      return answer(HttpResponseStatus.FORBIDDEN, TEXT, "Pages of this origin are not let in.\n");
    }
    if (path.equals(DISCOVERY_PATH) && request.method().equals(HttpMethod.GET)) {
      String host = headers.get(HttpHeaderNames.HOST, "");
      return answer(HttpResponseStatus.OK, JSON, discovery.answer(host));
    }
    if (path.equals(REPORT_PATH) && request.method().equals(HttpMethod.POST)) {
      return answer(HttpResponseStatus.OK, TEXT, "");
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return preflight();
    }
    if (path.equals(WEB_SOCKET_PATH)) {
      FullHttpResponse response =
          answer(
              HttpResponseStatus.UPGRADE_REQUIRED,
              TEXT,
              "This is the WebSocket address of the old signaling SDK.\n");
      response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
      return response;
    }
    return answer(HttpResponseStatus.NOT_FOUND, TEXT, "There is nothing here.\n");
  }

  private boolean isOriginWelcome(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    return origin == null || origins.isEmpty() || origins.contains(origin);
  }

  private static boolean isWebSocket(FullHttpRequest request) {
    return request.decoderResult().isSuccess()
        && request.method().equals(HttpMethod.GET)
        && pathOf(request.uri()).equals(WEB_SOCKET_PATH)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static FullHttpResponse preflight() {
    FullHttpResponse response = answer(HttpResponseStatus.NO_CONTENT, TEXT, "");
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
        .remove(HttpHeaderNames.CONTENT_LENGTH);
    return response;
  }

  private static FullHttpResponse answer(HttpResponseStatus status, String type, String text) {
    ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
