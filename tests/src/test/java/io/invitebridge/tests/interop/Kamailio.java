package io.invitebridge.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.app.demo.FreePorts;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Kamailio with config/interop/kamailio/kamailio.cfg, users in text files, and a list of bridges.
 * The phones are 1001 to 1009; a phone's password is {@code secret-} and its number.
 */
final class Kamailio implements AutoCloseable {
  static final String REALM = "pbx.example.com";

  /** Tests run in their module's folder. */
  static final Path CONFIGURATION =
      Path.of("..", "config", "interop", "kamailio", "kamailio.cfg").toAbsolutePath().normalize();

  private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");

  private final int port;
  private final Path folder;
  private final Process process;

  private Kamailio(int port, Path folder, Process process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /** Skips the calling test, with a clear word, where Kamailio is not installed. */
  static void isNeeded() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "skipped: Kamailio is not installed (Debian: apt-get install kamailio)");
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param bridges SIP URIs, the preferred one first
   */
  static Kamailio start(int port, List<String> bridges) throws IOException {
    return start(port, bridges, List.of());
  }

  /**
   * @param options more of the command line
   */
  static Kamailio start(int port, List<String> bridges, List<String> options) throws IOException {
    Path folder = Files.createTempDirectory("kamailio");
    writeUsers(folder);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < bridges.size(); i++) {
      // Destination set, address, flags, priority: the highest is asked first.
      list.append("1 %s 0 %d\n".formatted(bridges.get(i), bridges.size() - i));
    }
    Files.writeString(folder.resolve("bridges.list"), list);
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-DD", "-E"));
    command.addAll(List.of("-f", CONFIGURATION.toString(), "-m", "32", "-M", "8"));
    command.addAll(List.of("-l", "udp:127.0.0.1:" + port, "-l", "tcp:127.0.0.1:" + port));
    Map<String, Object> site =
        Map.of("USERS_DB", "text://" + folder, "BRIDGES", folder.resolve("bridges.list"));
    site.forEach((name, value) -> command.addAll(List.of("-A", name + "=\"" + value + "\"")));
    command.addAll(List.of("-A", "PING_SECONDS=1"));
    command.addAll(options);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Kamailio kamailio = new Kamailio(port, folder, process);
    await().atMost(InteropBridge.PATIENCE).until(() -> kamailio.answers() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("Kamailio did not start:\n" + kamailio.log());
    }
    return kamailio;
  }

  static int freePort() throws IOException {
    return FreePorts.udpAndTcp(1).get(0);
  }

  static String passwordOf(String phone) {
    return "secret-" + phone;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  /** kill -9, the parent and its workers. */
  void kill() {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
  }

  private static void writeUsers(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("version"),
        "table_name(string) table_version(int)\nsubscriber:7\nlocation:9\n");
    StringBuilder users =
        new StringBuilder("id(int,auto) username(string) domain(string) password(string)\n");
    for (int i = 1; i <= 9; i++) {
      String phone = "100" + i;
      users.append("%d:%s:%s:%s\n".formatted(i, phone, REALM, passwordOf(phone)));
    }
    Files.writeString(folder.resolve("subscriber"), users);
  }

  private boolean answers() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      socket.setSoTimeout(200);
      String me = "127.0.0.1:" + socket.getLocalPort();
      byte[] options =
          """
          OPTIONS sip:127.0.0.1:%1$d SIP/2.0
          Via: SIP/2.0/UDP %2$s;branch=z9hG4bKready;rport
          From: <sip:ready@%2$s>;tag=1
          To: <sip:127.0.0.1:%1$d>
          Call-ID: ready
          CSeq: 1 OPTIONS
          Max-Forwards: 70
          Content-Length: 0

          """
              .formatted(port, me)
              .replace("\n", "\r\n")
              .getBytes(UTF_8);
      socket.send(
          new DatagramPacket(options, options.length, InetAddress.getByName("127.0.0.1"), port));
      DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), UTF_8).startsWith("SIP/2.0 200");
    } catch (SocketTimeoutException notYet) {
      return false;
    }
  }
}
