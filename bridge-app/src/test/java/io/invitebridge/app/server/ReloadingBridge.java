package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bridge and the file that it was started from, with six free ports: SIP, RTM and admin listen on
 * the first three.
 */
final class ReloadingBridge implements AutoCloseable {
  private final Path file;
  private final List<Integer> ports;
  private final BridgeServer server;

  private ReloadingBridge(Path file, List<Integer> ports) throws IOException, StartException {
    this.file = file;
    this.ports = ports;
    write(text());
    LoadResult.Loaded loaded = (LoadResult.Loaded) load();
    this.server = BridgeServer.start(loaded.config(), TestConfig.NOBODY, Optional.of(this::load));
  }

  static ReloadingBridge start(Path directory) throws IOException, StartException {
    return new ReloadingBridge(directory.resolve("bridge.yaml"), FreePorts.udpAndTcp(6));
  }

  /** What the file said at the start. */
  String text() {
    return """
        apps: [{id: trial}]
        listen:
          sip: [udp://127.0.0.1:%d]
          rtm: %s
          admin: http://127.0.0.1:%d
        sip: {strangers: route}
        routes:
          - name: everybody
            ring: [{rtm: alice}]
        """
        .formatted(port(0), rtmUrl(1), port(2));
  }

  Path file() {
    return file;
  }

  void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  /** Writes the file and has it read; gives what the admin page says of it. */
  String reload(String text) throws IOException, InterruptedException {
    write(text);
    HttpResponse<String> answer = admin().send("POST", "/reload", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  BridgeServer server() {
    return server;
  }

  AdminClient admin() {
    return new AdminClient(port(2));
  }

  int port(int index) {
    return ports.get(index);
  }

  String rtmUrl(int index) {
    return "ws://127.0.0.1:" + port(index) + "/rtm";
  }

  /** Fails when somebody has the TCP port. */
  void assertNobodyListens(int index) throws IOException {
    new ServerSocket(port(index), 1, InetAddress.getByName("127.0.0.1")).close();
  }

  @Override
  public void close() {
    server.close();
  }

  private LoadResult load() {
    return ConfigLoader.load(file, name -> Optional.empty());
  }
}
