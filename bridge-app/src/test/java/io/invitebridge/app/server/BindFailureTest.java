package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindFailureTest {
  @ParameterizedTest
  @CsvSource({
    "Address already in use (Bind failed),another program has this port",
    "Permission denied,ports below 1024",
    "Cannot assign requested address,no such address",
    "The moon is full,The moon is full"
  })
  void the_cause_counts_and_not_its_wrapping(String message, String words) {
    Exception wrapped = new IOException("SIP cannot listen", new BindException(message));

    assertThat(
            BindFailure.words(
                message.startsWith("The moon") ? new IOException(message) : wrapped, "listen.sip"))
        .contains(words)
        .endsWith("change listen.sip in the configuration.");
  }

  @Test
  void a_host_without_an_address_is_named_as_such() {
    assertThat(BindFailure.words(new UnknownHostException("pbx"), "listen.rtm"))
        .contains("host name");
  }
}
