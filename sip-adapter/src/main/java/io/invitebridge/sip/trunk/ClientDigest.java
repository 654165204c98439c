package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.digest.Challenge;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.digest.Proof;
import io.invitebridge.sip.digest.Proof.Subject;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.SipText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the challenges of one peer (RFC 3261 section 22, RFC 8760). What a challenge taught is
 * used for the requests that follow, each with the next nonce count, so that only the first of them
 * goes twice. Any thread.
 */
public final class ClientDigest {
  private static final Logger LOG = LoggerFactory.getLogger(ClientDigest.class);

  /** A peer with more realms than this plays games. */
  private static final int MOST_REALMS = 8;

  private final String owner;
  private final List<Credentials> credentials;
  private final Tokens tokens;
  private final Map<Protection, Known> known = new ConcurrentHashMap<>();
  private volatile boolean refused;

  /**
   * Who asks, and for what.
   *
   * @param proxy 407 instead of 401
   */
  record Protection(boolean proxy, String realm) {
    String header() {
      return proxy ? "Proxy-Authorization" : "Authorization";
    }
  }

  private record Known(Challenge challenge, Credentials who, AtomicLong uses) {}

  /** How often each challenge of one request has been answered. One request's own. */
  static final class Tries {
    private final Map<Protection, Integer> answered = new HashMap<>();

    /** A nonce that was merely too old is worth a second try; a refused password is not. */
    private boolean take(Protection protection, boolean stale) {
      int before = answered.getOrDefault(protection, 0);
      answered.put(protection, before + 1);
      return answered.size() <= MOST_REALMS && (before == 0 || (before == 1 && stale));
    }
  }

  /**
   * @param owner whose credentials these are, for the log
   * @param credentials none: no challenge can be met
   */
  public ClientDigest(String owner, List<Credentials> credentials, Tokens tokens) {
    this.owner = owner;
    this.credentials = List.copyOf(credentials);
    this.tokens = tokens;
  }

  /** The peer has turned down our name and password, and has not accepted them since. */
  public boolean isRefused() {
    return refused;
  }

  /** The credentials for everything that was ever asked for. */
  List<HeaderLine> headersFor(SIPRequest request) {
    if (known.isEmpty()) {
      return List.of();
    }
    byte[] body = request.getRawContent();
    Subject subject =
        new Subject(
            request.getMethod(),
            request.getRequestURI().toString(),
            body == null ? new byte[0] : body);
    List<HeaderLine> lines = new ArrayList<>();
    known.forEach((protection, session) -> lines.add(line(protection, session, subject)));
    return lines;
  }

  /**
   * Takes a 401 or 407.
   *
   * @return false when it cannot be met: nobody's realm, no known algorithm, or turned down already
   */
  boolean learn(SIPResponse response, Tries tries) {
    boolean proxy = response.getStatusCode() == 407;
    boolean learned = false;
    for (Map.Entry<String, Challenge> asked : byRealm(response, proxy).entrySet()) {
      Protection protection = new Protection(proxy, asked.getKey());
      Challenge challenge = asked.getValue();
      Optional<Credentials> who =
          credentials.stream().filter(c -> c.fits(asked.getKey())).findFirst();
      if (who.isPresent() && tries.take(protection, challenge.stale())) {
        known.put(protection, new Known(challenge, who.get(), new AtomicLong()));
        learned = true;
      } else if (who.isPresent()) {
        known.remove(protection);
        refused(asked.getKey());
        return false;
      }
    }
    return learned && known.size() <= MOST_REALMS;
  }

  /** A request with credentials was served. */
  void accepted() {
    if (refused) {
      refused = false;
      LOG.info("{} accepts the credentials again", owner);
    }
  }

  private void refused(String realm) {
    if (!refused) {
      refused = true;
      LOG.warn(
          "{} turns down the user name or the password for realm \"{}\"; check both in the"
              + " configuration",
          owner,
          SipText.oneLine(realm, 80));
    }
  }

  /** RFC 8760 section 2.4: of one realm's challenges the first that we support. */
  private static Map<String, Challenge> byRealm(SIPResponse response, boolean proxy) {
    Map<String, Challenge> first = new LinkedHashMap<>();
    for (String value :
        Received.wholeValues(response, proxy ? "Proxy-Authenticate" : "WWW-Authenticate")) {
      Challenge.parse(value).ifPresent(c -> first.putIfAbsent(c.realm(), c));
    }
    return first;
  }

  private HeaderLine line(Protection protection, Known session, Subject subject) {
    Proof proof =
        Proof.answer(
            session.challenge(),
            session.who(),
            subject,
            tokens.next(),
            session.uses().incrementAndGet());
    return new HeaderLine(protection.header(), proof.inHeader());
  }
}
