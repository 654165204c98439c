package io.invitebridge.sip.digest;

import io.invitebridge.sip.message.SipText;
import java.util.Optional;

/**
 * What a server wants to be proven (RFC 7616 section 3.3).
 *
 * @param algorithm MD5 where the server names none
 * @param named whether the server named the algorithm; one that did not may not know the parameter
 * @param qop what a client answers with
 * @param stale the credentials were right, the nonce was too old
 */
public record Challenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    Algorithm algorithm,
    boolean named,
    Qop qop,
    boolean stale) {

  /** Empty when it is not a digest challenge, or one that the bridge cannot answer. */
  public static Optional<Challenge> parse(String value) {
    Optional<AuthFields> fields = AuthFields.parse(value);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    AuthFields f = fields.get();
    Optional<Algorithm> algorithm = Algorithm.of(f.get("algorithm").orElse("MD5"));
    Optional<Qop> qop = Qop.choose(f.get("qop"));
    if (f.get("realm").isEmpty()
        || f.get("nonce").isEmpty()
        || algorithm.isEmpty()
        || qop.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Challenge(
            f.get("realm").orElse(""),
            f.get("nonce").orElse(""),
            f.get("opaque"),
            algorithm.get(),
            f.get("algorithm").isPresent(),
            qop.get(),
            f.get("stale").filter("true"::equalsIgnoreCase).isPresent()));
  }

  /** As the value of a WWW-Authenticate header; offers {@code auth}. */
  public String inHeader() {
    return "Digest realm=\""
        + SipText.quoted(realm)
        + "\", nonce=\""
        + SipText.quoted(nonce)
        + "\", qop=\"auth\", algorithm="
        + algorithm.inSip()
        + (stale ? ", stale=true" : "");
  }
}
