package io.invitebridge.sip.trunk;

import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.message.HeaderLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One Call-ID of ours as a part of a trunk: the credentials and the numbers that its requests
 * share. Any thread.
 */
public final class Membership {
  private final TrunkName trunk;
  private final ClientDigest digest;
  private final Runnable onLeave;
  private final Map<String, Sequence> sequences = new ConcurrentHashMap<>();
  private Optional<ProvenInvite> lastInvite = Optional.empty();

  private record ProvenInvite(long number, List<HeaderLine> credentials) {}

  /**
   * @param onLeave runs once, when the call is over
   */
  Membership(TrunkName trunk, ClientDigest digest, Runnable onLeave) {
    this.trunk = trunk;
    this.digest = digest;
    this.onLeave = onLeave;
  }

  Runnable onLeave() {
    return onLeave;
  }

  public TrunkName trunk() {
    return trunk;
  }

  /** The numbers of one dialog; each fork of an INVITE has its own (RFC 3261 section 12.2.1.1). */
  Sequence sequence(String remoteTag) {
    return sequences.computeIfAbsent(remoteTag, tag -> new Sequence(0));
  }

  ClientDigest digest() {
    return digest;
  }

  synchronized void invited(long number, List<HeaderLine> credentials) {
    lastInvite = Optional.of(new ProvenInvite(number, List.copyOf(credentials)));
  }

  /**
   * RFC 3261 section 22.1: an ACK has the credentials of its INVITE, for it cannot be challenged.
   */
  synchronized List<HeaderLine> credentialsOfInvite(long number) {
    return lastInvite
        .filter(invite -> invite.number() == number)
        .map(ProvenInvite::credentials)
        .orElse(List.of());
  }
}
