package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.server.BridgeServer;
import io.invitebridge.app.server.TestConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command against a bridge on loopback. */
@Tag("loopback")
@Timeout(60)
class CallCommandTest {
  private TestConfig config = new TestConfig(0, 0, 0);
  private AutoCloseable server = () -> {};
  private ScriptedUser alice = new ScriptedUser("ws://127.0.0.1:1/rtm", "trial", "alice");

  @BeforeEach
  void start() throws Exception {
    config = TestConfig.onFreePorts();
    server = BridgeServer.start(config.load(), TestConfig.NOBODY);
    alice.close();
    alice = new ScriptedUser(config.rtmUrl(), "trial", "alice");
    alice.login();
  }

  @AfterEach
  void stop() throws Exception {
    alice.close();
    server.close();
  }

  @Test
  void an_accepted_call_is_hung_up_and_done() throws Exception {
    CompletableFuture<CommandRun> run = call("--hang-up-after", "100ms");

    alice.hears(Kind.REMOTE_RECEIVED);
    alice.accepts();
    alice.hears(Kind.REMOTE_ACCEPTED);
    alice.hears(Kind.CALL_ENDED, "reason", "hung-up");

    CommandRun ended = run.get(10, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out())
        .filteredOn(line -> line.contains("alice"))
        .extracting(line -> line.split(" +")[1])
        .containsExactly("LocalInvitationReceivedByPeer", "LocalInvitationAccepted", "CallEnded");
  }

  @Test
  void what_is_heard_during_the_call_changes_nothing_of_its_end() throws Exception {
    CompletableFuture<CommandRun> run = call("--hang-up-after", "1s");

    alice.hears(Kind.REMOTE_RECEIVED);
    alice.accepts();
    alice.hears(Kind.REMOTE_ACCEPTED);
    alice.says("bob", "are you there?");
    alice.hears(Kind.CALL_ENDED, "reason", "hung-up");

    CommandRun ended = run.get(20, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.allOut()).contains("MessageReceived", "CallEnded");
  }

  @Test
  void a_refused_call_has_failed() throws Exception {
    CompletableFuture<CommandRun> run = call();

    alice.hears(Kind.REMOTE_RECEIVED);
    alice.refuses("busy");

    CommandRun ended = run.get(10, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.allOut()).contains("LocalInvitationRefused", "reason=busy");
  }

  @Test
  void a_ringing_call_is_canceled_when_it_was_told_to() throws Exception {
    CompletableFuture<CommandRun> run = call("--cancel-after", "300ms");

    alice.hears(Kind.REMOTE_RECEIVED);
    alice.hears(Kind.REMOTE_CANCELED);

    CommandRun ended = run.get(10, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.allOut()).contains("LocalInvitationCanceled");
  }

  @Test
  void what_nobody_answers_has_failed() throws Exception {
    CompletableFuture<CommandRun> run = call();

    alice.hears(Kind.REMOTE_RECEIVED);
    alice.hears(Kind.REMOTE_FAILURE, "error", "INVITATION_EXPIRE");

    CommandRun ended = run.get(10, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.allOut()).contains("LocalInvitationFailure", "error=INVITATION_EXPIRE");
  }

  @Test
  void an_app_that_the_bridge_does_not_know_is_said_so() {
    CommandRun run =
        CommandRun.of(
            "call", "--from", "bob", "--to", "alice", "--url", config.rtmUrl(), "--app", "other");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.allErr()).contains("does not know this app id");
  }

  private CompletableFuture<CommandRun> call(String... more) {
    String[] base = {"call", "--from", "bob", "--to", "alice", "--url", config.rtmUrl()};
    String[] all = new String[base.length + more.length];
    System.arraycopy(base, 0, all, 0, base.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return CompletableFuture.supplyAsync(() -> CommandRun.of(all));
  }
}
