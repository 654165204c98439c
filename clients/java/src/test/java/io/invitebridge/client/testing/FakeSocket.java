package io.invitebridge.client.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.invitebridge.client.internal.connection.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/** One socket in memory, seen from the bridge's side. */
public final class FakeSocket implements Socket {
  final String url;
  final Listener listener;
  private final Deque<JsonObject> frames = new ArrayDeque<>();
  private boolean closed;

  FakeSocket(String url, Listener listener) {
    this.url = url;
    this.listener = listener;
  }

  @Override
  public void send(String text) {
    if (!closed) {
      frames.add(JsonParser.parseString(text).getAsJsonObject());
    }
  }

  @Override
  public void close(int code, String reason) {
    closed = true;
  }

  @Override
  public void abandon() {
    closed = true;
  }

  /** Whether the client has closed or cut it. */
  public boolean isClosed() {
    return closed;
  }

  /** Takes the oldest frame that the client sent; null when there is none. */
  JsonObject poll() {
    return frames.poll();
  }

  /** Where it leads. */
  public String url() {
    return url;
  }
}
