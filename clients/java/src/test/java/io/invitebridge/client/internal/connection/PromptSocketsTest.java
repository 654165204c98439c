package io.invitebridge.client.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {
  private final PromptSockets sockets = new PromptSockets();

  @Test
  void a_socket_that_is_not_connected_yet_will_not_wait() throws IOException {
    try (Socket socket = sockets.createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void a_connected_socket_does_not_wait() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    String host = loopback.getHostAddress();
    try (ServerSocket server = new ServerSocket(0, 5, loopback)) {
      int port = server.getLocalPort();
      try (Socket byAddress = sockets.createSocket(loopback, port);
          Socket byName = sockets.createSocket(host, port);
          Socket fromAddress = sockets.createSocket(loopback, port, loopback, 0);
          Socket fromName = sockets.createSocket(host, port, loopback, 0)) {
        assertThat(byAddress.getTcpNoDelay()).isTrue();
        assertThat(byName.getTcpNoDelay()).isTrue();
        assertThat(fromAddress.getTcpNoDelay()).isTrue();
        assertThat(fromName.getTcpNoDelay()).isTrue();
      }
    }
  }
}
