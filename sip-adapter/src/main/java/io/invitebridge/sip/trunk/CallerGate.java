package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.sip.Recent;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkOptions.Challenging;
import io.invitebridge.sip.digest.Algorithm;
import io.invitebridge.sip.digest.Challenge;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.digest.Proof;
import io.invitebridge.sip.digest.Qop;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.trunk.Admission.Admitted;
import io.invitebridge.sip.trunk.Admission.TurnedAway;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks callers of trunks that have users for their password (RFC 3261 section 22, RFC 8760). Only
 * INVITEs that open a dialog come here: CANCEL and ACK cannot be challenged (section 22.1), and
 * what is inside a dialog has shown its tags. Any thread.
 */
final class CallerGate {
  private static final Logger LOG = LoggerFactory.getLogger(CallerGate.class);

  static final String CHALLENGE = "WWW-Authenticate";
  private static final String PROOF = "Authorization";

  /** From one address within a minute; more wrong passwords than this are no typing mistakes. */
  private static final int MOST_FAILURES = 10;

  private static final Duration FAILURES_SPAN = Duration.ofMinutes(1);
  private static final int MOST_SOURCES = 10_000;
  private static final int MOST_PROOFS = 8;

  /** Compared with when a user is unknown, so that the answer takes as long. */
  private static final String NOBODYS_PASSWORD = "no user has this one";

  private final List<Trunk> challenging;
  private final boolean strangersMayPass;
  private final Nonces nonces;
  private final Recent<String, AtomicInteger> failures;

  /**
   * @param strangersMayPass whether somebody without credentials and from no trunk goes on as a
   *     stranger
   */
  CallerGate(List<Trunk> trunks, boolean strangersMayPass, Clock clock, Tokens tokens) {
    this.challenging =
        trunks.stream().filter(trunk -> trunk.options().challenge().isPresent()).toList();
    this.strangersMayPass = strangersMayPass;
    this.nonces = new Nonces(clock, tokens);
    this.failures = new Recent<>(clock, FAILURES_SPAN);
  }

  /**
   * @param known the trunk that the caller's address, or what it calls, belongs to
   * @param source the caller's address
   */
  Admission judge(SIPRequest invite, Optional<Trunk> known, String source) {
    boolean trusted = known.isPresent() && known.get().options().challenge().isEmpty();
    List<Trunk> wanted = known.map(List::of).orElse(challenging);
    List<String> shown = Received.wholeValues(invite, PROOF);
    boolean passes = known.isEmpty() && strangersMayPass && shown.isEmpty();
    if (trusted || wanted.isEmpty() || passes) {
      return new Admitted(known);
    }
    if (shown.isEmpty()) {
      return asked(wanted, false);
    }
    if (failuresOf(source) >= MOST_FAILURES) {
      return new TurnedAway(Complaint.of(403, "Too many wrong passwords"));
    }
    return proven(invite, wanted, shown, source);
  }

  private Admission proven(
      SIPRequest invite, List<Trunk> wanted, List<String> shown, String source) {
    boolean wrong = false;
    boolean stale = false;
    for (String value : shown.subList(0, Math.min(shown.size(), MOST_PROOFS))) {
      Optional<Proof> proof = Proof.parse(value);
      for (Trunk trunk : wanted) {
        if (proof.isEmpty() || !isFor(proof.get(), trunk)) {
          continue;
        }
        if (!isRight(proof.get(), invite, trunk)) {
          wrong = true;
        } else if (nonces.isGood(proof.get().nonce())
            && nonces.use(proof.get().nonce(), proof.get().count())) {
          return new Admitted(Optional.of(trunk));
        } else {
          stale = true;
        }
      }
    }
    if (wrong && !stale) {
      failed(source);
    }
    return asked(wanted, stale);
  }

  /** Its realm, and an algorithm that was offered. */
  private static boolean isFor(Proof proof, Trunk trunk) {
    return trunk
        .options()
        .challenge()
        .filter(c -> c.realm().equals(proof.realm()))
        .filter(c -> c.algorithms().contains(proof.algorithm()))
        .isPresent();
  }

  private static boolean isRight(Proof proof, SIPRequest invite, Trunk trunk) {
    Optional<String> password =
        trunk.options().challenge().stream()
            .flatMap(c -> c.users().stream())
            .filter(user -> user.username().equals(proof.username()))
            .map(Credentials::password)
            .findFirst();
    byte[] body = invite.getRawContent();
    boolean proves =
        proof.proves(
            password.orElse(NOBODYS_PASSWORD),
            invite.getMethod(),
            body == null ? new byte[0] : body);
    return password.isPresent() && proves && proof.qop() != Qop.AUTH_INT;
  }

  /** RFC 8760 section 2.3: one challenge for each algorithm, the best first. */
  private Admission asked(List<Trunk> wanted, boolean stale) {
    Set<Challenging> distinct = new LinkedHashSet<>();
    Set<String> realms = new LinkedHashSet<>();
    for (Trunk trunk : wanted) {
      trunk.options().challenge().filter(c -> realms.add(c.realm())).ifPresent(distinct::add);
    }
    List<HeaderLine> lines = new ArrayList<>();
    for (Challenging one : distinct) {
      for (Algorithm algorithm : one.algorithms()) {
        Challenge challenge =
            new Challenge(
                one.realm(), nonces.fresh(), Optional.empty(), algorithm, true, Qop.AUTH, stale);
        lines.add(new HeaderLine(CHALLENGE, challenge.inHeader()));
      }
    }
    return new TurnedAway(new Complaint(401, "Unauthorized", lines));
  }

  private int failuresOf(String source) {
    return failures.get(source).map(AtomicInteger::get).orElse(0);
  }

  private void failed(String source) {
    AtomicInteger count = failures.get(source).orElseGet(AtomicInteger::new);
    if (count.get() == 0 && failures.size() >= MOST_SOURCES) {
      return;
    }
    int now = count.incrementAndGet();
    failures.put(source, count);
    if (now == MOST_FAILURES) {
      LOG.warn(
          "{} has shown {} wrong passwords within a minute; it gets 403 for a while", source, now);
    }
  }
}
