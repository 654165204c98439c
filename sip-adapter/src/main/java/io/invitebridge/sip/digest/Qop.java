package io.invitebridge.sip.digest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The quality of protection (RFC 7616 section 3.3). */
public enum Qop {
  /** The form of RFC 2069: no count and no nonce of the client. */
  NONE(""),
  AUTH("auth"),
  AUTH_INT("auth-int");

  private final String token;

  Qop(String token) {
    this.token = token;
  }

  /** As it stands in the {@code qop} parameter; empty for {@link #NONE}. */
  public String token() {
    return token;
  }

  /** What a client picks of an offer; empty when it knows none of it. */
  static Optional<Qop> choose(Optional<String> offered) {
    if (offered.isEmpty()) {
      return Optional.of(NONE);
    }
    List<String> options =
        Arrays.stream(offered.get().split(",", -1))
            .map(option -> option.strip().toLowerCase(Locale.ROOT))
            .toList();
    return options.contains(AUTH.token)
        ? Optional.of(AUTH)
        : options.contains(AUTH_INT.token) ? Optional.of(AUTH_INT) : Optional.empty();
  }

  static Optional<Qop> of(Optional<String> token) {
    return Arrays.stream(values())
        .filter(qop -> qop.token.equalsIgnoreCase(token.orElse("")))
        .findFirst();
  }
}
