package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Codec;
import io.invitebridge.client.internal.wire.Params;
import org.jspecify.annotations.Nullable;

/** One socket and how far its login has come. It brings what the socket tells onto the loop. */
final class Link implements Socket.Listener {
  private final Loop loop;
  private final Owner owner;
  private final Socket socket;

  /** The JSON-RPC id of the login on this socket; 0 before it was sent. */
  long loginId;

  /** The session that the login asked to resume. */
  @Nullable String resuming;

  boolean loggedIn;

  /** Whether the session goes on here and nothing has arrived since. */
  boolean rightAfterResume;

  Link(Loop loop, Owner owner, Socket.Factory sockets, String url) {
    this.loop = loop;
    this.owner = owner;
    this.socket = sockets.open(url, this);
  }

  Socket socket() {
    return socket;
  }

  void request(long id, String method, Params params) {
    socket.send(Codec.request(id, method, params.json()));
  }

  void notification(String method, Params params) {
    socket.send(Codec.notification(method, params.json()));
  }

  @Override
  public void onOpen() {
    loop.execute(() -> owner.opened(this));
  }

  @Override
  public void onText(String text) {
    loop.execute(() -> owner.received(this, text));
  }

  @Override
  public void onClosed(int code, String reason) {
    loop.execute(() -> owner.closed(this, code, reason));
  }

  /** Whose link it is; called on the loop thread, also for links it has given up. */
  interface Owner {
    void opened(Link link);

    void received(Link link, String text);

    void closed(Link link, int code, String reason);
  }
}
