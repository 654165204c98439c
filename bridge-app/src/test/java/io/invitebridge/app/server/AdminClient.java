package io.invitebridge.app.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An operator at the admin listener of this machine. */
final class AdminClient {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  AdminClient(int port) {
    this.port = port;
  }

  /** A page's text, whatever its status. */
  String get(String path) throws IOException, InterruptedException {
    return send("GET", path, "").body();
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
