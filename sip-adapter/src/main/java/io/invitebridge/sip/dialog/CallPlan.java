package io.invitebridge.sip.dialog;

import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.TrunkProfile;
import java.util.Optional;

/**
 * A call that the bridge places, before it is placed.
 *
 * @param course the INVITE, and where it goes
 * @param retries what follows on a refusal that need not be the last word
 * @param media what the request offers
 * @param rules how the bridge behaves in the peer's calls
 * @param profile of the trunk that it goes to
 */
record CallPlan(
    Role role,
    Course course,
    Optional<Retries> retries,
    Negotiation media,
    CallSettings rules,
    TrunkProfile profile) {

  /** What the bridge calls the peer for. */
  enum Role {
    CALLEE("SIP callee"),
    GATEWAY("media gateway");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    /** As the log says it. */
    String words() {
      return words;
    }
  }
}
