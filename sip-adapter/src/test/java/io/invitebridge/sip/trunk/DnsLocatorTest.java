package io.invitebridge.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.CountingTokens;
import io.invitebridge.sip.transport.Locator;
import io.invitebridge.sip.trunk.DnsLocator.Families;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where calls to a name go (RFC 3263 section 4, RFC 2782), asked of a real DNS server. */
class DnsLocatorTest {
  private final Ticking clock = new Ticking();
  private final NameServer dns;
  private final DnsLocator locator;

  DnsLocatorTest() throws IOException {
    dns = new NameServer();
    locator = locator(new Families(true, false), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void an_address_is_not_looked_up() {
    assertThat(at(target("192.0.2.1"))).containsExactly("udp:192.0.2.1:5060");
    assertThat(at(target("2001:db8::1"))).containsExactly("udp:[2001:db8::1]:5060");
    assertThat(dns.asked()).isEmpty();
  }

  /** Section 4.1: a port means UDP and no SRV; section 4.2: A records of the name itself. */
  @Test
  void a_port_means_addresses_alone() {
    dns.knows("pbx.example.com", 60, "A", "192.0.2.1");
    dns.knows("pbx.example.com", 60, "A", "192.0.2.2");
    assertThat(at(port(target("pbx.example.com"), 5080)))
        .containsExactlyInAnyOrder("udp:192.0.2.1:5080", "udp:192.0.2.2:5080");
    assertThat(dns.asked()).containsExactly("A pbx.example.com");
  }

  @Test
  void a_protocol_without_a_port_means_its_srv() {
    dns.knows("_sip._tcp.example.com", 60, "SRV", "20 0 5070 two.example.com.");
    dns.knows("_sip._tcp.example.com", 60, "SRV", "10 0 5060 one.example.com.");
    dns.knows("one.example.com", 60, "A", "192.0.2.1");
    dns.knows("two.example.com", 60, "A", "192.0.2.2");
    assertThat(at(protocol(target("example.com"), Protocol.TCP)))
        .containsExactly("tcp:192.0.2.1:5060", "tcp:192.0.2.2:5070");
    assertThat(dns.asked()).doesNotContain("NAPTR example.com");
  }

  @Test
  void naptr_chooses_the_protocol_in_its_order_and_what_is_not_spoken_is_passed_over() {
    dns.knows("example.com", 60, "NAPTR", "10 10 \"s\" \"SIPS+D2S\" \"\" _sips._sctp.example.com.");
    dns.knows("example.com", 60, "NAPTR", "30 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.com.");
    dns.knows("example.com", 60, "NAPTR", "20 10 \"s\" \"SIP+D2T\" \"\" other.example.com.");
    dns.knows("other.example.com", 60, "SRV", "1 1 5061 one.example.com.");
    dns.knows("_sip._udp.example.com", 60, "SRV", "1 1 5062 one.example.com.");
    dns.knows("one.example.com", 60, "A", "192.0.2.1");
    assertThat(at(target("example.com")))
        .containsExactly("tcp:192.0.2.1:5061", "udp:192.0.2.1:5062");
  }

  @Test
  void without_naptr_the_srv_of_each_protocol_is_asked_for() {
    dns.knows("_sip._tcp.example.com", 60, "SRV", "1 1 5061 one.example.com.");
    dns.knows("one.example.com", 60, "A", "192.0.2.1");
    assertThat(at(target("example.com"))).containsExactly("tcp:192.0.2.1:5061");
  }

  @Test
  void without_srv_the_name_itself_at_5060_over_udp() {
    dns.knows("example.com", 60, "A", "192.0.2.9");
    assertThat(at(target("example.com"))).containsExactly("udp:192.0.2.9:5060");
  }

  @Test
  void a_name_that_does_not_exist_has_no_address() {
    assertThat(at(target("nowhere.example.com"))).isEmpty();
  }

  /** RFC 2782: decidedly not there. */
  @Test
  void a_dot_is_no_server() {
    dns.knows("_sip._udp.example.com", 60, "SRV", "0 0 0 .");
    dns.knows("_sip._tcp.example.com", 60, "SRV", "1 1 5061 one.example.com.");
    dns.knows("one.example.com", 60, "A", "192.0.2.1");
    assertThat(at(target("example.com"))).containsExactly("tcp:192.0.2.1:5061");
  }

  @Test
  void listeners_and_servers_that_come_later_count_from_then_on() throws IOException {
    dns.knows("example.com", 60, "A", "192.0.2.9");
    dns.knows("example.com", 60, "AAAA", "2001:db8::9");
    dns.knows("_sip._tcp.example.com", 60, "SRV", "1 1 5061 example.com.");
    DnsSettings here = settings(dns, Duration.ofSeconds(20));
    List<Listener> udp = List.of(listener(Protocol.UDP, "127.0.0.1"));
    LiveLocator live = new LiveLocator(here, udp, clock, new CountingTokens());
    assertThat(at(live, target("example.com"))).containsExactly("udp:192.0.2.9:5060");

    live.become(settings(dns, Duration.ofSeconds(20)), List.copyOf(udp));
    assertThat(at(live, target("example.com"))).containsExactly("udp:192.0.2.9:5060");
    assertThat(dns.asked()).containsOnlyOnce("A example.com");

    live.become(here, List.of(udp.get(0), listener(Protocol.TCP, "::1")));
    assertThat(at(live, target("example.com")))
        .containsExactly("tcp:192.0.2.9:5061", "tcp:[2001:db8:0:0:0:0:0:9]:5061");

    try (NameServer other = new NameServer()) {
      other.knows("example.com", 60, "A", "192.0.2.7");
      live.become(settings(other, Duration.ofSeconds(20)), udp);
      assertThat(at(live, target("example.com"))).containsExactly("udp:192.0.2.7:5060");
    }
  }

  @Test
  void both_families_where_the_bridge_listens_on_both() {
    dns.knows("example.com", 60, "A", "192.0.2.9");
    dns.knows("example.com", 60, "AAAA", "2001:db8::9");
    assertThat(
            locator(new Families(true, true), Duration.ofSeconds(20)).locate(target("example.com")))
        .succeedsWithin(Duration.ofSeconds(30))
        .asString()
        .isEqualTo("[udp:192.0.2.9:5060, udp:[2001:db8:0:0:0:0:0:9]:5060]");
    assertThat(at(target("example.com"))).containsExactly("udp:192.0.2.9:5060");
  }

  @Test
  void aliases_are_followed() {
    dns.knows("alias.example.com", 60, "CNAME", "real.example.com.");
    dns.knows("alias.example.com", 60, "A", "192.0.2.3");
    assertThat(at(port(target("alias.example.com"), 5060))).containsExactly("udp:192.0.2.3:5060");
  }

  @Test
  void what_is_known_is_not_asked_again_and_comes_at_once() {
    dns.knows("_sip._udp.example.com", 600, "SRV", "1 1 5061 one.example.com.");
    dns.knows("one.example.com", 600, "A", "192.0.2.1");
    assertThat(at(target("example.com"))).hasSize(1);
    long before = dns.asked().stream().filter(q -> q.startsWith("A ")).count();
    CompletableFuture<List<Endpoint>> again = locator.locate(target("example.com"));
    assertThat(again).succeedsWithin(Duration.ofSeconds(30));
    assertThat(dns.asked().stream().filter(q -> q.startsWith("A ")).count()).isEqualTo(before);
  }

  @Test
  void when_the_server_is_silent_the_last_addresses_hold() {
    DnsLocator brief = locator(new Families(true, false), Duration.ofMillis(900));
    dns.knows("pbx.example.com", 0, "A", "192.0.2.1");
    TrunkTarget pbx = port(target("pbx.example.com"), 5060);
    assertThat(brief.locate(pbx))
        .succeedsWithin(Duration.ofSeconds(30))
        .asInstanceOf(LIST)
        .hasSize(1);
    dns.isSilent(true);
    assertThat(brief.locate(pbx))
        .succeedsWithin(Duration.ofSeconds(30))
        .asInstanceOf(LIST)
        .hasSize(1);
    assertThat(brief.locate(pbx)).isCompleted();
    dns.isSilent(false);
    dns.forgets();
    dns.knows("pbx.example.com", 0, "A", "192.0.2.2");
    clock.advance(Duration.ofSeconds(10));
    assertThat(brief.locate(pbx))
        .succeedsWithin(Duration.ofSeconds(30))
        .asString()
        .contains("192.0.2.2");
  }

  @Test
  void a_server_that_never_answered_leaves_nothing() {
    DnsLocator brief = locator(new Families(true, false), Duration.ofMillis(600));
    dns.isSilent(true);
    assertThat(brief.locate(target("example.com")))
        .succeedsWithin(Duration.ofSeconds(30))
        .asInstanceOf(LIST)
        .isEmpty();
  }

  private DnsLocator locator(Families families, Duration timeout) {
    return new DnsLocator(
        settings(dns, timeout),
        Set.of(Protocol.UDP, Protocol.TCP),
        families,
        clock,
        new CountingTokens());
  }

  private static DnsSettings settings(NameServer server, Duration timeout) {
    return new DnsSettings(List.of(server.at()), timeout);
  }

  private static Listener listener(Protocol protocol, String host) {
    return Listener.of(new Endpoint(protocol, host, 5060));
  }

  private List<String> at(TrunkTarget target) {
    return at(locator, target);
  }

  private static List<String> at(Locator locator, TrunkTarget target) {
    try {
      return locator.locate(target).get(30, TimeUnit.SECONDS).stream()
          .map(Endpoint::toString)
          .toList();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static TrunkTarget target(String host) {
    return new TrunkTarget(host, OptionalInt.empty(), Optional.empty(), 1, 1);
  }

  private static TrunkTarget port(TrunkTarget target, int port) {
    return new TrunkTarget(target.host(), OptionalInt.of(port), target.protocol(), 1, 1);
  }

  private static TrunkTarget protocol(TrunkTarget target, Protocol protocol) {
    return new TrunkTarget(target.host(), target.port(), Optional.of(protocol), 1, 1);
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
