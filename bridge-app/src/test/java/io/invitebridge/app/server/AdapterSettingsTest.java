package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.source.Environment;
import io.invitebridge.sip.Defence;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.Protocol;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the SIP side is told, out of the text. */
class AdapterSettingsTest {
  @Test
  void each_listener_is_advertised_by_its_own_name_or_by_that_of_all_if_that_can_be() {
    SipSettings settings =
        sip(
            """
            listen:
              sip:
                - udp://10.0.0.1:5060
                - {on: 'tcp://10.0.0.1:5060', advertise: inside.example}
                - {on: 'udp://[2001:db8::1]:5060'}
                - {on: 'tcp://[2001:db8::1]:5060', advertise: '2001:db8::2'}
            sip: {advertise: 192.0.2.1}
            """);
    assertThat(settings.listen())
        .extracting(listener -> listener.advertisedHost())
        .containsExactly("192.0.2.1", "inside.example", "2001:db8::1", "2001:db8::2");
  }

  @Test
  void a_name_holds_for_both_families() {
    SipSettings settings =
        sip(
            """
            listen: {sip: ['udp://10.0.0.1:5060', 'udp://[2001:db8::1]:5060']}
            sip: {advertise: sip.example}
            """);
    assertThat(settings.listen())
        .allSatisfy(listener -> assertThat(listener.advertisedHost()).isEqualTo("sip.example"));
  }

  @Test
  void the_defence_is_on_without_being_written() {
    Defence defence = sip("listen: {sip: 'udp://10.0.0.1:5060'}\n").wire().defence();
    assertThat(defence).isEqualTo(Defence.DEFAULT.withRate(200, 1_000).withRefusals(50));
  }

  @Test
  void the_defence_is_as_written() {
    Defence defence =
        sip("""
                listen: {sip: 'udp://10.0.0.1:5060'}
                sip:
                  defence:
                    connections: 7
                    connections-per-address: 6
                    handshake: 5s
                    message: 4s
                    idle: 3m
                    messages-per-second: 10
                    refusals: 0
                    queue-delay: 90ms
                """)
            .wire()
            .defence();
    assertThat(defence)
        .isEqualTo(
            new Defence(
                7,
                6,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofMinutes(3),
                10,
                50,
                0,
                Duration.ofMillis(90)));
  }

  @Test
  void messages_are_as_large_as_written() {
    assertThat(sip("listen: {sip: 'udp://10.0.0.1:5060'}\n").wire().messages())
        .isEqualTo(MessageLimits.DEFAULT);
    assertThat(
            sip("""
                listen: {sip: 'udp://10.0.0.1:5060'}
                sip: {defence: {header-lines: 100, header-bytes: 8192, body-bytes: 4096}}
                """)
                .wire()
                .messages())
        .isEqualTo(new MessageLimits(100, 8_192, 4_096));
  }

  @Test
  void a_listener_may_be_told_at_another_port() {
    SipSettings settings =
        sip(
            """
            listen:
              sip:
                - {on: 'udp://10.0.0.1:5060', advertise: sip.example, advertise-port: 15060}
                - {on: 'tcp://10.0.0.1:5060', advertise-port: 15061}
                - tcp://10.0.0.1:5061
            """);
    assertThat(settings.listen())
        .extracting(Listener::advertisedPort)
        .containsExactly(15_060, 15_061, 5_061);
    assertThat(settings.listen().get(1).advertisedHost()).isEqualTo("10.0.0.1");
  }

  @Test
  void a_gateway_has_as_long_as_written() {
    SipSettings settings =
        sip(
            """
            listen: {sip: 'udp://10.0.0.1:5060'}
            sip: {calls: {gateway-wait: 7s}}
            trunks:
              one: {uri: 'sip:a.example'}
              two: {uri: 'sip:b.example', calls: {redirects: 1}}
            """);
    assertThat(settings.calls().gatewayWait()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.trunks())
        .extracting(trunk -> trunk.calls().gatewayWait())
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(10));
  }

  @Test
  void a_trunk_is_pinged_and_known_by_its_names() {
    SipSettings settings =
        sip(
            """
            listen: {sip: 'tcp://10.0.0.1:5060'}
            trunks:
              one: {uri: 'sip:a.example;transport=tcp', connection-ping: 30s}
              two:
                targets: [{uri: 'sip:a.example;transport=tcp'}, {uri: 'sip:b.example'}]
                certificate-names: c.example
                connection-ping: 20s
            """);
    assertThat(settings.wire().keepAlives())
        .containsOnlyKeys("a.example", "b.example", "c.example")
        .containsEntry("a.example", Duration.ofSeconds(20));
    assertThat(settings.trunks().get(1).target().way().names()).containsExactly("c.example");
    Endpoint found =
        new Endpoint(Protocol.TCP, "192.0.2.7", 5060).by(new Endpoint.Way("", Set.of("b.example")));
    assertThat(settings.wire().keepAlive(found)).contains(Duration.ofSeconds(20));
    assertThat(settings.wire().keepAlive(new Endpoint(Protocol.TCP, "192.0.2.7", 5060))).isEmpty();
  }

  private static SipSettings sip(String text) {
    String whole = "apps: [{id: a}]\nroutes: [{name: r, refuse: busy}]\n" + text;
    LoadResult result = ConfigLoader.load(whole, "test.yaml", Environment.empty());
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return AdapterSettings.sip(((LoadResult.Loaded) result).config());
  }
}
