package io.invitebridge.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "192.0.2.4/31, 192.0.2.5, true",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "::1, ::1, true"
  })
  void aBlockContains(String block, String address, boolean contained) throws UnknownHostException {
    assertThat(Cidr.parse(block).contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:pbx.example.com",
        "sip:192.0.2.1:5070",
        "sip:[2001:db8::1]:5060;transport=tcp",
        "sip:localhost;transport=udp"
      })
  void aSipUriIsWrittenAsItWasRead(String text) {
    assertThat(SipUri.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://0.0.0.0:8080/rtm", "ws://[::1]:80/", "ws://bridge.example.com:0"})
  void aListenAddressIsWrittenAsItWasRead(String text) {
    assertThat(ListenAddress.parse(text, Set.of("ws"), true)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.9.9.9, true", "localhost, true", "0.0.0.0, false"})
  void loopbackIsKnown(String host, boolean loopback) {
    ListenAddress address = ListenAddress.parse("ws://" + host + ":1", Set.of("ws"), true);
    assertThat(address.isLoopback()).isEqualTo(loopback);
  }

  @Test
  void aSecretDoesNotShow() {
    assertThat(new Secret("hush")).hasToString("***");
  }
}
