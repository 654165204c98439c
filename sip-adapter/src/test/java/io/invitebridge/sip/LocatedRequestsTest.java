package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.GatewayUri;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import io.invitebridge.sip.transport.Locator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to named hosts other than a trunk's (RFC 3263 section 4). */
class LocatedRequestsTest {
  private static final LegId LEG = new LegId(1);
  private static final String PROXY = "sip:phone@proxy.example";

  private final Dns dns = new Dns();
  private final Bench bench = Bench.asking(dns, Bench.settings());
  private final SipPeer one = bench.wire.peer("one", "192.0.2.41");
  private final SipPeer two = bench.wire.peer("two", "192.0.2.42");

  LocatedRequestsTest() {
    dns.knows("proxy.example", "192.0.2.41", "192.0.2.42");
  }

  @AfterEach
  void nothingIsLeftBehind() {
    bench.pass(Duration.ofSeconds(200));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.adapter.located()).isZero();
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  void a_bye_goes_to_the_first_server_of_the_contact() {
    hangUp(talking());
    assertThat(one.news()).containsExactly("BYE");
    assertThat(((SIPRequest) one.last("BYE")).getRequestURI()).hasToString(PROXY);
    assertThat(two.news()).isEmpty();
    one.answers("BYE", 200);
    assertThat(dns.asked).containsExactly("sip:proxy.example");
  }

  @Test
  void a_port_or_a_transport_is_what_is_asked_for() {
    hangUp(talking("sip:phone@proxy.example:5070"));
    assertThat(dns.asked).containsExactly("sip:proxy.example:5070");
    one.answers("BYE", 200);
  }

  @Test
  void the_next_server_gets_it_when_the_first_is_not_there() {
    bench.wire.cut(one);
    hangUp(talking());
    assertThat(two.news()).containsExactly("BYE");
    two.answers("BYE", 200);
  }

  /** RFC 3263 section 4.3: the same request with a branch of its own. */
  @Test
  void the_next_server_gets_it_when_the_first_answers_503() {
    hangUp(talking());
    SIPRequest first = (SIPRequest) one.last("BYE");
    one.answers("BYE", 503);
    bench.settle();
    SIPRequest second = (SIPRequest) two.last("BYE");
    assertThat(second.getCSeq().getSeqNumber()).isEqualTo(first.getCSeq().getSeqNumber());
    assertThat(second.getTopmostVia().getBranch()).isNotEqualTo(first.getTopmostVia().getBranch());
    two.answers("BYE", 200);
  }

  @Test
  void the_next_server_gets_it_when_the_first_says_nothing() {
    hangUp(talking());
    bench.pass(Duration.ofSeconds(32));
    assertThat(two.news()).containsExactly("BYE");
    two.answers("BYE", 200);
  }

  @Test
  void a_name_without_an_address_ends_the_leg_at_once() {
    dns.knows("proxy.example");
    hangUp(talking());
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void a_slow_look_up_holds_up_nobody_and_keeps_the_order() {
    SipPeer pbx = bench.pbx;
    invite();
    dns.isSlow();
    pbx.rung().reachableAt(PROXY).accepts();
    bench.settle();
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    assertThat(one.news()).isEmpty();
    dns.answers();
    bench.settle();
    assertThat(one.news()).containsExactly("ACK", "BYE");
    one.answers("BYE", 200);
  }

  @Test
  void the_ack_of_a_2xx_goes_to_the_first_server_each_time() {
    invite();
    SipCall call = bench.pbx.rung().reachableAt(PROXY).accepts();
    bench.settle();
    assertThat(one.news()).containsExactly("ACK");
    call.accepts();
    bench.settle();
    assertThat(one.news()).containsExactly("ACK");
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    one.answers("BYE", 200);
  }

  // ---------------------------------------------------------------- media gateways

  @Test
  void a_named_gateway_is_found_and_its_second_server_takes_over() {
    dns.knows("gateway.example", "192.0.2.41", "192.0.2.42");
    bench.wire.cut(one);
    SipCall phone = bench.bob.calls("alice");
    bench.settle();
    bench.engine(viaGateway());
    assertThat(two.news()).containsExactly("INVITE");
    assertThat(((SIPRequest) two.last("INVITE")).getRequestURI())
        .hasToString("sip:room@gateway.example");
    two.rung().accepts();
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("200 INVITE");
    assertThat(two.news()).containsExactly("ACK");
    phone.ack();
    bench.settle();
    hangUp(phone);
    two.answers("BYE", 200);
    bench.bob.answers("BYE", 200);
  }

  @Test
  void a_silent_server_of_a_gateway_is_followed_by_the_next_within_the_wait() {
    dns.knows("gateway.example", "192.0.2.41", "192.0.2.42");
    bench.bob.calls("alice");
    bench.settle();
    bench.engine(viaGateway());
    assertThat(one.news()).containsExactly("INVITE");
    bench.pass(Duration.ofSeconds(4));
    assertThat(two.news()).containsExactly("INVITE");
    two.rung().answers(486);
    bench.settle();
    assertThat(bench.bob.heard()).endsWith("480 INVITE");
  }

  @Test
  void a_gateway_is_cancelled_where_it_was_called() {
    dns.knows("gateway.example", "192.0.2.42");
    bench.bob.calls("alice");
    bench.settle();
    bench.engine(viaGateway());
    two.rung().rings();
    bench.settle();
    bench.engine(new SendWithdrawal(LegId.INVITER, EndReason.CANCELED, Content.EMPTY));
    bench.pass(Duration.ofSeconds(11));
    assertThat(two.heard()).containsExactly("INVITE", "CANCEL");
    two.rung().answers(200, "CANCEL").answers(487);
    bench.settle();
  }

  private SipCall talking() {
    return talking(PROXY);
  }

  private SipCall talking(String contact) {
    SipCall call = bench.bob.call("alice").reachableAt(contact);
    call.invite();
    bench.settle();
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    return call;
  }

  /** Once it is confirmed. */
  private void hangUp(SipCall call) {
    call.plain();
    bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, Content.EMPTY));
  }

  private static SendAccept viaGateway() {
    return new SendAccept(
        LegId.INVITER,
        Content.EMPTY,
        new MediaPolicy.Via(new GatewayUri("sip:room@gateway.example")));
  }

  private void invite() {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                AppUser.rtm(new AppId("app"), new UserId("alice")),
                Optional.empty(),
                new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
                new CalleeName("100"),
                Optional.empty(),
                Content.EMPTY,
                70)));
  }

  /** Answers at once unless it is slow. */
  private static final class Dns implements Locator {
    private final Map<String, List<Endpoint>> known = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Optional<CompletableFuture<Void>> gate = Optional.empty();

    void knows(String name, String... addresses) {
      known.put(
          name, Stream.of(addresses).map(ip -> new Endpoint(Protocol.UDP, ip, 5060)).toList());
    }

    void isSlow() {
      gate = Optional.of(new CompletableFuture<>());
    }

    void answers() {
      gate.orElseThrow().complete(null);
    }

    @Override
    public CompletableFuture<List<Endpoint>> locate(TrunkTarget target) {
      List<Endpoint> found = known.get(target.host());
      if (found == null) {
        return AS_WRITTEN.locate(target);
      }
      asked.add(target.toString());
      return gate.map(waiting -> waiting.thenApply(ok -> found))
          .orElseGet(() -> CompletableFuture.completedFuture(found));
    }
  }
}
