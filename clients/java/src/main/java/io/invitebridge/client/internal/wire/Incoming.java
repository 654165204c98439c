package io.invitebridge.client.internal.wire;

import org.jspecify.annotations.Nullable;

/** A frame of the bridge. There are three kinds, and no others can be made. */
public abstract class Incoming {
  private Incoming() {}

  /** The answer to a request that was taken. */
  public static final class Result extends Incoming {
    /** The request's id. */
    public final long id;

    /** What the request yields; empty for most. */
    public final Fields fields;

    Result(long id, Fields fields) {
      this.id = id;
      this.fields = fields;
    }
  }

  /** The answer to a request that was refused. */
  public static final class Failure extends Incoming {
    /** The request's id; null when the bridge could not read it. */
    public final @Nullable Long id;

    /** An RTM number of the request's own group, or JSON-RPC's when negative. */
    public final int code;

    /** A sentence for the developer. */
    public final String message;

    Failure(@Nullable Long id, int code, String message) {
      this.id = id;
      this.code = code;
      this.message = message;
    }
  }

  /** Something happened. */
  public static final class Notification extends Incoming {
    /** What happened. */
    public final String method;

    /** Its place in the session, from 1; 0 for the few that are outside the count. */
    public final long seq;

    /** The details. */
    public final Fields fields;

    Notification(String method, long seq, Fields fields) {
      this.method = method;
      this.seq = seq;
      this.fields = fields;
    }
  }
}
