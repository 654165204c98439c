package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.TrunkOptions.Challenging;
import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Challenge;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.digest.Proof;
import io.invitebridge.sip.digest.Proof.Subject;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of a trunk prove who they are (RFC 3261 section 22, RFC 8760). */
class ChallengedCallerTest {
  private static final String URI = "sip:alice@127.0.0.1";
  private static final byte[] NO_BODY = new byte[0];
  private static final Challenging USERS =
      new Challenging("bridge", List.of(new Credentials("office", "secret")), Challenging.ALL);

  private final Bench bench =
      new Bench(Bench.settings(TrunkOptions.NONE.withChallenge(USERS)).refusingUnknown());
  private final SipPeer caller = bench.bob;

  @Test
  void a_challenge_for_each_algorithm_the_best_first() {
    SipCall call = caller.calls("alice");
    bench.settle();
    assertThat(caller.news()).containsExactly("100 INVITE", "401 INVITE");
    assertThat(challenges(call.lastResponse()))
        .extracting(Challenge::algorithm)
        .containsExactly(Algorithm.SHA_512_256, Algorithm.SHA_256, Algorithm.MD5);
    assertThat(challenges(call.lastResponse()))
        .allMatch(challenge -> challenge.realm().equals("bridge") && !challenge.stale());
    assertThat(bench.invited).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void who_proves_it_is_the_trunks_caller_wherever_it_comes_from(int algorithm) {
    SipCall call = caller.calls("alice");
    bench.settle();
    answer(call, challenges(call.lastResponse()).get(algorithm), "secret", 1);
    assertThat(bench.invited).hasSize(1);
    assertThat(bench.invited.get(0).caller()).hasToString("sip:bob@pbx");
  }

  @Test
  void what_is_inside_the_call_is_not_challenged() {
    SipCall call = caller.calls("alice");
    bench.settle();
    answer(call, challenges(call.lastResponse()).get(0), "secret", 1);
    bench.engine(new SendAccept(LegId.INVITER, Content.EMPTY));
    call.ack();
    bench.settle();
    call.bye();
    bench.settle();
    assertThat(caller.news()).endsWith("200 INVITE", "200 BYE");
  }

  @Test
  void a_cancel_is_not_challenged() {
    SipCall call = caller.calls("alice");
    bench.settle();
    answer(call, challenges(call.lastResponse()).get(0), "secret", 1);
    caller.news();
    call.cancel();
    bench.settle();
    assertThat(caller.news()).containsExactly("200 CANCEL");
    assertThat(bench.told()).containsExactly("Canceled");
  }

  @Test
  void a_wrong_password_and_an_unknown_user_are_asked_again() {
    SipCall call = caller.calls("alice");
    bench.settle();
    answer(call, challenges(call.lastResponse()).get(0), "guess", 1);
    assertThat(caller.news()).endsWith("401 INVITE");
    Challenge next = challenges(call.lastResponse()).get(0);
    assertThat(next.stale()).isFalse();
    answer(call, next, new Credentials("nobody", "secret"), 1);
    assertThat(caller.news()).endsWith("401 INVITE");
    assertThat(bench.invited).isEmpty();
  }

  @Test
  void an_old_nonce_is_stale_and_a_new_one_comes_with_that() {
    SipCall call = caller.calls("alice");
    bench.settle();
    Challenge first = challenges(call.lastResponse()).get(0);
    bench.pass(Duration.ofMinutes(5));
    answer(call, first, "secret", 1);
    Challenge second = challenges(call.lastResponse()).get(0);
    assertThat(second.stale()).isTrue();
    answer(call, second, "secret", 1);
    assertThat(bench.invited).hasSize(1);
  }

  @Test
  void a_nonce_of_before_a_restart_is_stale() {
    Challenge foreign =
        Challenge.parse("Digest realm=\"bridge\", nonce=\"bm90IG91cnM\", qop=auth, algorithm=MD5")
            .orElseThrow();
    SipCall call = caller.call("alice");
    call.invite();
    bench.settle();
    answer(call, foreign, "secret", 1);
    assertThat(challenges(call.lastResponse()).get(0).stale()).isTrue();
  }

  @Test
  void a_count_serves_once() {
    SipCall call = caller.calls("alice");
    bench.settle();
    Challenge challenge = challenges(call.lastResponse()).get(0);
    answer(call, challenge, "secret", 1);
    for (int count : new int[] {3, 2, 70}) {
      SipCall another = caller.call("alice");
      answer(another, challenge, "secret", count);
    }
    assertThat(bench.invited).hasSize(4);
    for (int used : new int[] {1, 2, 3, 4, 70}) {
      SipCall replay = caller.call("alice");
      answer(replay, challenge, "secret", used);
      assertThat(challenges(replay.lastResponse()).get(0).stale()).isTrue();
    }
    assertThat(bench.invited).hasSize(4);
  }

  @Test
  void a_client_that_does_not_count_uses_a_nonce_once() {
    SipCall call = caller.calls("alice");
    bench.settle();
    Challenge asked = challenges(call.lastResponse()).get(2);
    Challenge bare =
        Challenge.parse("Digest realm=\"bridge\", nonce=\"" + asked.nonce() + "\"").orElseThrow();
    answer(call, bare, "secret", 0);
    assertThat(bench.invited).hasSize(1);
    SipCall again = caller.call("alice");
    answer(again, bare, "secret", 0);
    assertThat(bench.invited).hasSize(1);
  }

  @Test
  void after_ten_wrong_passwords_an_address_is_left_outside_for_a_while() {
    for (int i = 0; i < 10; i++) {
      guess();
    }
    assertThat(caller.news()).doesNotContain("403 INVITE");
    guess();
    assertThat(caller.news()).endsWith("403 INVITE");
    SipPeer other = bench.wire.peer("other", "192.0.2.77");
    other.calls("alice");
    bench.settle();
    assertThat(other.news()).endsWith("401 INVITE");
    bench.pass(Duration.ofMinutes(2));
    guess();
    assertThat(caller.news()).endsWith("401 INVITE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic b2ZmaWNlOnNlY3JldA==",
        "Digest username=\"office\"",
        "Digest username=\"office\", realm=\"elsewhere\", nonce=\"n\", uri=\"sip:a@b\","
            + " response=\"00\"",
        "Digest username=\"office\", realm=\"bridge\", nonce=\"\\\"\", uri=\"sip:a@b\","
            + " response=\"zz\", algorithm=MD5"
      })
  void what_proves_nothing_is_asked_again(String authorization) {
    caller.call("alice").with("Authorization: " + authorization).invite();
    bench.settle();
    assertThat(caller.news()).endsWith("401 INVITE");
    assertThat(bench.adapter.liveLegs()).isZero();
  }

  @Test
  void where_strangers_are_routed_only_those_who_show_something_are_judged() {
    Bench open = new Bench(Bench.settings(TrunkOptions.NONE.withChallenge(USERS)));
    open.bob.calls("alice");
    open.settle();
    assertThat(open.invited).hasSize(1);
    assertThat(open.invited.get(0).caller()).hasToString("sip:bob");
    open.pbx.calls("alice");
    open.settle();
    assertThat(open.pbx.news()).endsWith("401 INVITE");
  }

  @Test
  void a_trunk_that_is_known_by_its_address_alone_is_not_asked() {
    SipSettings both =
        Bench.settings()
            .withTrunks(
                List.of(
                    Bench.settings().trunks().get(0),
                    new SipSettings.Trunk(
                            new TrunkName("users"),
                            new Endpoint(Protocol.UDP, "192.0.2.30", 5060),
                            List.of())
                        .with(TrunkOptions.NONE.withChallenge(USERS))))
            .refusingUnknown();
    Bench mixed = new Bench(both);
    mixed.pbx.calls("alice");
    mixed.bob.calls("alice");
    mixed.settle();
    assertThat(mixed.invited).hasSize(1);
    assertThat(mixed.bob.news()).endsWith("401 INVITE");
  }

  private void guess() {
    SipCall call = caller.calls("alice");
    bench.settle();
    if (!challenges(call.lastResponse()).isEmpty()) {
      answer(call, challenges(call.lastResponse()).get(0), "guess", 1);
    }
  }

  private void answer(SipCall call, Challenge challenge, String password, int count) {
    answer(call, challenge, new Credentials("office", password), count);
  }

  private void answer(SipCall call, Challenge challenge, Credentials who, int count) {
    Proof proof = Proof.answer(challenge, who, new Subject("INVITE", URI, NO_BODY), "c", count);
    call.once("Authorization: " + proof.inHeader()).inviteAnew();
    bench.settle();
  }

  private static List<Challenge> challenges(SIPMessage message) {
    List<Challenge> all = new ArrayList<>();
    message
        .getHeaders("WWW-Authenticate")
        .forEachRemaining(h -> Challenge.parse(h.getHeaderValue()).ifPresent(all::add));
    return all;
  }
}
