package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.sip.trunk.TrunkFigure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bridge in this process, with the clocks short (a SIP transaction without an answer is over
 * after 6.4 s) and the rest as its configuration says.
 */
final class InteropBridge implements AutoCloseable {
  static final String APP = "trial";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final AtomicInteger USERS = new AtomicInteger();

  private final BridgeServer server;

  /**
   * @param listening the lines of {@code listen} for SIP
   * @param rest trunks and routes
   */
  InteropBridge(String listening, String rest) throws StartException {
    this(configuration(listening, 0, rest));
  }

  /** One that speaks TLS, with its certificate in files. */
  InteropBridge(String listening, PemFiles certificate, String rest) throws StartException {
    this(
        configuration(listening, 0, rest)
            .replace("t1: 100ms", "t1: 100ms\n  tls: " + certificate.yaml()));
  }

  /** One whose texts can be fetched from this port. */
  static InteropBridge withTexts(String listening, int port, String rest) throws StartException {
    return new InteropBridge(
        configuration(listening, 0, rest)
            .replace("listen:", "listen:\n  texts: http://127.0.0.1:" + port)
            .replace(
                "t1: 100ms", "t1: 100ms\n  texts: {url: 'http://127.0.0.1:" + port + "/texts/'}"));
  }

  private InteropBridge(String text) throws StartException {
    LoadResult result = ConfigLoader.load(text, "interop.yaml", Environment.empty());
    if (!(result instanceof LoadResult.Loaded loaded)) {
      throw new AssertionError(result.toString());
    }
    server =
        BridgeServer.start(
            loaded.config(),
            new Watchers((at, before, event, transition) -> {}, SipTrace.NONE, RtmTrace.NONE));
  }

  static String configuration(String sip, int rtmPort, String rest) {
    return """
        apps:
          - id: trial
        listen:
          sip: [%s]
          rtm: ws://127.0.0.1:%d/rtm
        sip:
          t1: 100ms
        timers:
          trunk-probe: 1s
          delivery: 2s
          login-window: 2s
          ring: 10s
          sip-ring: 8s
        %s"""
        .formatted(sip, rtmPort, rest);
  }

  /** An app user who is logged in, under a name of her own: logins of one user are limited. */
  AppPhone app(String name) throws Exception {
    return new AppPhone(rtmUrl(), name + USERS.incrementAndGet());
  }

  /** An app user with exactly this name. */
  AppPhone appCalled(String name) throws Exception {
    return new AppPhone(rtmUrl(), name);
  }

  /** Waits until every registration of every trunk is granted. */
  void awaitRegistered() {
    await().atMost(PATIENCE).until(this::isRegistered);
  }

  String rtmUrl() {
    return "ws://127.0.0.1:" + server.rtm().orElseThrow().port() + "/rtm";
  }

  /** Waits until no call is open and no adapter holds a leg of one. */
  void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(server.runtime().figures().open()).as("open calls").isZero();
              assertThat(server.rtm().orElseThrow().openLegs()).as("rtm legs").isZero();
              assertThat(server.sip().orElseThrow().liveLegs()).as("SIP legs").isZero();
            });
    assertThat(server.runtime().figures().violations()).as("violations").isZero();
  }

  private boolean isRegistered() {
    return server.sip().orElseThrow().trunks().stream()
        .map(TrunkFigure::registrations)
        .flatMap(List::stream)
        .allMatch(one -> one.isRegistered(server.clock().instant()));
  }

  /** In good order, as on a signal: open calls may finish, registrations are taken back. */
  void stops() throws InterruptedException {
    server.drain(PATIENCE);
    server.close();
  }

  @Override
  public void close() {
    server.close();
  }
}
