package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A bridge with all three networks on free ports, and short clocks: 2 s to be received, 3 s to
 * ring. The names of the called say where they are: {@code rtm-...}, {@code old-...}, and for the
 * phones 70 plus the number of the story, each a trunk of its own.
 */
final class NineWayBridge implements AutoCloseable {
  static final String APP = "trial";
  static final String ROOM = "room";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Integer> ports;
  private final BridgeServer server;

  NineWayBridge() throws IOException, StartException {
    ports = FreePorts.udpAndTcp(1 + Story.values().length);
    StringBuilder trunks = new StringBuilder();
    StringBuilder routes = new StringBuilder();
    for (Story story : Story.values()) {
      trunks.append("  %s: {uri: 'sip:127.0.0.1:%d'}\n".formatted(story.slug(), phonePort(story)));
      routes.append(
          "  - {name: '%1$s', when: {to: {user: '%2$s'}}, ring: [{trunk: %1$s, user: '%2$s'}]}\n"
              .formatted(story.slug(), phone(story)));
    }
    String text =
        """
        apps:
          - id: trial
        listen:
          sip: [udp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:0/rtm
          legacy: ws://127.0.0.1:0/
        sip:
          strangers: route
        timers:
          trunk-probe: 1s
          delivery: 2s
          login-window: 2s
          ring: 3s
          sip-ring: 2500ms
        trunks:
        %sroutes:
        %s  - {name: old apps, when: {to: {user: 'old-.*'}}, ring: [{legacy: '{to.user}'}]}
          - {name: apps, when: {to: {user: 'rtm-.*'}}, ring: [{rtm: '{to.user}'}]}
        """
            .formatted(ports.get(0), trunks, routes);
    LoadResult result = ConfigLoader.load(text, "directions.yaml", Environment.empty());
    if (!(result instanceof LoadResult.Loaded loaded)) {
      throw new AssertionError(result.toString());
    }
    server =
        BridgeServer.start(
            loaded.config(),
            new Watchers((at, before, event, transition) -> {}, SipTrace.NONE, RtmTrace.NONE));
  }

  /** The phone that plays this story. */
  static String phone(Story story) {
    return "70" + story.ordinal();
  }

  int phonePort(Story story) {
    return ports.get(1 + story.ordinal());
  }

  String sipAddress() {
    return "127.0.0.1:" + ports.get(0);
  }

  String rtmUrl() {
    return "ws://127.0.0.1:" + server.rtm().orElseThrow().port() + "/rtm";
  }

  int legacyPort() {
    return server.legacy().orElseThrow().port();
  }

  /** Waits until no call is open and no adapter holds a leg of one. */
  void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(server.runtime().figures().open()).as("open calls").isZero();
              assertThat(server.rtm().orElseThrow().openLegs()).as("rtm legs").isZero();
              assertThat(server.legacy().orElseThrow().openLegs()).as("legacy legs").isZero();
              assertThat(server.sip().orElseThrow().liveLegs()).as("SIP legs").isZero();
            });
    assertThat(server.runtime().figures().violations()).as("violations").isZero();
  }

  @Override
  public void close() {
    server.close();
  }
}
