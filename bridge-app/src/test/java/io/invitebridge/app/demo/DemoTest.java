package io.invitebridge.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.cli.Terminal;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("loopback")
class DemoTest {
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void every_call_goes_as_it_should() throws InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    boolean isGood = new Demo(terminal(out, err)).play();

    assertThat(isGood).as(out.toString() + err).isTrue();
    assertThat(out.toString())
        .contains("remoteInvitationReceived", "486 Busy", "603 Decline", "487 Request Terminated")
        .contains("all as they should be")
        .doesNotContain("FAILED");
  }

  private static Terminal terminal(StringWriter out, StringWriter err) {
    return new Terminal(
        new BufferedReader(new StringReader("")),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        false,
        false);
  }
}
