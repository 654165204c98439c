package io.invitebridge.client.internal.connection;

/** One WebSocket connection, or the attempt at one. */
public interface Socket {
  /** Queues a text frame; on a socket that is not open it is dropped. */
  void send(String text);

  /** Says goodbye after the frames that are queued. */
  void close(int code, String reason);

  /** Cuts the connection at once. */
  void abandon();

  /** What a socket tells; on any thread, never two at once, and not inside {@code open}. */
  interface Listener {
    /** The socket can send. */
    void onOpen();

    /** A text frame arrived. */
    void onText(String text);

    /** The socket is of no use any more. Exactly once; 1006 when there was no close frame. */
    void onClosed(int code, String reason);
  }

  /** Makes sockets. */
  interface Factory {
    /** Starts to connect with the subprotocol rtm-invite.v1. */
    Socket open(String url, Listener listener);

    /** Gives back threads and connections; open sockets are cut. */
    void shutdown();
  }
}
