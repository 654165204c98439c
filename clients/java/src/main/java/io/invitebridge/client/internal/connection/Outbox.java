package io.invitebridge.client.internal.connection;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Codec;
import io.invitebridge.client.internal.wire.Incoming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that have no answer yet, oldest first. A request keeps its JSON-RPC id when it is
 * sent again. Loop thread.
 */
final class Outbox {
  /** More open requests than this mean that the app does not wait for answers. */
  static final int LIMIT = 256;

  private final Loop loop;
  private final Map<Long, Entry> open = new LinkedHashMap<>();
  private long lastId;

  Outbox(Loop loop) {
    this.loop = loop;
  }

  /** An id for a request that does not go through here. */
  long nextId() {
    return ++lastId;
  }

  /** Takes a request and sends it, now or, when {@code socket} is null, with the next flush. */
  void submit(Request request, @Nullable Socket socket) {
    if (open.size() >= LIMIT) {
      String text = "There are already " + LIMIT + " requests without an answer.";
      request.reply.onError(new ErrorInfo(request.codes.tooOften, text), false);
      return;
    }
    long id = nextId();
    Entry entry = new Entry(id, request);
    open.put(id, entry);
    if (request.timeoutMillis > 0) {
      entry.timer = loop.schedule(request.timeoutMillis, () -> timedOut(id));
    }
    if (socket != null) {
      entry.sendOn(socket);
    }
  }

  /** Sends what has not been sent on the present socket. */
  void flush(Socket socket) {
    for (Entry entry : open.values()) {
      if (!entry.onSocket) {
        entry.sendOn(socket);
      }
    }
  }

  /** Hands an answer to whom it concerns; one that nobody waits for any more is dropped. */
  void answered(Incoming.Result result) {
    Entry entry = remove(result.id);
    if (entry != null) {
      entry.request.reply.onResult(result.fields);
    }
  }

  /** Hands a refusal to whom it concerns. */
  void refused(long id, int code, String message) {
    Entry entry = remove(id);
    if (entry != null) {
      // Negative numbers are JSON-RPC's own: a call that no group of RtmStatusCode knows.
      int groupCode = code < 0 ? entry.request.codes.failure : code;
      entry.request.reply.onError(new ErrorInfo(groupCode, message), entry.sends > 1);
    }
  }

  /** The socket is gone. */
  void socketLost() {
    failWhere(
        entry -> entry.onSocket && entry.request.onLoss == Request.OnLoss.FAIL,
        codes -> codes.timeout,
        "The connection was lost before the answer came; it may or may not have been done.");
    for (Entry entry : open.values()) {
      entry.onSocket = false;
    }
  }

  /** The session is gone, and with it its invitations. */
  void sessionLost() {
    failWhere(
        entry -> entry.request.onLoss == Request.OnLoss.REPEAT_IN_SESSION,
        codes -> codes.notLoggedIn,
        "The connection was lost for too long.");
  }

  /** The user is no longer logged in. */
  void loggedOut() {
    failWhere(entry -> true, codes -> codes.notLoggedIn, "The user is no longer logged in.");
  }

  private void timedOut(long id) {
    Entry entry = remove(id);
    if (entry != null) {
      String text = "No answer within " + entry.request.timeoutMillis + " ms.";
      entry.request.reply.onError(new ErrorInfo(entry.request.codes.timeout, text), false);
    }
  }

  private @Nullable Entry remove(long id) {
    Entry entry = open.remove(id);
    if (entry != null && entry.timer != null) {
      entry.timer.cancel();
    }
    return entry;
  }

  private void failWhere(Predicate<Entry> condition, CodeOf codeOf, String text) {
    List<Entry> failed = new ArrayList<>();
    for (Entry entry : open.values()) {
      if (condition.test(entry)) {
        failed.add(entry);
      }
    }
    for (Entry entry : failed) {
      remove(entry.id);
      entry.request.reply.onError(
          new ErrorInfo(codeOf.apply(entry.request.codes), text), entry.sends > 1);
    }
  }

  private interface CodeOf {
    int apply(ErrorCodes codes);
  }

  private static final class Entry {
    final long id;
    final Request request;
    Loop.@Nullable Cancelable timer;
    boolean onSocket;
    int sends;

    Entry(long id, Request request) {
      this.id = id;
      this.request = request;
    }

    void sendOn(Socket socket) {
      onSocket = true;
      sends++;
      socket.send(Codec.request(id, request.method, request.params));
    }
  }
}
