package io.invitebridge.client.internal.connection;

import com.google.gson.JsonObject;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.internal.wire.Fields;

/** A request to the bridge, what may be done with it when the connection is lost, and who waits. */
public final class Request {
  /** A request that a lost connection leaves open. */
  public enum OnLoss {
    /** Doing it twice is the same as doing it once: it is sent again. */
    REPEAT,
    /** As REPEAT, but it concerns this session's invitations and fails when the session is lost. */
    REPEAT_IN_SESSION,
    /** Doing it twice would show: once sent it is not sent again, and counts as timed out. */
    FAIL
  }

  /** The JSON-RPC method. */
  final String method;

  final JsonObject params;
  final OnLoss onLoss;
  final ErrorCodes codes;

  /** How long the answer may take, counted from the call; 0 for as long as the session lives. */
  final long timeoutMillis;

  final Reply reply;

  /** A request. */
  public Request(
      String method,
      JsonObject params,
      OnLoss onLoss,
      ErrorCodes codes,
      long timeoutMillis,
      Reply reply) {
    this.method = method;
    this.params = params;
    this.onLoss = onLoss;
    this.codes = codes;
    this.timeoutMillis = timeoutMillis;
    this.reply = reply;
  }

  /** Takes the answer, on the loop thread; exactly one of the two, once. */
  public interface Reply {
    /** It was taken. */
    void onResult(Fields result);

    /**
     * It was refused, or nobody knows.
     *
     * @param sentTwice whether the refusal may be due to our own repetition
     */
    void onError(ErrorInfo error, boolean sentTwice);
  }
}
