package io.invitebridge.client.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeAddressTest {
  @ParameterizedTest
  @CsvSource({
    "ws://host,ws://host/rtm",
    "ws://host/,ws://host/rtm",
    "WSS://host:8443,wss://host:8443/rtm",
    "https://host/other?x=1,wss://host/other?x=1",
    "http://[::1]:8080/rtm,ws://[::1]:8080/rtm",
    "' ws://host/rtm ',ws://host/rtm"
  })
  void addresses(String given, String used) {
    assertThat(BridgeAddress.of(given)).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:80",
        "ftp://host",
        "ws://",
        "ws:host",
        "ws://a b",
        "ws://u:p@h",
        "ws://host:99999"
      })
  void noAddresses(String given) {
    assertThatIllegalArgumentException().isThrownBy(() -> BridgeAddress.of(given));
  }
}
