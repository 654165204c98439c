package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "2001:db8::/32, 2001:db8:1::1, true",
    "2001:db8::/32, 192.0.2.1, false",
  })
  void it_contains_what_shares_its_leading_bits(String range, String address, boolean inside)
      throws Exception {
    assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pbx.example.com", "192.0.2.0/33", "192.0.2.0/x", "1.2.3.4/5/6"})
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A name could make the system ask the DNS, and wait. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "255.255.255.255, true",
    "0.0.0.0, true",
    "2001:db8::1, true",
    "999.0.2.1, false",
    "192.0.2.256, false",
    "192.0.2, false",
    "192.0.2.1.5, false",
    "192.0.2.1., false",
    "192.0.2.x, false",
    "pbx.example.com, false",
  })
  void what_only_looks_like_an_address_is_a_name(String host, boolean literal) {
    assertThat(AddressRange.isLiteral(host)).isEqualTo(literal);
  }
}
