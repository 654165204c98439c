package io.invitebridge.tests.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A TCP relay on a port of its own that breaks its connections when told. Any thread. */
public final class CuttableProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 8_192;

  private final int target;
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "cuttable-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean isCut;

  /** A relay to a port of this machine. */
  public CuttableProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    threads.execute(this::listen);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Breaks what is open; whoever connects from now on is thrown out. */
  public void cut() {
    isCut = true;
    closeAll();
  }

  /** Relays again. */
  public void restore() {
    isCut = false;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
    threads.shutdownNow();
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        relay(listening.accept());
      } catch (IOException closedOrRefused) {
        isCut |= listening.isClosed();
      }
    }
  }

  private void relay(Socket client) throws IOException {
    if (isCut) {
      client.close();
      return;
    }
    Socket server = new Socket("127.0.0.1", target);
    open.add(client);
    open.add(server);
    threads.execute(() -> pump(client, server));
    threads.execute(() -> pump(server, client));
    if (isCut) {
      closeAll(); // The cut came in between.
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
      }
    } catch (IOException broken) {
      open.remove(from); // Both ends are closed by now, as they are after a clean end.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void closeAll() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException alreadyBroken) {
        open.remove(socket);
      }
    }
  }
}
