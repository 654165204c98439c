package io.invitebridge.tests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.invitebridge.app.demo.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Linphone without a screen: linphone-daemon, which takes commands on its standard input and
 * prints what happens.
 */
final class Linphone implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/linphone-daemon");
  private static final String EVENT = "Event: LinphoneCall";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final Process process;

  private Linphone(Process process) {
    this.process = process;
  }

  /** Skips the calling test, with a clear word, where Linphone is not installed. */
  static void isNeeded() {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "skipped: Linphone is not installed (Debian: apt-get install linphone-cli)");
  }

  /**
   * Starts it and waits until it takes commands.
   *
   * @param user who it says it is
   */
  static Linphone start(int sipPort, String user) throws IOException {
    Path folder = Files.createTempDirectory("linphone");
    Files.createDirectories(folder.resolve(".local/share/linphone"));
    Path settings = folder.resolve("linphonerc");
    Files.writeString(
        settings,
        """
        [sip]
        sip_port=%d
        sip_tcp_port=0
        sip_tls_port=0
        bind_address=127.0.0.1
        guess_hostname=0
        contact=<sip:%s@127.0.0.1>
        default_proxy=-1
        register_only_when_network_is_up=0
        [rtp]
        audio_rtp_port=%d
        [net]
        firewall_policy=0
        """
            .formatted(sipPort, user, FreePorts.udpAndTcp(1).get(0)));
    ProcessBuilder builder =
        new ProcessBuilder(
                PROGRAM.toString(), "--config", settings.toString(), "--disable-stats-events")
            .redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TERM", "dumb");
    Linphone phone = new Linphone(builder.start());
    Thread reader = new Thread(phone::read, "linphone-output");
    reader.setDaemon(true);
    reader.start();
    phone.does("version");
    await()
        .atMost(InteropBridge.PATIENCE)
        .until(() -> phone.printed.stream().anyMatch(line -> line.startsWith("Version:")));
    return phone;
  }

  /** A command of linphone-daemon, such as {@code answer}, {@code terminate} or a call. */
  void does(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** The next state of a call with this name; others are passed over. */
  void hears(String state) throws InterruptedException {
    while (true) {
      String next = heard.poll(InteropBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(next).as("Linphone waits for %s:\n%s", state, log()).isNotNull();
      if (next.equals(state)) {
        return;
      }
    }
  }

  /** What was heard so far is of an earlier call. */
  void forgets() {
    heard.clear();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String log() {
    return String.join("\n", printed);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(line);
        if (line.startsWith(EVENT)) {
          heard.add(line.substring(EVENT.length()).strip());
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }
}
