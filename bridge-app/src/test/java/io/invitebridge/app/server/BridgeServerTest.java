package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("loopback")
class BridgeServerTest {
  private TestConfig config = new TestConfig(0, 0, 0);

  @BeforeEach
  void findPorts() throws IOException {
    config = TestConfig.onFreePorts();
  }

  @Test
  void a_stop_leaves_no_thread_and_no_socket() throws Exception {
    start().close(); // warms up what libraries keep for good
    Set<Thread> before = threads();

    start().close();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    assertNothingListens();
  }

  @Test
  void a_second_close_does_nothing() throws StartException {
    BridgeServer server = start();
    server.close();
    server.close();
    assertThat(server.isReady()).isFalse();
  }

  @Test
  void a_taken_admin_port_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(config.admin(), 1, loopback())) {
      assertRefused("admin", taken.getLocalPort());
    }
    assertNothingListens();
  }

  @Test
  void a_taken_rtm_port_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(config.rtm(), 1, loopback())) {
      assertRefused("rtm", taken.getLocalPort());
    }
    assertNothingListens();
  }

  @Test
  void a_taken_sip_port_is_named_and_nothing_stays_half_started() throws IOException {
    try (DatagramSocket taken = new DatagramSocket(config.sip(), loopback())) {
      assertRefused("sip", taken.getLocalPort());
    }
    assertNothingListens();
  }

  @Test
  void the_admin_pages_tell_the_state() throws Exception {
    try (BridgeServer server = start()) {
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
      assertThat(get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(get("/calls").body()).contains("\"open\" : 0", "\"calls\" : [ ]");
      assertThat(get("/users").body()).contains("\"sessions\" : 0", "\"users\" : [ ]");
      assertThat(get("/metrics").body())
          .contains(
              "bridge_invitations_open 0.0",
              "bridge_invitations_begun_total",
              "bridge_rtm_sessions",
              "bridge_sip_legs",
              "jvm_memory_used_bytes");

      server.drain(Duration.ofSeconds(1));

      assertThat(get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private BridgeServer start() throws StartException {
    return BridgeServer.start(config.load(), TestConfig.NOBODY);
  }

  private void assertRefused(String listener, int port) {
    assertThatThrownBy(this::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("The " + listener + " listener cannot use")
        .hasMessageContaining(String.valueOf(port))
        .hasMessageContaining("another program has this port")
        .hasMessageContaining("listen." + listener);
  }

  private void assertNothingListens() throws IOException {
    new ServerSocket(config.admin(), 1, loopback()).close();
    new ServerSocket(config.rtm(), 1, loopback()).close();
    new ServerSocket(config.sip(), 1, loopback()).close();
    new DatagramSocket(config.sip(), loopback()).close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + config.admin() + path)).build(),
            BodyHandlers.ofString());
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  /** Not those of the test itself, nor the one of Netty that ends when it has been idle. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread -> !thread.getName().matches("(HttpClient|awaitility|globalEventExecutor).*"))
        .collect(Collectors.toSet());
  }
}
