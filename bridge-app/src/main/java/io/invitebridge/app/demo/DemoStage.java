package io.invitebridge.app.demo;

import io.invitebridge.app.ladder.Ladder;
import io.invitebridge.app.ladder.LadderRecorder;
import io.invitebridge.app.party.LoginFailedException;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import io.invitebridge.app.party.UnexpectedException;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.StartException;
import io.invitebridge.app.server.Watchers;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.runtime.LoggingJournal;
import io.invitebridge.core.runtime.SteadyClock;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.SipTrace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A bridge on free ports with its cast, and a note of every message between them. */
final class DemoStage implements AutoCloseable {
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
  private static final String APP = "demo";

  private final LadderRecorder recorder = new LadderRecorder(new SteadyClock());
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final BridgeServer server;
  private final int sipPort;
  private final Cast cast;

  /** Opens everything; when something fails, what was open is closed again. */
  DemoStage() throws StartException, LoginFailedException, IOException, InterruptedException {
    sipPort = FreePorts.udpAndTcp(1).get(0);
    SipPhone phone = keep(new SipPhone(sipPort, this::noteSip));
    try {
      server = keep(BridgeServer.start(config(sipPort, phone.port()), watchers()));
      cast = new Cast(phone, user("alice"), user("bob"), user("dora"));
    } catch (StartException | LoginFailedException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** One line about where everything is. */
  String where() {
    return "A bridge on 127.0.0.1 (SIP "
        + sipPort
        + ", RTM "
        + rtmPort()
        + "), a SIP phone on UDP "
        + cast.phone().port()
        + ", app users alice, bob and dora.";
  }

  /** Plays a story; the result says why it failed. */
  Optional<String> play(Story story) throws InterruptedException {
    recorder.restart();
    try {
      story.script().play(cast);
    } catch (UnexpectedException e) {
      leftovers();
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (!becomesQuiet()) {
      return Optional.of("Something of the call was left behind in the bridge.");
    }
    List<String> rest = leftovers();
    return rest.isEmpty()
        ? Optional.empty()
        : Optional.of("More was heard than there should be: " + rest + ".");
  }

  Ladder ladder(Story story) {
    return recorder.between(story.parties());
  }

  @Override
  public void close() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      try {
        parts.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException(parts.get(i) + " did not close.", e);
      }
    }
    parts.clear();
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.add(part);
    return part;
  }

  private ScriptedUser user(String name) throws LoginFailedException, InterruptedException {
    ScriptedUser user = keep(new ScriptedUser("ws://127.0.0.1:" + rtmPort() + "/rtm", APP, name));
    user.login();
    return user;
  }

  private int rtmPort() {
    return server.rtm().map(RtmAdapter::port).orElseThrow();
  }

  /** The last messages of a call are still on their way when its parties have heard the end. */
  private boolean becomesQuiet() throws InterruptedException {
    long giveUp = System.nanoTime() + QUIET_LIMIT.toNanos();
    while (isBusy()) {
      if (System.nanoTime() > giveUp) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
    return true;
  }

  private boolean isBusy() {
    return server.runtime().figures().open() > 0
        || server.sip().map(SipAdapter::liveLegs).orElse(0) > 0
        || server.rtm().map(RtmAdapter::openLegs).orElse(0) > 0;
  }

  private List<String> leftovers() {
    List<String> rest = new ArrayList<>(cast.phone().leftovers());
    List.of(cast.alice(), cast.bob(), cast.dora()).forEach(user -> rest.addAll(user.leftovers()));
    return rest;
  }

  private Watchers watchers() {
    return new Watchers(new LoggingJournal(), SipTrace.NONE, this::noteRtm);
  }

  /** Seen at the phone's socket: the bridge's SIP library shows less of what it does by itself. */
  private void noteSip(boolean isSentByPhone, String name) {
    recorder.note(
        isSentByPhone ? Stories.PHONE : Stories.BRIDGE,
        isSentByPhone ? Stories.BRIDGE : Stories.PHONE,
        name);
  }

  private void noteRtm(
      RtmTrace.Direction direction, AppUser user, String method, Optional<String> invitation) {
    if (invitation.isPresent()) {
      String name = user.user().value();
      boolean isIn = direction == RtmTrace.Direction.IN;
      recorder.note(isIn ? name : Stories.BRIDGE, isIn ? Stories.BRIDGE : name, method);
    }
  }

  private static BridgeConfig config(int sipPort, int phonePort) {
    String text =
        """
        apps:
          - id: %s
        listen:
          sip: [udp://127.0.0.1:%d, tcp://127.0.0.1:%d]
          rtm: ws://127.0.0.1:0/rtm
        trunks:
          desk:
            uri: sip:127.0.0.1:%d
            accept-from: [127.0.0.1]
        routes:
          - name: dora's calls ring for two seconds
            when: {to: {user: dora}}
            ring: [{rtm: dora}]
            timers: {ring: 2s, sip-ring: 1s}
          - name: SIP calls ring the app user of that name
            when: {from: {network: sip}}
            ring: [{rtm: "{to.user}"}]
          - name: app users dial digits out
            when: {to: {user: "\\\\d{3,15}"}}
            ring: [{trunk: desk, user: "{to.user}"}]
          - name: app users call each other
            ring: [{rtm: "{to.user}"}]
        """
            .formatted(APP, sipPort, sipPort, phonePort);
    LoadResult result = ConfigLoader.load(text, "demo.yaml", Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new IllegalStateException("The demo's configuration is wrong: " + result);
  }
}
