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
  private static final int LARGEST_COUNT = 99;

  private static final Pattern REASON = Pattern.compile("(?i);\\s*reason\\s*=\\s*\"?([a-z-]+)");
  private static final Pattern CAUSE = Pattern.compile("(?i)cause(?:=|%3D)(\\d{3})");
  private static final Pattern COUNTER = Pattern.compile("(?i);\\s*counter\\s*=\\s*(\\d{1,2})\\b");
  private static final Pattern HIDDEN =
      Pattern.compile("(?i);\\s*privacy\\s*=\\s*\"?(full|name|uri)\\b");
  private static final Pattern HIDDEN_ENTRY =
      Pattern.compile("(?i)[?&]privacy=[a-z;%0-9]*(history|header|session)");
  private static final Pattern INDEX = Pattern.compile("(?i);\\s*index\\s*=\\s*([0-9.]+)");

  private Diversions() {}

  /** Who forwarded this call, the latest first; Diversion is believed before History-Info. */
  static List<Diversion> read(SIPMessage message) {
    boolean hidden = Privacy.hidesHistory(Privacy.of(message));
    List<Diversion> found = new ArrayList<>();
    for (String entry : entries(message, DIVERSION)) {
      boolean secret = hidden || HIDDEN.matcher(entry).find();
      person(entry)
          .ifPresent(from -> found.add(new Diversion(from, reason(entry), counter(entry), secret)));
    }
    return capped(found.isEmpty() ? history(entries(message, HISTORY), hidden) : found);
  }

  /**
   * The headers that say from where a call comes.
   *
   * @param diversions the latest first; of more than ten the earliest are only counted
   * @param target the user that the call now goes to
   * @param host the host of all URIs: the peers of a bridge are not each other's business
   * @param isTrusted whether the peer may be told what is hidden, and keeps it to itself
   */
  static List<HeaderLine> write(
      List<Diversion> diversions, String target, String host, Forwarding how, boolean isTrusted) {
    List<HeaderLine> lines = new ArrayList<>();
    if (diversions.isEmpty()) {
      return lines;
    }
    List<Diversion> told = capped(diversions);
    if (how.diversion()) {
      String all =
          told.stream()
              .map(one -> diversion(one, host, isTrusted))
              .collect(Collectors.joining(", "));
      lines.add(new HeaderLine(DIVERSION, all));
    }
    if (how.historyInfo()) {
      lines.add(new HeaderLine(HISTORY, history(told, target, host, isTrusted)));
    }
    return lines;
  }

  private static String diversion(Diversion one, String host, boolean isTrusted) {
    return address(one, host, "", isTrusted, "")
        + ";reason="
        + one.why().word()
        + (one.count() > 1 ? ";counter=" + one.count() : "")
        + (one.isHidden() ? ";privacy=full" : "");
  }

  /**
   * RFC 7044 section 5: each entry names its parent by its index, why that was left (RFC 4458), and
   * whether the call went on to another user ({@code mp}) or to the same one ({@code np}).
   */
  private static String history(
      List<Diversion> diversions, String target, String host, boolean isTrusted) {
    List<Diversion> inOrder = new ArrayList<>(diversions);
    Collections.reverse(inOrder);
    inOrder.add(new Diversion(new Person(target, Optional.empty()), Why.UNKNOWN));
    StringBuilder text = new StringBuilder();
    String index = "";
    String parent = "";
    String cause = "";
    String left = "";
    for (Diversion one : inOrder) {
      text.append(parent.isEmpty() ? "" : ", ");
      index = parent.isEmpty() ? "1" : parent + ".1";
      text.append(address(one, host, cause, isTrusted, "?Privacy=history"));
      text.append(";index=").append(index);
      if (!parent.isEmpty()) {
        boolean same = left.equals(one.from().user());
        text.append(same ? ";np=" : ";mp=").append(parent);
      }
      parent = index;
      cause = ";cause=" + one.why().cause();
      left = one.from().user();
    }
    return text.toString();
  }

  private static String address(
      Diversion one, String host, String parameters, boolean isTrusted, String ifHidden) {
    boolean told = isTrusted || !one.isHidden();
    Diversion shown = told ? one : one.anonymous();
    String where = told ? host : Privacy.ANONYMOUS_HOST;
    return shown.from().name().map(n -> "\"" + SipText.quoted(n) + "\" ").orElse("")
        + "<"
        + Requests.plainUri(shown.from().user(), where)
        + parameters
        + (one.isHidden() ? ifHidden : "")
        + ">";
  }

  /** RFC 7544 section 4: an entry was forwarded when the one after it says with which cause. */
  private static List<Diversion> history(List<String> entries, boolean hidden) {
    List<String> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparing(Diversions::index, Diversions::byNumbers));
    List<Diversion> found = new ArrayList<>();
    for (int i = 0; i + 1 < inOrder.size(); i++) {
      Optional<Why> why = cause(inOrder.get(i + 1));
      Optional<Person> from = person(inOrder.get(i));
      if (why.isPresent() && from.isPresent()) {
        boolean secret = hidden || HIDDEN_ENTRY.matcher(inOrder.get(i)).find();
        found.add(new Diversion(from.get(), why.get(), 1, secret));
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** RFC 5806 section 4: the counters of what is dropped are not lost. */
  private static List<Diversion> capped(List<Diversion> found) {
    if (found.size() <= MOST) {
      return List.copyOf(found);
    }
    int counted = found.subList(MOST - 1, found.size()).stream().mapToInt(Diversion::count).sum();
    List<Diversion> kept = new ArrayList<>(found.subList(0, MOST - 1));
    kept.add(found.get(MOST - 1).withCount(Math.min(counted, LARGEST_COUNT)));
    return List.copyOf(kept);
  }

  private static int counter(String entry) {
    Matcher matcher = COUNTER.matcher(entry);
    return matcher.find() ? Math.max(Integer.parseInt(matcher.group(1)), 1) : 1;
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
