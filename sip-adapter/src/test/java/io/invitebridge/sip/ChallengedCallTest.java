package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.digest.Proof;
import io.invitebridge.sip.testing.Row;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trunk that wants to know who calls it (RFC 3261 section 22, RFC 8760). */
class ChallengedCallTest {
  private static final LegId LEG = new LegId(1);
  private static final byte[] NO_BODY = new byte[0];

  private final Bench bench = new Bench(Bench.settings(new Credentials("bridge", "secret")));

  @ParameterizedTest
  @CsvSource({"401,WWW-Authenticate,Authorization", "407,Proxy-Authenticate,Proxy-Authorization"})
  void the_call_goes_once_more_with_credentials(int status, String asks, String answers) {
    invite();
    SIPRequest first = last("INVITE");
    bench.pbx.rung().with(asks + ": " + challenge("n1", "MD5")).answers(status);
    bench.settle();

    SIPRequest second = last("INVITE");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "INVITE");
    assertThat(second.getCSeq().getSeqNumber()).isEqualTo(first.getCSeq().getSeqNumber() + 1);
    assertThat(second.getCallId()).isEqualTo(first.getCallId());
    assertThat(second.getFromTag()).isEqualTo(first.getFromTag());
    assertThat(second.getTopmostVia().getBranch()).isNotEqualTo(first.getTopmostVia().getBranch());
    assertThat(second.getRawContent()).isEqualTo(first.getRawContent());
    assertThat(proof(second, answers).proves("secret", "INVITE", NO_BODY)).isTrue();
    assertThat(proof(second, answers).uri()).isEqualTo(second.getRequestURI().toString());
    assertThat(bench.told()).isEmpty();

    SipCall call = bench.pbx.rung();
    call.rings();
    call.accepts();
    bench.settle();
    assertThat(bench.told()).containsExactly("Rang", "Accepted");
    SIPRequest ack = last("ACK");
    assertThat(ack.getCSeq().getSeqNumber()).isEqualTo(second.getCSeq().getSeqNumber());
    assertThat(header(ack, answers)).isEqualTo(header(second, answers));
  }

  @Test
  @Row("A17")
  void what_a_challenge_taught_goes_with_all_that_follows() {
    invite();
    bench.pbx.rung().with("WWW-Authenticate: " + challenge("n1", "MD5")).answers(401);
    bench.settle();
    bench.pbx.rung().accepts();
    bench.settle();
    SIPRequest invited = last("INVITE");
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    SIPRequest bye = last("BYE");
    assertThat(bye.getCSeq().getSeqNumber()).isEqualTo(invited.getCSeq().getSeqNumber() + 1);
    assertThat(proof(bye, "Authorization").count()).isEqualTo(2);
    assertThat(proof(bye, "Authorization").proves("secret", "BYE", NO_BODY)).isTrue();
    bench.pbx.rung().answers(200, "BYE");
    bench.settle();

    bench.pbx.news();
    invite();
    assertThat(proof(last("INVITE"), "Authorization").count()).isEqualTo(3);
    bench.pbx.rung().accepts();
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK");
  }

  @Test
  void a_challenged_bye_is_met_with_the_next_number() {
    invite();
    bench.pbx.rung().accepts();
    bench.settle();
    bench.engine(new SendHangUp(LEG, EndReason.HUNG_UP, Content.EMPTY));
    bench.pbx.rung().with("WWW-Authenticate: " + challenge("n1", "MD5")).answers(401, "BYE");
    bench.settle();
    SIPRequest second = last("BYE");
    assertThat(second.getCSeq().getSeqNumber()).isEqualTo(3);
    assertThat(proof(second, "Authorization").proves("secret", "BYE", NO_BODY)).isTrue();
    assertThat(bench.adapter.liveLegs()).isEqualTo(1);
    bench.pbx.rung().answers(200, "BYE");
    bench.settle();
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  /** RFC 8760 section 2.4: the server's order counts, and what we do not know is passed over. */
  @Test
  void of_several_algorithms_the_first_that_is_known_is_taken() {
    invite();
    bench
        .pbx
        .rung()
        .with("WWW-Authenticate: " + challenge("n0", "SHA3-256"))
        .with("WWW-Authenticate: " + challenge("n1", "SHA-512-256"))
        .with("WWW-Authenticate: " + challenge("n2", "SHA-256"))
        .with("WWW-Authenticate: " + challenge("n3", "MD5"))
        .answers(401);
    bench.settle();
    Proof proof = proof(last("INVITE"), "Authorization");
    assertThat(proof.nonce()).isEqualTo("n1");
    assertThat(proof.proves("secret", "INVITE", NO_BODY)).isTrue();
  }

  @Test
  void a_stale_nonce_is_worth_one_more_try_and_no_third() {
    invite();
    challenged("n1", "");
    challenged("n2", ", stale=true");
    assertThat(proof(last("INVITE"), "Authorization").nonce()).isEqualTo("n2");
    challenged("n3", ", stale=true");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "INVITE", "ACK", "INVITE", "ACK");
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.FORBIDDEN);
  }

  @Test
  void a_wrong_password_never_loops() {
    invite();
    challenged("n1", "");
    challenged("n2", "");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "INVITE", "ACK");
    assertThat(bench.told(Refused.class).response().value()).contains("\"status\":401");
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void proxies_and_the_callee_may_each_have_a_realm() {
    invite();
    bench
        .pbx
        .rung()
        .with("Proxy-Authenticate: Digest realm=\"edge\", nonce=\"e\", qop=\"auth\"")
        .with("Proxy-Authenticate: Digest realm=\"core\", nonce=\"c\"")
        .answers(407);
    bench.settle();
    challenged("n1", "");
    SIPRequest third = last("INVITE");
    assertThat(headers(third, "Proxy-Authorization")).hasSize(2);
    assertThat(proof(third, "Authorization").nonce()).isEqualTo("n1");
    bench.pbx.rung().accepts();
    bench.settle();
    assertThat(bench.told()).containsExactly("Accepted");
  }

  @Test
  void credentials_of_another_realm_are_not_given() {
    Bench other =
        new Bench(Bench.settings(new Credentials("bridge", "secret", Optional.of("elsewhere"))));
    other.engine(offer());
    other.pbx.rung().with("WWW-Authenticate: " + challenge("n1", "MD5")).answers(401);
    other.settle();
    assertThat(other.pbx.news()).containsExactly("INVITE", "ACK");
    assertThat(other.told()).containsExactly("Refused");
  }

  @Test
  void a_call_that_was_withdrawn_is_not_placed_again() {
    invite();
    bench.pbx.rung().tries();
    bench.settle();
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    bench.pbx.rung().answers(200, "CANCEL");
    challenged("n1", "");
    assertThat(bench.pbx.news()).containsExactly("INVITE", "CANCEL", "ACK");
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void a_cancel_is_for_the_second_invite_and_has_no_credentials() {
    invite();
    bench.pbx.rung().tries();
    challenged("n1", "");
    bench.engine(new SendWithdrawal(LEG, EndReason.CANCELED, Content.EMPTY));
    bench.settle();
    assertThat(bench.pbx.news()).doesNotContain("CANCEL");
    bench.pbx.rung().tries();
    bench.settle();
    SIPRequest cancel = last("CANCEL");
    assertThat(cancel.getCSeq().getSeqNumber()).isEqualTo(2);
    assertThat(cancel.getTopmostVia().getBranch())
        .isEqualTo(last("INVITE").getTopmostVia().getBranch());
    assertThat(cancel.hasHeader("Authorization")).isFalse();
  }

  @Test
  void what_cannot_be_met_is_refused_as_ever() {
    invite();
    bench.pbx.rung().with("WWW-Authenticate: Basic realm=\"pbx\"").answers(401);
    bench.settle();
    assertThat(bench.told(Refused.class).reason()).isEqualTo(RefuseReason.FORBIDDEN);
    invite();
    bench.pbx.rung().answers(407);
    bench.settle();
    assertThat(bench.pbx.news()).containsExactly("INVITE", "ACK", "INVITE", "ACK");
  }

  @Test
  void nothing_is_left_behind() {
    invite();
    challenged("n1", "");
    bench.pbx.rung().accepts();
    bench.settle();
    bench.pbx.rung().bye();
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.adapter.liveLegs()).isZero();
    assertThat(bench.wire.transactions()).isZero();
  }

  private void invite() {
    bench.engine(offer());
  }

  private void challenged(String nonce, String more) {
    bench.pbx.rung().with("WWW-Authenticate: " + challenge(nonce, "MD5") + more).answers(401);
    bench.settle();
  }

  private static String challenge(String nonce, String algorithm) {
    return "Digest realm=\"pbx\", nonce=\""
        + nonce
        + "\", opaque=\"5ccc069c\", qop=\"auth\", algorithm="
        + algorithm;
  }

  private SIPRequest last(String method) {
    return (SIPRequest) bench.pbx.last(method);
  }

  private static Proof proof(SIPMessage message, String header) {
    return Proof.parse(header(message, header)).orElseThrow();
  }

  private static String header(SIPMessage message, String name) {
    return headers(message, name).get(0);
  }

  private static List<String> headers(SIPMessage message, String name) {
    List<String> values = new ArrayList<>();
    message.getHeaders(name).forEachRemaining(h -> values.add(h.getHeaderValue()));
    return values;
  }

  private static SendInvite offer() {
    return new SendInvite(
        LEG,
        new Offer(
            AppUser.rtm(new AppId("app"), new UserId("alice")),
            Optional.empty(),
            new SipParty(Optional.of(Bench.PBX), new SipUser("100")),
            new CalleeName("100"),
            Optional.empty(),
            Content.EMPTY,
            70));
  }
}
