package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.translate.Diversion.Why;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Diversion (RFC 5806) and History-Info (RFC 7044), each into the other (RFC 7544). Entries that
 * cannot be read are passed over: they say nothing that the call needs. Pure.
 */
public final class Diversions {
  public static final String DIVERSION = "Diversion";
  public static final String HISTORY = "History-Info";

  /** A longer way is a loop or a lie. */
  static final int MOST = 10;

  private static final int LONGEST = 4_096;

  private static final Pattern REASON = Pattern.compile("(?i);\\s*reason\\s*=\\s*\"?([a-z-]+)");
  private static final Pattern CAUSE = Pattern.compile("(?i)cause(?:=|%3D)(\\d{3})");
  private static final Pattern INDEX = Pattern.compile("(?i);\\s*index\\s*=\\s*([0-9.]+)");

  private Diversions() {}

  /** Who forwarded this call, the latest first; Diversion is believed before History-Info. */
  static List<Diversion> read(SIPMessage message) {
    List<Diversion> found = new ArrayList<>();
    for (String entry : entries(message, DIVERSION)) {
      person(entry).ifPresent(from -> found.add(new Diversion(from, reason(entry))));
    }
    return found.isEmpty() ? history(entries(message, HISTORY)) : capped(found);
  }

  /**
   * The headers that say from where a call comes.
   *
   * @param diversions the latest first
   * @param target the user that the call now goes to
   * @param host the host of all URIs: the peers of a bridge are not each other's business
   */
  static List<HeaderLine> write(
      List<Diversion> diversions, String target, String host, Forwarding how) {
    List<HeaderLine> lines = new ArrayList<>();
    if (diversions.isEmpty()) {
      return lines;
    }
    if (how.diversion()) {
      String all =
          diversions.stream()
              .map(one -> address(one.from(), host, "") + ";reason=" + one.why().word())
              .collect(Collectors.joining(", "));
      lines.add(new HeaderLine(DIVERSION, all));
    }
    if (how.historyInfo()) {
      lines.add(new HeaderLine(HISTORY, history(diversions, target, host)));
    }
    return lines;
  }

  /** RFC 7044 section 5: each entry names its parent by its index, and why it was left. */
  private static String history(List<Diversion> diversions, String target, String host) {
    List<Diversion> inOrder = new ArrayList<>(diversions);
    Collections.reverse(inOrder);
    StringBuilder text = new StringBuilder();
    String index = "1";
    String cause = "";
    for (Diversion one : inOrder) {
      text.append(address(one.from(), host, cause)).append(";index=").append(index).append(", ");
      cause = ";cause=" + one.why().cause();
      index += ".1";
    }
    text.append(address(new Person(target, Optional.empty()), host, cause));
    return text.append(";index=").append(index).append(";mp=").append(parent(index)).toString();
  }

  private static String parent(String index) {
    return index.substring(0, index.lastIndexOf('.'));
  }

  private static String address(Person person, String host, String uriParameters) {
    String name = person.name().map(n -> "\"" + SipText.quoted(n) + "\" ").orElse("");
    return name + "<" + Requests.plainUri(person.user(), host) + uriParameters + ">";
  }

  /** RFC 7544 section 4: an entry was forwarded when the one after it says with which cause. */
  private static List<Diversion> history(List<String> entries) {
    List<String> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparing(Diversions::index, Diversions::byNumbers));
    List<Diversion> found = new ArrayList<>();
    for (int i = 0; i + 1 < inOrder.size(); i++) {
      Optional<Why> why = cause(inOrder.get(i + 1));
      Optional<Person> from = person(inOrder.get(i));
      if (why.isPresent() && from.isPresent()) {
        found.add(new Diversion(from.get(), why.get()));
      }
    }
    Collections.reverse(found);
    return capped(found);
  }

  private static List<Diversion> capped(List<Diversion> found) {
    return List.copyOf(found.subList(0, Math.min(found.size(), MOST)));
  }

  private static Why reason(String entry) {
    Matcher matcher = REASON.matcher(entry);
    return matcher.find() ? Why.of(matcher.group(1)) : Why.UNKNOWN;
  }

  private static Optional<Why> cause(String entry) {
    Matcher matcher = CAUSE.matcher(entry);
    return matcher.find()
        ? Optional.of(Why.of(Integer.parseInt(matcher.group(1))).orElse(Why.UNKNOWN))
        : Optional.empty();
  }

  private static String index(String entry) {
    Matcher matcher = INDEX.matcher(entry);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static int byNumbers(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = Integer.compare(left[i].length(), right[i].length());
      order = order == 0 ? left[i].compareTo(right[i]) : order;
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static Optional<Person> person(String entry) {
    int end = entry.indexOf('>');
    String address = end < 0 ? entry.split(";", 2)[0] : entry.substring(0, end + 1);
    try {
      AddressImpl parsed = new StringMsgParser().parseAddress(address.strip());
      Person person = Person.of(parsed);
      boolean named = parsed.getURI() instanceof SipUri || !person.user().isEmpty();
      return named && !person.user().isEmpty() ? Optional.of(person) : Optional.empty();
    } catch (ParseException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static List<String> entries(SIPMessage message, String name) {
    List<String> entries = new ArrayList<>();
    for (String value : Received.values(message, name, LONGEST)) {
      entries.addAll(SipText.listed(value));
    }
    return entries.subList(0, Math.min(entries.size(), MOST * 2));
  }
}
