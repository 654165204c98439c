package io.invitebridge.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.app.demo.FreePorts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A baresip without a sound card: its audio devices are a loop in memory. It is driven over its
 * control port, whose messages are JSON in netstrings.
 */
final class Baresip implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROGRAM = Path.of("/usr/bin/baresip");
  private static final List<Path> MODULES =
      List.of(Path.of("/usr/lib/baresip/modules"), Path.of("/usr/lib64/baresip/modules"));

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final Path folder;
  private final Process process;
  private Optional<Socket> control = Optional.empty();

  private Baresip(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Skips the calling test, with a clear word, where baresip is not installed. */
  static void isNeeded() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "skipped: baresip is not installed (Debian: apt-get install baresip-core)");
  }

  /**
   * Starts it and waits until it takes commands.
   *
   * @param account a line of baresip's file of accounts
   */
  static Baresip start(int sipPort, String account) throws IOException {
    Path folder = Files.createTempDirectory("baresip");
    int controlPort = FreePorts.udpAndTcp(1).get(0);
    Path modules = MODULES.stream().filter(Files::isDirectory).findFirst().orElse(MODULES.get(0));
    Files.writeString(
        folder.resolve("config"),
        """
        poll_method epoll
        sip_listen 127.0.0.1:%d
        audio_player aubridge,loop
        audio_source aubridge,loop
        audio_alert aubridge,loop
        module_path %s
        module ctrl_tcp.so
        module g711.so
        module aubridge.so
        module_app account.so
        module_app menu.so
        module_tmp uuid.so
        ctrl_tcp_listen 127.0.0.1:%d
        """
            .formatted(sipPort, modules, controlPort));
    Files.writeString(folder.resolve("accounts"), account + "\n");
    Files.writeString(folder.resolve("contacts"), "");
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-f", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Baresip phone = new Baresip(folder, process);
    await().atMost(InteropBridge.PATIENCE).until(() -> phone.controls(controlPort));
    return phone;
  }

  /** Its log says so; the event may have come before there was anybody to hear it. */
  void awaitRegistered() {
    await().atMost(InteropBridge.PATIENCE).until(() -> log().contains("200 OK"));
  }

  /** A command of baresip's menu, such as {@code accept}, {@code hangup} or {@code hold}. */
  void does(String command) throws IOException {
    does(command, "");
  }

  void does(String command, String parameters) throws IOException {
    byte[] message =
        JSON.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", command));
    byte[] length = (message.length + ":").getBytes(UTF_8);
    Socket socket = control.orElseThrow();
    synchronized (this) {
      socket.getOutputStream().write(length);
      socket.getOutputStream().write(message);
      socket.getOutputStream().write(',');
      socket.getOutputStream().flush();
    }
  }

  /** The next event of this type; others are passed over. */
  JsonNode hears(String type) throws InterruptedException, IOException {
    while (true) {
      JsonNode next = heard.poll(InteropBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("baresip waits for %s:\n%s", type, log()).isNotNull();
      if (next.path("type").asText().equals(type)) {
        return next;
      }
    }
  }

  /** What was heard so far is of an earlier call. */
  void forgets() {
    heard.clear();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    control.ifPresent(
        socket -> {
          try {
            socket.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private boolean controls(int controlPort) throws IOException {
    if (!process.isAlive()) {
      throw new IOException("baresip did not start:\n" + log());
    }
    try {
      Socket socket = new Socket("127.0.0.1", controlPort);
      control = Optional.of(socket);
      Thread reader = new Thread(() -> read(socket), "baresip-events");
      reader.setDaemon(true);
      reader.start();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void read(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        heard.add(JSON.readTree(netstring(in)));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static byte[] netstring(InputStream in) throws IOException {
    int length = 0;
    int c = in.read();
    while (c >= '0' && c <= '9') {
      length = length * 10 + c - '0';
      c = in.read();
    }
    if (c != ':') {
      throw new EOFException();
    }
    byte[] message = in.readNBytes(length);
    in.read();
    return message;
  }
}
