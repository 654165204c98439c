package io.invitebridge.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("loopback")
@Timeout(60)
class AdminServerTest {
  private static final AdminTokens TOKENS =
      new AdminTokens(Optional.of("opensesame"), Optional.of("peep"));

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> watched = new CopyOnWriteArrayList<>();

  private final List<Operation> operations =
      List.of(
          Operation.open("/health/live", request -> Answer.text(200, "up")),
          Operation.read(
              "/broken",
              request -> {
                throw new IllegalStateException("on purpose");
              }),
          Operation.read("/secret", request -> Answer.text(200, "42")),
          Operation.read(
              "/list",
              request -> Answer.text(200, "up to " + request.number("limit", 1, 10).orElse(5)),
              "limit"),
          Operation.read(
              "/things/{name}", request -> Answer.text(200, "<" + request.value("name") + ">")),
          Operation.change(
              "PUT",
              "/things/{name}",
              request ->
                  Answer.json(
                          200,
                          JsonNodeFactory.instance
                              .objectNode()
                              .set("was", request.json(List.of("size")).path("size")))
                      .noting("resized")));

  @Test
  void pages_are_served_and_head_has_no_body() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      HttpResponse<String> page = send(admin, "GET", "/secret");
      assertThat(page.body()).isEqualTo("42");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(send(admin, "HEAD", "/secret").body()).isEmpty();
      assertThat(send(admin, "GET", "/things/a%2Fb%20c").body()).isEqualTo("<a/b c>");
    }
  }

  @Test
  void unknown_pages_are_listed_and_other_methods_named() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      HttpResponse<String> unknown = send(admin, "GET", "/nothing");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("\"error\"", "GET /health/live", "PUT /things/{name}");
      assertThat(send(admin, "GET", "/things").statusCode()).isEqualTo(404);
      assertThat(send(admin, "GET", "/things/a/b").statusCode()).isEqualTo(404);

      HttpResponse<String> post = send(admin, "POST", "/secret");
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
      HttpResponse<String> options = send(admin, "OPTIONS", "/things/a");
      assertThat(options.statusCode()).isEqualTo(405);
      assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, PUT");
      assertThat(options.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(post.body()).contains("\"error\"");
    }
  }

  @Test
  void a_page_that_fails_harms_no_other() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(send(admin, "GET", "/broken").statusCode()).isEqualTo(500);
      assertThat(send(admin, "GET", "/health/live").statusCode()).isEqualTo(200);
    }
    assertThat(watched).containsExactly("GET /broken 500", "GET /health/live 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/list?limit=0",
        "/list?limit=11",
        "/list?limit=x",
        "/list?limit=1&limit=2",
        "/list?size=1",
        "/secret?limit=1",
        "/list?limit=9999999999"
      })
  void a_query_that_makes_no_sense_is_400_with_a_sentence(String path) throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      HttpResponse<String> answer = send(admin, "GET", path);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).containsPattern("\"error\" : \"[A-Z].*\\.\"");
    }
  }

  @Test
  void a_good_query_counts_and_an_empty_one_does_not() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(send(admin, "GET", "/list?limit=7").body()).isEqualTo("up to 7");
      assertThat(send(admin, "GET", "/list?limit=").body()).isEqualTo("up to 5");
      assertThat(send(admin, "GET", "/list?").body()).isEqualTo("up to 5");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "7", "{\"size\":1}x", "{\"size\":1,\"size\":2}", "{\"sise\":1}"})
  void a_body_that_makes_no_sense_is_400_with_a_sentence(String body) throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      HttpResponse<String> answer = put(admin, body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\" : \"The body ");
    }
  }

  @Test
  void a_body_has_a_largest_size() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(put(admin, "{\"size\":1}").body()).contains("\"was\" : 1");
      assertThat(put(admin, " ".repeat(70_000)).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void a_path_that_cannot_be_decoded_is_a_bad_request() throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(raw(admin, "GET /things/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("400");
      assertThat(raw(admin, "NONSENSE\r\n\r\n")).contains("400");
      assertThat(raw(admin, "GET /secret HTTP/1.0\r\n\r\n")).contains("200");
    }
  }

  @Test
  void clients_that_are_slow_to_ask_do_not_keep_others_waiting() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (AdminServer admin = start(AdminTokens.NONE)) {
      // More than there are threads: those whose time is over make room.
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket("127.0.0.1", admin.port());
        socket.getOutputStream().write("GET /secret HT".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(send(admin, "GET", "/health/live").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void with_a_token_only_health_is_open_to_all() throws Exception {
    try (AdminServer admin = start(TOKENS)) {
      HttpResponse<String> refused = send(admin, "GET", "/secret");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(bearer(admin, "GET", "/secret", "Bearer wrong").statusCode()).isEqualTo(401);
      assertThat(bearer(admin, "GET", "/secret", "opensesame").statusCode()).isEqualTo(401);
      assertThat(bearer(admin, "GET", "/secret", "Bearer opensesame").statusCode()).isEqualTo(200);
      assertThat(bearer(admin, "GET", "/secret", "bearer opensesame").statusCode()).isEqualTo(200);
      assertThat(send(admin, "GET", "/health/live").statusCode()).isEqualTo(200);
      // Who may not look learns neither what there is nor what there is not.
      assertThat(send(admin, "GET", "/nothing").statusCode()).isEqualTo(401);
      assertThat(send(admin, "POST", "/secret").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void the_token_for_reading_changes_nothing() throws Exception {
    try (AdminServer admin = start(TOKENS)) {
      assertThat(bearer(admin, "GET", "/secret", "Bearer peep").statusCode()).isEqualTo(200);
      assertThat(bearer(admin, "PUT", "/things/a", "Bearer peep").statusCode()).isEqualTo(403);
      assertThat(bearer(admin, "PUT", "/things/a", "Bearer opensesame").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void new_tokens_count_at_once() throws Exception {
    try (AdminServer admin = start(TOKENS)) {
      admin.use(new AdminTokens(Optional.of("other"), Optional.empty()));
      assertThat(bearer(admin, "GET", "/secret", "Bearer opensesame").statusCode()).isEqualTo(401);
      assertThat(bearer(admin, "GET", "/secret", "Bearer peep").statusCode()).isEqualTo(401);
      assertThat(bearer(admin, "GET", "/secret", "Bearer other").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example:9090",
        "Host: 127.0.0.1.evil.example",
        "Host: localhost\r\nOrigin: http://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nSec-Fetch-Site: cross-site"
      })
  void a_page_of_another_site_may_ask_nothing(String headers) throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(raw(admin, "GET /secret HTTP/1.1\r\n" + headers + "\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(raw(admin, "PUT /things/a HTTP/1.1\r\n" + headers + "\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:9090",
        "Host: LOCALHOST",
        "Host: 127.0.0.1",
        "Host: [::1]:80",
        "Host: localhost:90\r\nOrigin: http://localhost:90",
        "Host: localhost\r\nSec-Fetch-Site: none"
      })
  void this_machine_may_ask(String headers) throws Exception {
    try (AdminServer admin = start(AdminTokens.NONE)) {
      assertThat(raw(admin, "GET /secret HTTP/1.1\r\n" + headers + "\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void with_a_token_any_name_of_the_machine_will_do() throws Exception {
    try (AdminServer admin = start(TOKENS)) {
      String head = "GET /secret HTTP/1.1\r\nHost: bridge.example\r\nAuthorization: Bearer ";
      assertThat(raw(admin, head + "peep\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(raw(admin, head + "peep\r\nOrigin: https://evil.example\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
    }
  }

  private AdminServer start(AdminTokens tokens) throws IOException {
    return AdminServer.start(
        new InetSocketAddress("127.0.0.1", 0),
        operations,
        tokens,
        (method, path, status) -> watched.add(method + " " + path + " " + status));
  }

  private HttpResponse<String> send(AdminServer admin, String method, String path)
      throws Exception {
    return send(admin, method, path, "", Map.of());
  }

  private HttpResponse<String> put(AdminServer admin, String body) throws Exception {
    return send(admin, "PUT", "/things/a", body, Map.of());
  }

  private HttpResponse<String> bearer(
      AdminServer admin, String method, String path, String authorization) throws Exception {
    return send(admin, method, path, "", Map.of("Authorization", authorization));
  }

  private HttpResponse<String> send(
      AdminServer admin, String method, String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.port() + path))
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** What a browser would not let a client of ours write. */
  private static String raw(AdminServer admin, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", admin.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] first = socket.getInputStream().readNBytes(40);
      return new String(first, StandardCharsets.US_ASCII);
    }
  }
}
