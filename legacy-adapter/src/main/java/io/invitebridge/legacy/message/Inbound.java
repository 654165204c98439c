package io.invitebridge.legacy.message;

/** A frame from a client, read. */
public sealed interface Inbound {

  /**
   * A request to log in.
   *
   * @param appId the wire's {@code vid}
   */
  record Login(String appId, String account, String token, Device device) implements Inbound {
    @Override
    public String toString() {
      return "login";
    }
  }

  /**
   * A sign of life that wants a pong.
   *
   * @param number JSON, to be given back as it is
   */
  record Ping(String number) implements Inbound {}

  /** A request ({@code call2}) that this server understands. */
  record Request(CallId id, String line, ClientCall call) implements Inbound {}

  /** A request that is answered with an error, whoever sent it. */
  record BadRequest(CallId id, Failure failure) implements Inbound {}

  /** An event that needs no answer: {@code set_flag}, and whatever a later client may send. */
  record Ignored(String event) implements Inbound {
    /** What web builds 1.3.3 and 1.4.0 send after a good login, and no other client does. */
    public boolean isFlags() {
      return event.equals("set_flag");
    }
  }

  /**
   * No frame of this protocol.
   *
   * @param why for the log
   */
  record Malformed(String why) implements Inbound {}
}
