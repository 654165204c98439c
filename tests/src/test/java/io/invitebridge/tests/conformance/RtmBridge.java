package io.invitebridge.tests.conformance;

import static org.awaitility.Awaitility.await;

import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A bridge of app users only, on a free port; any name rings the user of that name. */
final class RtmBridge implements AutoCloseable {
  static final String APP = "trial";
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BridgeServer server;
  private final Duration confirm;
  private final AtomicInteger users = new AtomicInteger();

  private RtmBridge(Clocks clocks) throws StartException {
    confirm = clocks.confirm;
    String text =
        """
        apps:
          - id: trial
        listen:
          rtm: ws://127.0.0.1:0/rtm
        rtm:
          presence: %s
        timers:
          trunk-probe: 500ms
          delivery: %s
          login-window: %s
          ring: %s
          sip-ring: 1s
          confirm: %s
        routes:
          - name: names ring app users
            ring: [{rtm: "{to.user}"}]
        """
            .formatted(
                clocks.presence,
                clocks.delivery,
                clocks.delivery,
                clocks.ring,
                clocks.confirm.toMillis() + "ms");
    LoadResult result = ConfigLoader.load(text, "conformance.yaml", Environment.empty());
    if (!(result instanceof LoadResult.Loaded loaded)) {
      throw new AssertionError(result.toString());
    }
    server =
        BridgeServer.start(
            loaded.config(),
            new Watchers((at, before, event, transition) -> {}, SipTrace.NONE, RtmTrace.NONE));
  }

  /** 30 s, 60 s and 5 s of the product as 1500 ms, 2 s and 1 s. */
  static RtmBridge withShortClocks() throws StartException {
    return new RtmBridge(new Clocks("2s", "1500ms", "2s", Duration.ofSeconds(1)));
  }

  /** Presence 8 s; what waits for an answer waits longer than any cut that can be resumed. */
  static RtmBridge forCuts() throws StartException {
    return new RtmBridge(new Clocks("8s", "9s", "30s", Duration.ofSeconds(10)));
  }

  /** Presence and delivery 30 s, ring 60 s, confirm 5 s. */
  static RtmBridge withTheProductsClocks() throws StartException {
    return new RtmBridge(new Clocks("30s", "30s", "60s", Duration.ofSeconds(5)));
  }

  /** How long an accept waits for the caller's confirmation. */
  Duration confirm() {
    return confirm;
  }

  int port() {
    return server.rtm().orElseThrow().port();
  }

  /**
   * A user who is not logged in yet. The name gets a number, as nobody may log in more than twice
   * in a second.
   */
  RecordedUser user(String name) {
    return new RecordedUser(port(), name + users.incrementAndGet());
  }

  /** A user who is not logged in yet and whose connections go through a relay's port. */
  RecordedUser behind(int relayPort, String name) {
    return new RecordedUser(relayPort, name + users.incrementAndGet());
  }

  /** A user who is logged in. */
  RecordedUser online(String name) {
    return user(name).login();
  }

  /** Waits until no invitation is open and the adapter holds no leg of one. */
  void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.runtime().figures().open() == 0
                    && server.rtm().orElseThrow().openLegs() == 0);
  }

  /** Waits until this many invitations and calls are open. */
  void awaitOpen(int count) {
    await().atMost(PATIENCE).until(() -> server.runtime().figures().open() == count);
  }

  @Override
  public void close() {
    server.close();
  }

  private record Clocks(String presence, String delivery, String ring, Duration confirm) {}
}
