package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.thread.DaemonThreads;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Sockets of OkHttp, on daemon threads that end when idle. */
public final class OkHttpSockets implements Socket.Factory {
  private static final int NO_CLOSE_FRAME = 1006;
  private static final int NO_STATUS_CODE = 1005;
  private static final int UNSUPPORTED_DATA = 1003;
  private static final long CONNECT_SECONDS = 10;
  private static final long IDLE_THREAD_SECONDS = 5;

  private final OkHttpClient http;

  /** Sockets with a pool of threads of their own. */
  public OkHttpSockets() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DaemonThreads("rtm-client-socket"));
    http =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(threads))
            .socketFactory(new PromptSockets())
            .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
            .readTimeout(0, TimeUnit.SECONDS)
            .build();
  }

  @Override
  public Socket open(String url, Socket.Listener listener) {
    Request request =
        new Request.Builder().url(url).header("Sec-WebSocket-Protocol", Session.PROTOCOL).build();
    return new OkHttpSocket(http.newWebSocket(request, new Relay(listener)));
  }

  @Override
  public void shutdown() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private static final class OkHttpSocket implements Socket {
    private final WebSocket socket;

    OkHttpSocket(WebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(String text) {
      if (!socket.send(text)) {
        // Closed, or 16 MB wait to be sent; in the second case nothing would tell us.
        socket.cancel();
      }
    }

    @Override
    public void close(int code, String reason) {
      socket.close(code, reason);
    }

    @Override
    public void abandon() {
      socket.cancel();
    }
  }

  private static final class Relay extends WebSocketListener {
    private final Socket.Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    Relay(Socket.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      listener.onOpen();
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      listener.onText(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      socket.close(UNSUPPORTED_DATA, "text frames only");
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(code == NO_STATUS_CODE ? 1000 : code, null);
      closed(code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      closed(code, reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable problem, @Nullable Response response) {
      closed(NO_CLOSE_FRAME, String.valueOf(problem.getMessage()));
    }

    private void closed(int code, String reason) {
      if (closed.compareAndSet(false, true)) {
        listener.onClosed(code, reason);
      }
    }
  }
}
