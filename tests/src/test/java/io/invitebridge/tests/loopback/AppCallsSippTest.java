package io.invitebridge.tests.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.tests.testkit.Sipp;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** App users ring SIPp's phones. */
class AppCallsSippTest {
  private final BlockingQueue<AppCallback> heard = new LinkedBlockingQueue<>();
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

  @Test
  void thePhoneAnswersAndTheAppHangsUpWithBye() throws Exception {
    try (AppUser alice = alice();
        Sipp sipp = phone("-sn", "uas")) {
      CallInvitation call = alice.invite("1001", Optional.empty(), Optional.empty());
      hears(Kind.LOCAL_RECEIVED_BY_PEER);
      hears(Kind.LOCAL_ACCEPTED);
      alice.hangUp(call);
      assertThat(sipp.exitCode()).isZero();
      assertThat(sipp.successful()).isEqualTo(1);
    }
  }

  @Test
  void thePhoneRingsAndIsCancelled() throws Exception {
    try (AppUser alice = alice();
        Sipp sipp = phone("-sf", Scenarios.phoneRings())) {
      LocalInvitation call = alice.invite("1001", Optional.empty(), Optional.empty());
      hears(Kind.LOCAL_RECEIVED_BY_PEER);
      alice.cancel(call);
      hears(Kind.LOCAL_CANCELED);
      assertThat(sipp.exitCode()).isZero();
      assertThat(sipp.successful()).isEqualTo(1);
    }
  }

  @Test
  void thePhoneIsNeverAnsweredAndIsCancelledByTheBridge() throws Exception {
    try (AppUser alice = alice();
        Sipp sipp = phone("-sf", Scenarios.phoneRings())) {
      alice.invite("1001", Optional.empty(), Optional.empty());
      hears(Kind.LOCAL_RECEIVED_BY_PEER);
      hears(Kind.LOCAL_FAILURE);
      assertThat(sipp.exitCode()).isZero();
    }
  }

  @Test
  void aSippThatIsKilledWhileItRingsIsAFailureForTheApp() throws Exception {
    try (AppUser alice = alice();
        Sipp sipp = phone("-sf", Scenarios.phoneRings())) {
      alice.invite("1001", Optional.empty(), Optional.empty());
      hears(Kind.LOCAL_RECEIVED_BY_PEER);
      sipp.kill();
      hears(Kind.LOCAL_FAILURE);
    }
  }

  @Test
  void aTrunkWhereNobodyListensIsAFailure() throws Exception {
    try (AppUser alice = alice()) {
      alice.invite("1001", Optional.empty(), Optional.empty());
      hears(Kind.LOCAL_FAILURE);
    }
  }

  private AppUser alice() throws Exception {
    return bridge.user("alice", (self, callback) -> note(callback));
  }

  private void note(AppCallback callback) {
    if (callback.invitation().isPresent() && !callback.kind().isInBetween()) {
      heard.add(callback);
    }
  }

  private void hears(Kind expected) throws InterruptedException {
    AppCallback next = heard.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("waiting for %s", expected).isNotNull();
    assertThat(next.kind()).isEqualTo(expected);
  }

  private Sipp phone(String... scenario) throws Exception {
    String[] where = {"-p", Integer.toString(bridge.trunkPort()), "-m", "1"};
    String[] all = java.util.Arrays.copyOf(scenario, scenario.length + where.length);
    System.arraycopy(where, 0, all, scenario.length, where.length);
    Sipp sipp = Sipp.start(all);
    bridge.awaitPhone();
    return sipp;
  }
}
