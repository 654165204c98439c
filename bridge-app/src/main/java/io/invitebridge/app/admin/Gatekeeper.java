package io.invitebridge.app.admin;

import io.invitebridge.app.admin.Operation.Access;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says who may do what. Without tokens a request must come to this machine by one of its own names,
 * or a web page whose name was pointed at 127.0.0.1 (DNS rebinding) could ask; and no page of
 * another site may ask anything, for a browser here would carry its requests (CSRF). Any thread.
 */
final class Gatekeeper {
  private static final Pattern OWN_NAME =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private static final Set<String> SAME_SITE = Set.of("same-origin", "none");
  private static final String SCHEME = "Bearer ";

  private volatile AdminTokens tokens;

  Gatekeeper(AdminTokens tokens) {
    this.tokens = tokens;
  }

  /** From now on these count. */
  void use(AdminTokens others) {
    tokens = others;
  }

  /** Headers by name, in any case of letters. */
  @FunctionalInterface
  interface Headers {
    Optional<String> first(String name);
  }

  /** What becomes of a request. */
  sealed interface Verdict {
    /**
     * @param who what the audit log calls the client, besides its address
     */
    record Admitted(String who) implements Verdict {}

    record Refused(Answer answer) implements Verdict {}
  }

  Verdict judge(Headers headers, Access access) {
    AdminTokens now = tokens;
    if (isFromAnotherSite(headers)) {
      return refused(403, "A page of another site may not ask this.");
    }
    if (now.change().isEmpty()) {
      return isForThisMachine(headers)
          ? new Verdict.Admitted("anybody")
          : refused(
              403,
              "Without a token this can only be asked as localhost or 127.0.0.1 (the Host"
                  + " header); set admin.token to reach it by other names.");
    }
    return access == Access.OPEN ? new Verdict.Admitted("anybody") : judge(headers, access, now);
  }

  private static Verdict judge(Headers headers, Access access, AdminTokens tokens) {
    Optional<String> shown =
        headers
            .first("Authorization")
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    if (isSame(shown, tokens.change())) {
      return new Verdict.Admitted("operator");
    }
    if (isSame(shown, tokens.read())) {
      return access == Access.READ
          ? new Verdict.Admitted("reader")
          : refused(403, "The token for reading does not let change anything.");
    }
    return new Verdict.Refused(
        Answer.error(401, "This needs the admin token of the configuration, as a bearer token.")
            .with("WWW-Authenticate", "Bearer"));
  }

  /** In the same time whatever is shown, its length included. */
  private static boolean isSame(Optional<String> shown, Optional<String> expected) {
    return shown.isPresent()
        && expected.isPresent()
        && MessageDigest.isEqual(digest(shown.get()), digest(expected.get()));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Only browsers send these headers, and a page cannot change them. */
  private static boolean isFromAnotherSite(Headers headers) {
    boolean otherOrigin =
        headers
            .first("Origin")
            .filter(origin -> !origin.equals("http://" + headers.first("Host").orElse("")))
            .filter(origin -> !origin.equals("https://" + headers.first("Host").orElse("")))
            .isPresent();
    boolean otherSite =
        headers.first("Sec-Fetch-Site").filter(site -> !SAME_SITE.contains(site)).isPresent();
    return otherOrigin || otherSite;
  }

  /** A client without a Host header (HTTP/1.0) is no browser. */
  private static boolean isForThisMachine(Headers headers) {
    return headers
        .first("Host")
        .map(host -> OWN_NAME.matcher(host.replaceFirst(":\\d*$", "")).matches())
        .orElse(true);
  }

  private static Verdict refused(int status, String sentence) {
    return new Verdict.Refused(Answer.error(status, sentence));
  }
}
