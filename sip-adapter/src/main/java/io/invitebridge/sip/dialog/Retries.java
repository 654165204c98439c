package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.message.TimerHeaders;
import io.invitebridge.sip.message.TimerHeaders.Interval;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when an INVITE of ours is refused: the same once more with a longer session interval
 * (RFC 4028 section 7.3), or to the places that a 3xx names (RFC 3261 section 8.1.3.4), depth first
 * by q, none twice, and only at the trunk itself: a peer must not send our calls anywhere.
 * Lane-confined.
 */
final class Retries {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
  private static final int MOST_INTERVALS = 3;
  private static final int MOST_PLACES = 16;
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Surroundings world;
  private final Trunk trunk;
  private final String localTag;
  private final ArrayDeque<Place> places = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private int intervals;
  private int depth;

  private record Place(String user, Endpoint at, int depth) {
    String key() {
      return user + "@" + at.host().toLowerCase(Locale.ROOT) + ":" + at.port();
    }
  }

  /**
   * @param localTag of all INVITEs of the leg
   */
  Retries(Surroundings world, Trunk trunk, String localTag) {
    this.world = world;
    this.trunk = trunk;
    this.localTag = localTag;
  }

  /** The call goes there anyway: a 3xx need not send it there again. */
  void tries(Course.Leaving leaving) {
    if (leaving.invite().getRequestURI() instanceof SipUri uri) {
      seen.add(new Place(user(uri), leaving.hop(), 0).key());
    }
  }

  /** What to do after a final refusal; empty: it stands. */
  Optional<Course.Leaving> after(SIPRequest refused, SIPResponse response, Endpoint hop) {
    int status = response.getStatusCode();
    if (status == 422) {
      return longer(refused, response).map(invite -> new Course.Leaving(invite, hop));
    }
    if (status / 100 == 3 && depth < trunk.calls().redirects()) {
      remember(response, hop);
    }
    // RFC 3261 section 21.6: 6xx speaks for every place.
    return status / 100 == 6 ? Optional.empty() : elsewhere(refused, hop);
  }

  /** What to do when nobody answers there. */
  Optional<Course.Leaving> afterSilence(SIPRequest unanswered, Endpoint hop) {
    return elsewhere(unanswered, hop);
  }

  private Optional<SIPRequest> longer(SIPRequest refused, SIPResponse tooSmall) {
    Duration asked =
        TimerHeaders.interval(refused)
            .map(Interval::length)
            .orElseGet(() -> trunk.calls().timers().least());
    Optional<Duration> least =
        TimerHeaders.least(tooSmall)
            .filter(wanted -> wanted.compareTo(asked) > 0 && wanted.compareTo(LONGEST) <= 0);
    if (least.isEmpty() || intervals++ == MOST_INTERVALS) {
      return Optional.empty();
    }
    SIPRequest again = again(refused);
    again.removeHeader(TimerHeaders.EXPIRES);
    again.removeHeader(TimerHeaders.LEAST);
    Requests.add(again, new Interval(least.get(), Optional.empty()).line());
    Requests.add(again, TimerHeaders.leastLine(least.get()));
    return Optional.of(again);
  }

  private void remember(SIPResponse response, Endpoint hop) {
    List<Place> found = new ArrayList<>();
    for (Contact contact : byQuality(response)) {
      if (contact.getAddress().getURI() instanceof SipUri uri && !uri.isSecure()) {
        place(uri, hop).ifPresent(found::add);
      }
    }
    // Depth first: what this answer names comes before what an earlier one has named.
    for (int i = found.size() - 1; i >= 0; i--) {
      places.push(found.get(i));
    }
  }

  private static List<Contact> byQuality(SIPResponse response) {
    ContactList list = response.getContactHeaders();
    List<Contact> contacts = new ArrayList<>();
    if (list != null) {
      for (Contact contact : list) {
        if (!contact.isWildCard()) {
          contacts.add(contact);
        }
      }
    }
    contacts.sort(Comparator.comparingDouble(Retries::quality).reversed());
    return contacts;
  }

  /** RFC 3261 section 20.10 leaves a missing q open; it counts as the highest. */
  private static double quality(Contact contact) {
    return contact.getQValue() < 0 ? 1 : contact.getQValue();
  }

  private Optional<Place> place(SipUri uri, Endpoint hop) {
    Endpoint at = Received.endpoint(uri, hop.protocol());
    boolean trusted =
        at.host().equalsIgnoreCase(trunk.target().host())
            || trunk.acceptFrom().stream().anyMatch(range -> range.covers(at.host()));
    if (!trusted || at.protocol() != hop.protocol()) {
      LOG.info("A redirection to {} is not followed: it is not at the trunk", at);
      return Optional.empty();
    }
    return Optional.of(new Place(user(uri), at, depth + 1));
  }

  private Optional<Course.Leaving> elsewhere(SIPRequest refused, Endpoint hop) {
    while (!places.isEmpty() && seen.size() < MOST_PLACES) {
      Place next = places.pop();
      if (seen.add(next.key())) {
        depth = next.depth();
        SIPRequest again = again(refused);
        again.setRequestURI(Requests.uri(next.user(), next.at()));
        return Optional.of(new Course.Leaving(again, next.at()));
      }
    }
    return Optional.empty();
  }

  private SIPRequest again(SIPRequest refused) {
    long last = refused.getCSeq().getSeqNumber();
    long number = world.trunks().sequence(Received.callId(refused), localTag, "", last).next();
    return Requests.again(refused, world.branch(), number);
  }

  private static String user(SipUri uri) {
    return uri.getUser() == null ? "" : SipText.percentDecoded(uri.getUser());
  }
}
