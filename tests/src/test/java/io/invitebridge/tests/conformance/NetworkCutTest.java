package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.CuttableProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The network fails for one side in each state of an invitation. Presence is 8 s here: cuts of 500
 * ms and 3 s stand for 5 and 20 s of the product's 30, one of 10 s for 40 s. What both sides heard
 * is compared whole, so that nothing is lost and nothing is told twice.
 */
class NetworkCutTest {
  private static RtmBridge bridge;
  private CuttableProxy line;
  private RecordedUser near;
  private RecordedUser far;

  @BeforeAll
  static void start() throws Exception {
    bridge = RtmBridge.forCuts();
  }

  @AfterAll
  static void nothingIsLeft() {
    bridge.awaitQuiet();
    bridge.close();
  }

  @BeforeEach
  void connect() throws IOException {
    line = new CuttableProxy(bridge.port());
    near = bridge.behind(line.port(), "near").login();
    far = bridge.online("far");
    near.forgets();
    far.forgets();
  }

  @AfterEach
  void logOut() throws IOException {
    near.client().logout(null);
    far.client().logout(null);
    near.close();
    far.close();
    line.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void sent_calleeIsBackInTime(long millis) {
    line.cut();
    far.invites(near.name());
    far.hears("send ok");
    lasts(millis);
    near.accepts(near.rings(), "yes");
    far.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
    near.hears("rings, state 1", "accept ok", "remote accepted, state 4");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void sent_calleeIsBackTooLate() {
    line.cut();
    far.invites(near.name());
    lasts(10_000);
    // Not PEER_OFFLINE: the callee had a session when it was sent (2.4, "callee online, silent").
    far.hears("send ok", "failure 2, state 6");
    // The answer comes behind everything that the bridge had to tell.
    near.client().queryPeersOnlineStatus(Set.of(far.name()), near.result("query"));
    near.hears("query ok {" + far.name() + "=true}");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void sent_callerIsBackInTime(long millis) {
    try (RecordedUser late = bridge.user("late")) {
      near.invites(late.name());
      near.hears("send ok");
      line.cut();
      late.login();
      RemoteInvitation ringing = late.rings();
      lasts(millis);
      near.hears("send ok", "received by peer, state 2");
      late.accepts(ringing, "yes");
      near.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
      late.hears("login ok", "rings, state 1", "accept ok", "remote accepted, state 4");
      late.client().logout(null);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void sent_callerIsBackTooLate() {
    try (RecordedUser late = bridge.user("late")) {
      near.invites(late.name());
      near.hears("send ok");
      line.cut();
      lasts(10_000);
      near.hears("send ok", "failure 4, state 6");
      late.login();
      late.hears("login ok");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void ringing_callerIsBackInTime(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(millis);
    far.refuses(far.rings(), "no");
    near.hears("send ok", "received by peer, state 2", "refused 'no', state 4");
    far.hears("rings, state 1", "refuse ok", "remote refused, state 3");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void ringing_callerIsBackTooLate() {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(10_000);
    far.hears("rings, state 1", "remote canceled, state 5");
    near.hears("send ok", "received by peer, state 2", "failure 4, state 6");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void ringing_calleeIsBackInTime(long millis) {
    LocalInvitation invitation = far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    far.cancels(invitation);
    far.hears("send ok", "received by peer, state 2", "cancel ok", "canceled, state 5");
    lasts(millis);
    near.hears("rings, state 1", "remote canceled, state 5");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void ringing_calleeIsBackTooLate() {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(10_000);
    far.hears("send ok", "received by peer, state 2", "failure 1, state 6");
    near.hears("rings, state 1", "remote failure 3, state 6");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void accepting_callerIsBackInTime(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    far.accepts(far.rings(), "yes");
    far.hears("rings, state 1", "accept ok");
    lasts(millis);
    near.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
    far.hears("rings, state 1", "accept ok", "remote accepted, state 4");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void accepting_callerIsBackTooLate() {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    far.accepts(far.rings(), "yes");
    lasts(10_000);
    near.hears("send ok", "received by peer, state 2", "failure 4, state 6");
    await().atMost(RtmBridge.PATIENCE).until(() -> far.heard().size() == 3);
    assertThat(far.heard().get(2)).isIn("remote failure 1, state 6", "remote failure 2, state 6");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void accepting_calleeIsBackInTime(long millis) {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    near.accepts(near.rings(), "yes");
    lasts(millis);
    far.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
    near.hears("rings, state 1", "accept ok", "remote accepted, state 4");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void accepting_calleeIsBackTooLate() {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    near.accepts(near.rings(), "yes");
    lasts(10_000);
    far.hears("send ok", "received by peer, state 2", "failure 1, state 6");
    near.hears("rings, state 1", "remote failure 2, state 6", "accept error 3");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void established_callerHangsUpWhenItIsBack(long millis) {
    LocalInvitation call = callsFar();
    line.cut();
    near.extension().endCall(call, "", near.result("end"));
    lasts(millis);
    far.hears("call ended: hung-up");
    near.hears("end ok", "call ended: hung-up");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} ms")
  @ValueSource(longs = {500, 3_000})
  void established_calleeHearsOfTheEndWhenItIsBack(long millis) {
    LocalInvitation call = isCalled();
    line.cut();
    far.extension().endCall(call, "", far.result("end"));
    far.hears("end ok", "call ended: hung-up");
    lasts(millis);
    near.hears("call ended: hung-up");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void established_callerIsBackTooLate() {
    callsFar();
    line.cut();
    lasts(10_000);
    far.hears("call ended: connection-lost");
    near.hears("call ended: connection-lost");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void established_calleeIsBackTooLate() {
    isCalled();
    line.cut();
    lasts(10_000);
    far.hears("call ended: connection-lost");
    near.hears("call ended: connection-lost");
  }

  private LocalInvitation callsFar() {
    LocalInvitation call = near.invites(far.name());
    far.accepts(far.rings(), "yes");
    established();
    return call;
  }

  private LocalInvitation isCalled() {
    LocalInvitation call = far.invites(near.name());
    near.accepts(near.rings(), "yes");
    established();
    return call;
  }

  private void established() {
    await()
        .atMost(RtmBridge.PATIENCE)
        .until(() -> near.heard().size() == 3 && far.heard().size() == 3);
    near.forgets();
    far.forgets();
  }

  /** The cut goes on for this long, and is over. */
  private void lasts(long millis) {
    await()
        .pollDelay(millis, TimeUnit.MILLISECONDS)
        .atMost(Duration.ofMillis(millis).plus(RtmBridge.PATIENCE))
        .until(() -> true);
    line.restore();
  }
}
