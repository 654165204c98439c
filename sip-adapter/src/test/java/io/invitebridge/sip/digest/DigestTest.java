package io.invitebridge.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.digest.Proof.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hashes of the RFCs' own examples, and headers of every kind of peer. */
class DigestTest {
  private static final byte[] NO_BODY = new byte[0];

  /** RFC 7616 section 3.9.1: the same request with both algorithms. */
  @ParameterizedTest
  @CsvSource({
    "MD5,8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void the_example_of_rfc_7616(String algorithm, String response) {
    Challenge challenge =
        Challenge.parse(
                "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                    + algorithm
                    + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                    + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
            .orElseThrow();
    Proof proof =
        Proof.answer(
            challenge,
            new Credentials("Mufasa", "Circle of Life"),
            new Subject("GET", "/dir/index.html", NO_BODY),
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            1);
    assertThat(proof.response()).isEqualTo(response);
    assertThat(Proof.parse(proof.inHeader())).contains(proof);
    assertThat(proof.proves("Circle of Life", "GET", NO_BODY)).isTrue();
    assertThat(proof.proves("Circle of Live", "GET", NO_BODY)).isFalse();
    assertThat(proof.proves("Circle of Life", "PUT", NO_BODY)).isFalse();
  }

  /**
   * The credentials of RFC 7616 section 3.9.2 with the hash as its erratum 4897 has it: the RFC's
   * own text was computed with SHA-512 cut off, which is not SHA-512/256.
   */
  @Test
  void sha_512_256_is_the_function_of_that_name() {
    Challenge challenge =
        Challenge.parse(
                "Digest realm=\"api@example.org\", qop=auth, algorithm=SHA-512-256,"
                    + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                    + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8,"
                    + " userhash=true")
            .orElseThrow();
    Proof proof =
        Proof.answer(
            challenge,
            new Credentials("J\u00e4s\u00f8n Doe", "Secret, or not?"),
            new Subject("GET", "/doe.json", NO_BODY),
            "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
            1);
    assertThat(proof.response())
        .isEqualTo("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
  }

  /**
   * RFC 2617 section 3.5, and the same without qop as RFC 2069 section 2.4 with its erratum 749.
   */
  @Test
  void the_older_examples() {
    String common =
        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    Credentials mufasa = new Credentials("Mufasa", "Circle Of Life");
    Subject get = new Subject("GET", "/dir/index.html", NO_BODY);
    Challenge counted = Challenge.parse(common + ", qop=\"auth,auth-int\"").orElseThrow();
    assertThat(Proof.answer(counted, mufasa, get, "0a4f113b", 1).response())
        .isEqualTo("6629fae49393a05397450978507c4ef1");

    Challenge bare =
        Challenge.parse(
                "Digest realm=\"testrealm@host.com\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc\"")
            .orElseThrow();
    Proof old = Proof.answer(bare, new Credentials("Mufasa", "CircleOfLife"), get, "unused", 7);
    assertThat(old.response()).isEqualTo("1949323746fe6a43ef61f9606e7febea");
    assertThat(old.inHeader())
        .doesNotContain("nc=", "cnonce", "qop", "algorithm")
        .contains("opaque=\"5ccc\"");
    assertThat(Proof.parse(old.inHeader())).contains(old);
  }

  @Test
  void auth_int_covers_the_body_and_sess_the_nonces() {
    Challenge challenge =
        Challenge.parse("Digest realm=\"r\",nonce=\"n\",qop=\"auth-int\",algorithm=MD5-sess")
            .orElseThrow();
    assertThat(challenge.qop()).isEqualTo(Qop.AUTH_INT);
    byte[] body = "v=0\r\n".getBytes(StandardCharsets.UTF_8);
    Proof proof =
        Proof.answer(
            challenge,
            new Credentials("bob", "secret"),
            new Subject("INVITE", "sip:b@x", body),
            "c",
            1);
    assertThat(proof.proves("secret", "INVITE", body)).isTrue();
    assertThat(proof.proves("secret", "INVITE", NO_BODY)).isFalse();
    assertThat(proof.inHeader()).contains("algorithm=MD5-sess", "qop=auth-int", "cnonce=\"c\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=\"r\"",
        "Digest",
        "Digest realm=\"r\"",
        "Digest nonce=\"n\"",
        "Digest realm=\"r\", nonce=\"n\", algorithm=AKAv1-MD5",
        "Digest realm=\"r\", nonce=\"n\", qop=\"token-binding\"",
        "Digest realm=\"r, nonce=\"n\"",
        "Digest realm=\"r\" nonce=\"n\"",
        "Digest realm=\"r\", realm=\"s\", nonce=\"n\"",
        "Digest =x, realm=\"r\", nonce=\"n\"",
        "DigestX realm=\"r\", nonce=\"n\"",
        ""
      })
  void what_cannot_be_answered_is_no_challenge(String value) {
    assertThat(Challenge.parse(value)).isEmpty();
  }

  @Test
  void a_challenge_is_read_however_it_is_written() {
    Challenge challenge =
        Challenge.parse(
                "digest  NONCE=abc ,\tRealm = \"a \\\"b\\\", c\" , stale=TRUE,"
                    + " algorithm=\"sha-256\", qop = auth, domain=\"sip:x\",")
            .orElseThrow();
    assertThat(challenge)
        .isEqualTo(
            new Challenge(
                "a \"b\", c", "abc", Optional.empty(), Algorithm.SHA_256, true, Qop.AUTH, true));
    assertThat(Challenge.parse(challenge.inHeader())).contains(challenge);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:x\"",
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:x\", response=\"0\", qop=auth",
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"s\", response=\"0\", qop=auth,"
            + " cnonce=\"c\", nc=xyz",
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"s\", response=\"0\", qop=auth,"
            + " cnonce=\"c\", nc=1ffffffff",
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"s\", response=\"0\", qop=auth,"
            + " cnonce=\"c\", nc=00000000",
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"s\", response=\"0\", qop=other"
      })
  void what_lacks_a_part_is_no_proof(String value) {
    assertThat(Proof.parse(value)).isEmpty();
  }

  @Test
  void a_realm_may_be_the_only_one_and_passwords_are_never_shown() {
    Credentials one = new Credentials("bob", "hush", Optional.of("pbx"));
    assertThat(one.fits("pbx")).isTrue();
    assertThat(one.fits("other")).isFalse();
    assertThat(new Credentials("bob", "hush").fits("other")).isTrue();
    assertThat(one).asString().doesNotContain("hush");
  }
}
