package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.digest.Proof;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.SipPeer;
import io.invitebridge.sip.trunk.RegistrationFigure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge registers at a PBX (RFC 3261 section 10.2, RFC 5626 section 4.5). */
class RegistrationTest {
  private static final Registering HOURLY =
      new Registering(new Credentials("bridge", "secret"), "bridge", Duration.ofHours(1));

  private final Bench bench = new Bench(registering(HOURLY));
  private final SipPeer pbx = bench.pbx;

  @Test
  void it_registers_at_the_start_and_says_where_it_is() {
    bench.settle();
    SIPRequest register = register();
    assertThat(register.getRequestURI()).hasToString("sip:192.0.2.20:5060");
    assertThat(register.getFrom().getAddress().getURI()).hasToString("sip:bridge@192.0.2.20");
    assertThat(register.getTo().getAddress().getURI()).hasToString("sip:bridge@192.0.2.20");
    assertThat(register.getExpires().getExpires()).isEqualTo(3600);
    assertThat(contact()).matches("sip:bridge@127\\.0\\.0\\.1:5060;line=\\w+");
    assertThat(figure().isRegistered(bench.time.clock().instant())).isFalse();
    granted("3600");
    assertThat(figure().isRegistered(bench.time.clock().instant())).isTrue();
  }

  @Test
  void the_refresh_comes_before_the_end_with_the_same_call_id_and_the_next_number() {
    bench.settle();
    SIPRequest first = register();
    granted("600");
    bench.pass(Duration.ofSeconds(509));
    assertThat(pbx.news()).containsExactly("REGISTER");
    bench.pass(Duration.ofSeconds(1));
    assertThat(pbx.news()).containsExactly("REGISTER");
    assertThat(register().getCallId()).isEqualTo(first.getCallId());
    assertThat(register().getFromTag()).isEqualTo(first.getFromTag());
    assertThat(register().getCSeq().getSeqNumber()).isEqualTo(2);
    assertThat(register().getContactHeader()).isEqualTo(first.getContactHeader());
  }

  @Test
  void a_challenge_is_met_and_the_nonce_serves_the_refresh() {
    bench.settle();
    challenged("n1");
    assertThat(proof().proves("secret", "REGISTER", new byte[0])).isTrue();
    assertThat(proof().uri()).isEqualTo("sip:192.0.2.20:5060");
    granted("600");
    bench.pass(Duration.ofSeconds(510));
    assertThat(proof().count()).isEqualTo(2);
    granted("600");
    assertThat(pbx.news()).containsExactly("REGISTER", "REGISTER", "REGISTER");
  }

  /** The Contact's own time counts, then Expires, then what was asked for (section 10.2.4). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Contact: <sip:other@192.0.2.9>;expires=5,<OURS>;expires=120 | Expires: 900 | 102",
        "Contact: <OURS> | Expires: 900 | 765",
        "Contact: <sip:bridge@203.0.113.5:1025>;expires=200 | X: y | 170",
        "Contact: <OURS>;expires=soon | X: y | 3060",
        "X: y | Z: z | 3060",
        "Contact: <OURS>;expires=999999 | X: y | 73440"
      })
  void what_is_granted_is_what_counts(String contact, String expires, long refreshAfter) {
    bench.settle();
    pbx.answers("REGISTER", 200, contact.replace("OURS", contact()), expires);
    bench.pass(Duration.ofSeconds(refreshAfter - 1));
    assertThat(pbx.news()).containsExactly("REGISTER");
    bench.pass(Duration.ofSeconds(1));
    assertThat(pbx.news()).containsExactly("REGISTER");
  }

  @Test
  void a_time_that_is_too_brief_is_asked_for_again_as_the_registrar_wants() {
    Bench brief =
        new Bench(
            registering(new Registering(HOURLY.credentials(), "bridge", Duration.ofSeconds(60))));
    brief.settle();
    brief.pbx.answers("REGISTER", 423, "Min-Expires: 1800");
    brief.settle();
    assertThat(((SIPRequest) brief.pbx.last("REGISTER")).getExpires().getExpires()).isEqualTo(1800);
    brief.pbx.answers("REGISTER", 200);
    brief.pass(Duration.ofSeconds(1530));
    assertThat(((SIPRequest) brief.pbx.last("REGISTER")).getExpires().getExpires()).isEqualTo(1800);
    assertThat(brief.pbx.news()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Min-Expires: 60", "Min-Expires: 999999", "X: y"})
  void a_423_without_sense_is_a_failure(String header) {
    bench.settle();
    pbx.answers("REGISTER", 423, header);
    bench.settle();
    assertThat(pbx.news()).containsExactly("REGISTER");
    assertThat(figure().lastFailure()).isEqualTo("status 423");
  }

  @Test
  void waits_double_from_failure_to_failure_up_to_half_an_hour() {
    bench.settle();
    for (int wait : new int[] {30, 60, 120, 240, 480, 900, 900}) {
      pbx.answers("REGISTER", 503);
      bench.pass(Duration.ofSeconds(wait).minusMillis(1));
      pbx.news();
      bench.pass(Duration.ofMillis(1));
      assertThat(pbx.news()).as("after %s s", wait).containsExactly("REGISTER");
    }
    assertThat(figure().failures()).isEqualTo(7);
    granted("600");
    assertThat(figure().failures()).isZero();
  }

  @Test
  void a_registrar_that_names_a_time_is_left_alone_for_it() {
    bench.settle();
    pbx.answers("REGISTER", 503, "Retry-After: 400");
    bench.pass(Duration.ofSeconds(399));
    assertThat(pbx.news()).containsExactly("REGISTER");
    bench.pass(Duration.ofSeconds(1));
    assertThat(pbx.news()).containsExactly("REGISTER");
  }

  @Test
  void a_wrong_password_is_tried_once_a_turn() {
    bench.settle();
    challenged("n1");
    challenged("n2");
    assertThat(pbx.news()).containsExactly("REGISTER", "REGISTER");
    assertThat(figure().lastFailure()).isEqualTo("status 401");
    bench.pass(Duration.ofSeconds(30));
    challenged("n3");
    challenged("n4");
    assertThat(pbx.news()).containsExactly("REGISTER", "REGISTER");
    bench.pass(Duration.ofSeconds(59));
    assertThat(pbx.news()).isEmpty();
  }

  @Test
  void an_outage_ends_in_a_new_registration() {
    bench.settle();
    granted("120");
    bench.wire.cut(pbx);
    bench.pass(Duration.ofSeconds(121));
    assertThat(figure().isRegistered(bench.time.clock().instant())).isFalse();
    bench.wire.mend(pbx);
    bench.pass(Duration.ofMinutes(2));
    granted("120");
    assertThat(figure().isRegistered(bench.time.clock().instant())).isTrue();
  }

  @Test
  void a_silent_registrar_is_asked_again() {
    bench.settle();
    bench.pass(Duration.ofSeconds(32 + 30));
    assertThat(pbx.news()).containsExactly("REGISTER", "REGISTER");
  }

  @Test
  void a_registrar_elsewhere_is_followed() {
    SipPeer other = bench.wire.peer("other", "192.0.2.21");
    bench.settle();
    pbx.answers("REGISTER", 302, "Contact: <sip:192.0.2.21>");
    bench.settle();
    assertThat(other.news()).containsExactly("REGISTER");
    other.answers("REGISTER", 302, "Contact: <sip:192.0.2.20>");
    bench.settle();
    pbx.answers("REGISTER", 302, "Contact: <sip:192.0.2.21>");
    bench.settle();
    other.answers("REGISTER", 302, "Contact: <sip:192.0.2.20>");
    bench.settle();
    assertThat(pbx.news()).hasSize(2);
    assertThat(figure().lastFailure()).isEqualTo("status 302");
  }

  @Test
  void the_next_target_is_asked_when_the_first_does_not_answer() {
    SipPeer second = new Pair().second;
    assertThat(second.news()).containsExactly("REGISTER");
  }

  @Test
  void the_stop_takes_the_registration_back() {
    bench.settle();
    challenged("n1");
    granted("600");
    bench.adapter.drain();
    bench.settle();
    assertThat(bench.adapter.unsettled()).isEqualTo(1);
    assertThat(register().getExpires().getExpires()).isZero();
    assertThat(proof().count()).isEqualTo(2);
    pbx.answers("REGISTER", 200);
    bench.settle();
    assertThat(bench.adapter.unsettled()).isZero();
    bench.pass(Duration.ofHours(2));
    assertThat(pbx.news()).hasSize(3);
    assertThat(bench.time.waiting()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  @Test
  void a_stop_without_a_registration_says_nothing() {
    bench.settle();
    bench.adapter.drain();
    bench.settle();
    assertThat(bench.adapter.unsettled()).isZero();
    pbx.answers("REGISTER", 200, "Expires: 600");
    bench.pass(Duration.ofHours(1));
    assertThat(pbx.news()).containsExactly("REGISTER");
  }

  @Test
  void what_changes_while_drained_is_registered_once_at_the_return() throws IOException {
    bench.settle();
    granted("600");
    bench.adapter.drain();
    bench.adapter.drain();
    bench.settle();
    assertThat(bench.adapter.unsettled()).isOne();
    pbx.answers("REGISTER", 200);
    bench.settle();
    pbx.news();

    Registering other = new Registering(HOURLY.credentials(), "desk", Duration.ofHours(1));
    bench.adapter.prepare(registering(other), DnsSettings.SYSTEM).commit();
    bench.settle();
    assertThat(pbx.news()).isEmpty();
    assertThat(bench.adapter.unsettled()).isZero();

    bench.adapter.undrain();
    bench.adapter.undrain();
    bench.settle();
    assertThat(pbx.news()).containsExactly("REGISTER");
    assertThat(register().getTo().getAddress().getURI()).hasToString("sip:desk@192.0.2.20");
  }

  @Test
  void each_registration_of_a_trunk_goes_its_own_way() {
    Bench two =
        new Bench(
            registering(
                HOURLY, new Registering(new Credentials("b2", "x"), "200", Duration.ofHours(1))));
    two.settle();
    assertThat(two.pbx.heard()).containsExactly("REGISTER", "REGISTER");
    SIPRequest first = (SIPRequest) two.pbx.messages().get(0);
    SIPRequest second = (SIPRequest) two.pbx.messages().get(1);
    assertThat(first.getCallId()).isNotEqualTo(second.getCallId());
    assertThat(second.getTo().getAddress().getURI()).hasToString("sip:200@192.0.2.20");
    assertThat(two.adapter.trunks().get(0).registrations())
        .extracting(RegistrationFigure::user)
        .containsExactly("bridge", "200");
  }

  @Test
  void a_call_to_the_registered_contact_is_the_trunks_wherever_it_comes_from() {
    bench.settle();
    granted("600");
    SipPeer edge = bench.wire.peer("edge", "203.0.113.7");
    edge.call("x").toUri(contact()).invite();
    bench.settle();
    assertThat(bench.invited.get(0).caller()).hasToString("sip:edge@pbx");
  }

  @Test
  void a_guessed_line_is_nobodys() {
    Bench strict = new Bench(registering(HOURLY).refusingUnknown());
    strict.settle();
    SipPeer edge = strict.wire.peer("edge", "203.0.113.7");
    edge.call("x").toUri("sip:bridge@127.0.0.1:5060;line=guess").invite();
    strict.settle();
    assertThat(edge.news()).contains("403 INVITE");
  }

  private final class Pair {
    final SipPeer second;

    Pair() {
      Bench two =
          new Bench(
              Bench.settings(
                  TrunkOptions.NONE
                      .withRegistrations(HOURLY)
                      .withTargets(
                          TrunkTarget.at(new Endpoint(Protocol.UDP, "192.0.2.20", 5060)),
                          TrunkTarget.at(new Endpoint(Protocol.UDP, "192.0.2.22", 5060))
                              .withOrder(2, 1))));
      second = two.wire.peer("second", "192.0.2.22");
      two.settle();
      two.pass(Duration.ofMillis(7_999));
      assertThat(second.heard()).isEmpty();
      two.pass(Duration.ofMillis(1));
      two.pbx.answers("REGISTER", 200, "Expires: 5");
      two.settle();
    }
  }

  private static SipSettings registering(Registering... wanted) {
    return Bench.settings(TrunkOptions.NONE.withRegistrations(wanted));
  }

  private SIPRequest register() {
    return (SIPRequest) pbx.last("REGISTER");
  }

  private Proof proof() {
    return Proof.parse(register().getAuthorization().getHeaderValue()).orElseThrow();
  }

  private String contact() {
    return register().getContactHeader().getAddress().getURI().toString();
  }

  private void granted(String seconds) {
    pbx.answers("REGISTER", 200, "Contact: <" + contact() + ">;expires=" + seconds);
    bench.settle();
  }

  private void challenged(String nonce) {
    pbx.answers(
        "REGISTER",
        401,
        "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"" + nonce + "\", qop=\"auth\"");
    bench.settle();
  }

  private RegistrationFigure figure() {
    return bench.adapter.trunks().get(0).registrations().get(0);
  }
}
