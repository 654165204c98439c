package io.invitebridge.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipValuesTest {
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7"})
  void anAddressIsALiteral(String text) {
    assertThat(new SourceAddress(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pbx.example.com", "192.0.2.7\n", "fe80::1%eth0"})
  void anythingElseIsNot(String text) {
    assertThatThrownBy(() -> new SourceAddress(text)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void aHeaderIsFoundInAnyCaseAndItsValueIsNotPrinted() {
    Headers headers = new Headers(Map.of("X-Tenant", "gold"));
    assertThat(headers.value("x-TENANT")).contains("gold");
    assertThat(headers.value("X-Other")).isEmpty();
    assertThat(headers).hasToString("[x-tenant]");
  }

  @Test
  void headersAreBounded() {
    assertBad(Map.of("X Tenant", "gold"));
    assertBad(Map.of("", "gold"));
    assertBad(Map.of("X-Tenant", "a\r\nb"));
    assertBad(Map.of("X-Tenant", "x".repeat(513)));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= Headers.MOST; i++) {
      many.put("x-" + i, "");
    }
    assertBad(many);
  }

  @Test
  void headerChangesKeepTheirOrderAndTellNoValue() {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("X-Z", "hush");
    set.put("X-A", "hush");
    HeaderChanges changes = new HeaderChanges(set, Set.of("Subject"));
    assertThat(changes.set().keySet()).containsExactly("X-Z", "X-A");
    assertThat(changes).hasToString("set [X-Z, X-A], removed [Subject]");
    assertThatThrownBy(() -> new HeaderChanges(Map.of("X-A", "a\r\nX-B: c"), Set.of()))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new HeaderChanges(Map.of(), Set.of("X A")))
        .isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Via", "FROM", "content-type", "Content-Length", "t", "X-Invite-Path", ""})
  void aRouteCannotChangeWhatCarriesTheMessage(String name) {
    assertThatThrownBy(() -> HeaderChanges.checkName(name))
        .isInstanceOf(InvalidValueException.class);
  }

  private static void assertBad(Map<String, String> values) {
    assertThatThrownBy(() -> new Headers(values)).isInstanceOf(InvalidValueException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sip:room@gw.example.com", "SIPS:gw", "sip:a%20b@192.0.2.7;transport=tcp"})
  void aGatewayHasASipUri(String text) {
    assertThat(new GatewayUri(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "tel:123", "sip:a b@gw", "sip:a@gw\r\nX: y", "<sip:a@gw>", "sip:a>b@gw"})
  void anythingElseIsNoGateway(String text) {
    assertThatThrownBy(() -> new GatewayUri(text)).isInstanceOf(InvalidValueException.class);
  }
}
