package io.invitebridge.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.admin.Page.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("loopback")
@Timeout(20)
class AdminServerTest {
  private static final Map<String, Page> PAGES =
      Map.of(
          "/health/live",
          () -> Answer.json(200, "{}"),
          "/broken",
          () -> {
            throw new IllegalStateException("on purpose");
          },
          "/secret",
          () -> Answer.text(200, "42"));

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void pages_are_served_and_head_has_no_body() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      assertThat(send(admin, "GET", "/secret", "").body()).isEqualTo("42");
      assertThat(send(admin, "HEAD", "/secret", "").body()).isEmpty();
    }
  }

  @Test
  void unknown_pages_and_other_methods_are_json_errors() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      HttpResponse<String> unknown = send(admin, "GET", "/nothing", "");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("\"error\"", "/health/live");

      HttpResponse<String> post = send(admin, "POST", "/secret", "");
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
      assertThat(post.body()).contains("\"error\"");
    }
  }

  @Test
  void a_page_that_fails_harms_no_other() throws Exception {
    try (AdminServer admin = start(Optional.empty())) {
      assertThat(send(admin, "GET", "/broken", "").statusCode()).isEqualTo(500);
      assertThat(send(admin, "GET", "/health/live", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clients_that_are_slow_to_ask_do_not_keep_others_waiting() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (AdminServer admin = start(Optional.empty())) {
      for (int i = 0; i < 10; i++) {
        Socket socket = new Socket("127.0.0.1", admin.port());
        socket.getOutputStream().write("GET /secret HT".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(send(admin, "GET", "/health/live", "").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void with_a_token_only_health_is_open_to_all() throws Exception {
    try (AdminServer admin = start(Optional.of("opensesame"))) {
      assertThat(send(admin, "GET", "/secret", "").statusCode()).isEqualTo(401);
      assertThat(send(admin, "GET", "/secret", "Bearer wrong").statusCode()).isEqualTo(401);
      assertThat(send(admin, "GET", "/secret", "Bearer opensesame").statusCode()).isEqualTo(200);
      assertThat(send(admin, "GET", "/health/live", "").statusCode()).isEqualTo(200);
    }
  }

  private static AdminServer start(Optional<String> token) throws IOException {
    return AdminServer.start(new InetSocketAddress("127.0.0.1", 0), PAGES, token);
  }

  private HttpResponse<String> send(
      AdminServer admin, String method, String path, String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
            .method(method, BodyPublishers.noBody());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
