package io.invitebridge.tests.loopback;

import static org.awaitility.Awaitility.await;

import io.invitebridge.app.Main;
import io.invitebridge.app.demo.FreePorts;
import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.app.party.LoginFailedException;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipTrace;
import io.invitebridge.tests.testkit.ChildProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A bridge on free ports with short clocks: an unanswered call ends after 3 s, a lost app is given
 * up after 2 s. Digits ring the trunk, names ring app users.
 */
final class RunningBridge implements AutoCloseable {
  private static final String APP = "trial";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int sipPort;
  private final int trunkPort;
  private final BridgeServer server;

  RunningBridge() throws IOException, StartException {
    List<Integer> ports = FreePorts.udpAndTcp(2);
    sipPort = ports.get(0);
    trunkPort = ports.get(1);
    String text =
        """
        apps:
          - id: trial
        listen:
          sip: [udp://127.0.0.1:%1$d, tcp://127.0.0.1:%1$d]
          rtm: ws://127.0.0.1:0/rtm
        sip:
          strangers: route
          calls: {transfer: follow}
        rtm:
          presence: 2s
        timers:
          trunk-probe: 500ms
          delivery: 2s
          login-window: 2s
          ring: 3s
          sip-ring: 2500ms
        trunks:
          local:
            uri: sip:127.0.0.1:%2$d
        routes:
          - name: digits ring the trunk
            when: {to: {user: '\\d+'}}
            ring: [{trunk: local, user: "{to.user}"}]
          - name: names ring app users
            ring: [{rtm: "{to.user}"}]
        """
            .formatted(sipPort, trunkPort);
    LoadResult result = ConfigLoader.load(text, "loopback.yaml", Environment.empty());
    if (!(result instanceof LoadResult.Loaded loaded)) {
      throw new AssertionError(result.toString());
    }
    server =
        BridgeServer.start(
            loaded.config(),
            new Watchers((at, before, event, transition) -> {}, SipTrace.NONE, RtmTrace.NONE));
  }

  int sipPort() {
    return sipPort;
  }

  /** For SIPp's command line. */
  String sipAddress() {
    return "127.0.0.1:" + sipPort;
  }

  /** Where the trunk's calls go; nobody listens there unless the test starts somebody. */
  int trunkPort() {
    return trunkPort;
  }

  int rtmPort() {
    return server.rtm().orElseThrow().port();
  }

  /** An app user who only rings, in a JVM of its own that a test may kill. */
  ChildProcess userInAProcessOfItsOwn(String name) {
    return ChildProcess.start(
        ChildProcess.java(Main.class.getName(), "user", name, "--app", APP, "--url", url()),
        line -> line.contains("LOGIN_SUCCESS"));
  }

  /** Waits until a call rings. */
  void awaitRinging() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.runtime().openInvitations().stream()
                    .anyMatch(call -> call.state() == InvitationState.RINGING));
  }

  /** Waits until somebody has opened the trunk's UDP port. */
  void awaitPhone() {
    await().atMost(PATIENCE).until(this::trunkPortIsTaken);
  }

  /** An app user who does something at each callback. */
  AppUser user(String name, BiConsumer<AppUser, AppCallback> does)
      throws LoginFailedException, InterruptedException {
    AppUser[] self = new AppUser[1];
    self[0] = new AppUser(url(), APP, name, callback -> does.accept(self[0], callback));
    self[0].login();
    return self[0];
  }

  /** Waits until no call is open and the adapters hold no leg of one. */
  void awaitQuiet() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.runtime().figures().open() == 0
                    && server.rtm().orElseThrow().openLegs() == 0
                    && server.sip().orElseThrow().liveLegs() == 0);
  }

  private String url() {
    return "ws://127.0.0.1:" + rtmPort() + "/rtm";
  }

  private boolean trunkPortIsTaken() throws IOException {
    try (DatagramSocket probe = new DatagramSocket(trunkPort, InetAddress.getByName("127.0.0.1"))) {
      return !probe.isBound();
    } catch (BindException taken) {
      return true;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
