package io.invitebridge.tests.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.ChildProcess;
import io.invitebridge.tests.testkit.Sipp;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPp's callers ring app users. */
class SippCallsAppTest {
  private RunningBridge bridge;

  @BeforeEach
  void start() throws Exception {
    Sipp.isNeeded();
    bridge = new RunningBridge();
  }

  @AfterEach
  void nothingIsLeft() {
    if (bridge != null) {
      bridge.awaitQuiet();
      bridge.close();
    }
  }

  @ParameterizedTest(name = "-t {0}")
  @ValueSource(strings = {"u1", "t1"})
  void twoHundredCallsAreAnswered(String transport) throws Exception {
    try (AppUser alice = bridge.user("alice", SippCallsAppTest::accept);
        Sipp sipp =
            Sipp.start(
                "-sn",
                "uac",
                "-s",
                alice.name(),
                "-m",
                "200",
                "-r",
                "50",
                "-t",
                transport,
                bridge.sipAddress())) {
      assertThat(sipp.exitCode()).isZero();
      assertThat(sipp.successful()).isEqualTo(200);
      assertThat(sipp.failed()).isZero();
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"busy, 486", "declined, 603", "unavailable, 480"})
  void everyCallIsRefusedWithTheStatusOfItsReason(String reason, int status) throws Exception {
    try (AppUser alice = bridge.user("alice", (self, callback) -> refuse(self, callback, reason))) {
      assertThat(fiftyCalls(Scenarios.ringsThen(status), alice.name())).isEqualTo(50);
    }
  }

  @Test
  void aCancelledCallGets487() throws Exception {
    try (AppUser alice = bridge.user("alice", (self, callback) -> {})) {
      assertThat(fiftyCalls(Scenarios.callerCancels(), alice.name())).isEqualTo(50);
    }
  }

  @Test
  void anAbsentUserIs480AtOnce() throws Exception {
    assertThat(fiftyCalls(Scenarios.refusedWith(480), "nobody")).isEqualTo(50);
  }

  @Test
  void anUnansweredCallIs480AfterTheRingTime() throws Exception {
    try (AppUser alice = bridge.user("alice", (self, callback) -> {})) {
      assertThat(fiftyCalls(Scenarios.ringsThen(480), alice.name())).isEqualTo(50);
    }
  }

  @Test
  void anAppThatIsKilledWhileItRingsIs480() throws Exception {
    try (ChildProcess alice = bridge.userInAProcessOfItsOwn("alice");
        Sipp sipp = oneCall(Scenarios.ringsThen(480))) {
      bridge.awaitRinging();
      alice.kill();
      assertThat(sipp.exitCode()).isZero();
    }
  }

  @Test
  void aSippThatIsKilledWhileItRingsIsAFailureForTheApp() throws Exception {
    CompletableFuture<Kind> end = new CompletableFuture<>();
    try (AppUser alice = bridge.user("alice", (self, callback) -> noteEnd(callback, end));
        Sipp sipp = oneCall(Scenarios.callerWaits())) {
      bridge.awaitRinging();
      sipp.kill();
      assertThat(end.get(30, TimeUnit.SECONDS)).as(alice.name()).isEqualTo(Kind.REMOTE_FAILURE);
    }
  }

  private long fiftyCalls(String scenario, String user) throws Exception {
    try (Sipp sipp =
        Sipp.start("-sf", scenario, "-s", user, "-m", "50", "-r", "50", bridge.sipAddress())) {
      assertThat(sipp.exitCode()).isZero();
      return sipp.successful();
    }
  }

  private Sipp oneCall(String scenario) throws Exception {
    return Sipp.start("-sf", scenario, "-s", "alice", "-m", "1", bridge.sipAddress());
  }

  private static void noteEnd(AppCallback callback, CompletableFuture<Kind> end) {
    if (callback.kind() == Kind.REMOTE_FAILURE || callback.kind() == Kind.REMOTE_CANCELED) {
      end.complete(callback.kind());
    }
  }

  private static void accept(AppUser self, AppCallback callback) {
    if (callback.kind() == Kind.REMOTE_RECEIVED) {
      self.accept((RemoteInvitation) callback.invitation().orElseThrow(), Optional.empty());
    }
  }

  private static void refuse(AppUser self, AppCallback callback, String reason) {
    if (callback.kind() == Kind.REMOTE_RECEIVED) {
      self.refuse((RemoteInvitation) callback.invitation().orElseThrow(), reason, Optional.empty());
    }
  }
}
