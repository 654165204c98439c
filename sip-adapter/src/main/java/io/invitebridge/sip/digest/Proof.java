package io.invitebridge.sip.digest;

import io.invitebridge.sip.message.SipText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The credentials of an Authorization or Proxy-Authorization header (RFC 7616 section 3.4).
 *
 * @param uri the digest-uri, which need not be the Request-URI once a proxy has changed that
 * @param count nc; 0 without qop
 * @param response the hash, in hex
 */
public record Proof(
    String username,
    String realm,
    String nonce,
    String uri,
    String response,
    Algorithm algorithm,
    Optional<String> opaque,
    Qop qop,
    String cnonce,
    long count,
    boolean named) {

  /**
   * What is proven: the request.
   *
   * @param body the message's body, for {@code auth-int}
   */
  public record Subject(String method, String uri, byte[] body) {}

  /**
   * Answers a challenge.
   *
   * @param cnonce fresh chance
   * @param count how often this nonce has been used, this time included
   */
  public static Proof answer(
      Challenge challenge, Credentials who, Subject subject, String cnonce, long count) {
    boolean counted = challenge.qop() != Qop.NONE || challenge.algorithm().session();
    Proof open =
        new Proof(
            who.username(),
            challenge.realm(),
            challenge.nonce(),
            subject.uri(),
            "",
            challenge.algorithm(),
            challenge.opaque(),
            challenge.qop(),
            counted ? cnonce : "",
            challenge.qop() == Qop.NONE ? 0 : count,
            challenge.named());
    return open.with(open.hash(who.password(), subject));
  }

  /** Empty when the header is not of the scheme Digest, or lacks what a proof needs. */
  public static Optional<Proof> parse(String value) {
    Optional<AuthFields> fields = AuthFields.parse(value);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    AuthFields f = fields.get();
    Optional<Algorithm> algorithm = Algorithm.of(f.get("algorithm").orElse("MD5"));
    Optional<Qop> qop = Qop.of(f.get("qop"));
    Optional<Long> count = count(f.get("nc"));
    boolean complete =
        f.get("username").isPresent()
            && f.get("realm").isPresent()
            && f.get("nonce").isPresent()
            && f.get("uri").isPresent()
            && f.get("response").isPresent();
    if (!complete || algorithm.isEmpty() || qop.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    if (qop.get() != Qop.NONE && (count.get() == 0 || f.get("cnonce").isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Proof(
            f.get("username").orElse(""),
            f.get("realm").orElse(""),
            f.get("nonce").orElse(""),
            f.get("uri").orElse(""),
            f.get("response").orElse(""),
            algorithm.get(),
            f.get("opaque"),
            qop.get(),
            f.get("cnonce").orElse(""),
            qop.get() == Qop.NONE ? 0 : count.get(),
            f.get("algorithm").isPresent()));
  }

  /** Compares in constant time. */
  public boolean proves(String password, String method, byte[] body) {
    byte[] expected =
        hash(password, new Subject(method, uri, body)).getBytes(StandardCharsets.US_ASCII);
    byte[] given = response.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  /** As the value of the header. */
  public String inHeader() {
    StringBuilder out = new StringBuilder("Digest username=\"" + SipText.quoted(username) + '"');
    out.append(", realm=\"").append(SipText.quoted(realm)).append('"');
    out.append(", nonce=\"").append(SipText.quoted(nonce)).append('"');
    out.append(", uri=\"").append(SipText.quoted(uri)).append('"');
    out.append(", response=\"").append(response).append('"');
    if (named) {
      out.append(", algorithm=").append(algorithm.inSip());
    }
    if (!cnonce.isEmpty()) {
      out.append(", cnonce=\"").append(cnonce).append('"');
    }
    opaque.ifPresent(text -> out.append(", opaque=\"").append(SipText.quoted(text)).append('"'));
    if (qop != Qop.NONE) {
      out.append(", qop=").append(qop.token()).append(", nc=").append(hexCount());
    }
    return out.toString();
  }

  /** RFC 7616 section 3.4.1. */
  private String hash(String password, Subject subject) {
    String first = algorithm.hex(username + ":" + realm + ":" + password);
    if (algorithm.session()) {
      first = algorithm.hex(first + ":" + nonce + ":" + cnonce);
    }
    String second = subject.method() + ":" + subject.uri();
    if (qop == Qop.AUTH_INT) {
      second += ":" + algorithm.hex(subject.body());
    }
    String middle =
        qop == Qop.NONE ? nonce : nonce + ":" + hexCount() + ":" + cnonce + ":" + qop.token();
    return algorithm.hex(first + ":" + middle + ":" + algorithm.hex(second));
  }

  private Proof with(String hash) {
    return new Proof(
        username, realm, nonce, uri, hash, algorithm, opaque, qop, cnonce, count, named);
  }

  private String hexCount() {
    return String.format("%08x", count);
  }

  private static Optional<Long> count(Optional<String> hex) {
    try {
      return hex.isEmpty()
          ? Optional.of(0L)
          : Optional.of(Long.parseLong(hex.get(), 16)).filter(n -> n >= 0 && n <= 0xffffffffL);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
