package io.invitebridge.app.server;

import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.port.Journal;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import java.io.IOException;
import java.util.List;

/** A bridge on free ports, with clocks that a test can wait for. */
public record TestConfig(int sip, int rtm, int admin) {
  public static final Watchers NOBODY = new Watchers(noJournal(), SipTrace.NONE, RtmTrace.NONE);

  public static TestConfig onFreePorts() throws IOException {
    List<Integer> ports = FreePorts.udpAndTcp(3);
    return new TestConfig(ports.get(0), ports.get(1), ports.get(2));
  }

  public BridgeConfig load() {
    return load("");
  }

  /**
   * @param more further keys of the top
   */
  public BridgeConfig load(String more) {
    String text =
        """
        apps: [{id: trial}]
        listen:
          sip: [udp://127.0.0.1:%d, tcp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:%d/rtm
          admin: http://127.0.0.1:%d
        sip: {strangers: route}
        rtm: {presence: 1s}
        timers: {ring: 3s, sip-ring: 2s}
        routes:
          - name: everybody
            ring: [{rtm: "{to.user}"}]
        """
                .formatted(sip, sip, rtm, admin)
            + more;
    LoadResult result = ConfigLoader.load(text, "test.yaml", Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new AssertionError(result);
  }

  public String rtmUrl() {
    return "ws://127.0.0.1:" + rtm + "/rtm";
  }

  private static Journal noJournal() {
    return (at, before, event, transition) -> {};
  }
}
