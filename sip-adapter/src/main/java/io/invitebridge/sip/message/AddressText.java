package io.invitebridge.sip.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The written form of an address in a header and of the place in a URI (RFC 3261 sections 20.10 and
 * 25.1). JAIN-SIP reads more than the grammar allows, and each reader of a doubtful address may
 * understand it in a way of its own.
 */
final class AddressText {
  private static final int LONGEST_PORT = 5;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

  private AddressText() {}

  /**
   * @param name of the header, for the complaint
   * @param value one address or, for Contact, a list of them; without line breaks
   */
  static Optional<Complaint> complaint(String name, String value) {
    if (value.equals("*")) {
      return Optional.empty();
    }
    int at = 0;
    while (at < value.length()) {
      int end = endOfOne(value, at);
      if (end < 0) {
        return wrong(name, "a quote or bracket is never closed");
      }
      Optional<Complaint> one = single(name, value.substring(at, end).strip());
      if (one.isPresent()) {
        return one;
      }
      at = end + 1;
    }
    return value.isEmpty() || value.endsWith(",")
        ? wrong(name, "an address is missing")
        : Optional.empty();
  }

  /** True for what is no sip URI, and for a sip URI whose host and port can be told apart. */
  static boolean isPlace(String uri) {
    boolean secure = uri.regionMatches(true, 0, "sips:", 0, 5);
    if (!secure && !uri.regionMatches(true, 0, "sip:", 0, 4)) {
      return true;
    }
    String rest = uri.substring(secure ? 5 : 4);
    int at = rest.lastIndexOf('@');
    String place = rest.substring(at + 1);
    for (int i = 0; i < place.length(); i++) {
      if (place.charAt(i) == ';' || place.charAt(i) == '?') {
        place = place.substring(0, i);
        break;
      }
    }
    return isHostAndPort(place);
  }

  private static boolean isHostAndPort(String place) {
    if (place.startsWith("[")) {
      int end = place.indexOf(']');
      return end > 0
          && isIpv6(place.substring(0, end + 1))
          && (place.length() == end + 1
              || (place.charAt(end + 1) == ':' && isPort(place.substring(end + 2))));
    }
    int colon = place.indexOf(':');
    return colon < 0 || isPort(place.substring(colon + 1));
  }

  /** With its brackets, which keep the resolver out. */
  private static boolean isIpv6(String bracketed) {
    try {
      return InetAddress.getByName(bracketed) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isPort(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_PORT
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(text) <= 65_535;
  }

  private static Optional<Complaint> single(String name, String address) {
    int open = bracket(address);
    if (open < 0) {
      int end = address.indexOf(';');
      String uri = end < 0 ? address : address.substring(0, end);
      if (!SCHEME.matcher(uri).lookingAt()) {
        return wrong(name, "neither a URI nor a name and a URI in angle brackets");
      }
      return uri.indexOf('?') >= 0
          ? wrong(name, "this URI must stand in angle brackets")
          : place(name, uri.strip());
    }
    if (!isDisplayName(address.substring(0, open).strip())) {
      return wrong(name, "the display name must be quoted");
    }
    String uri = address.substring(open + 1, address.indexOf('>', open));
    if (uri.isEmpty() || uri.chars().anyMatch(Character::isWhitespace)) {
      return wrong(name, "spaces in the URI");
    }
    return place(name, uri);
  }

  private static Optional<Complaint> place(String name, String uri) {
    return isPlace(uri) ? Optional.empty() : wrong(name, "the host or port cannot be read");
  }

  /** Empty, quoted, or tokens with spaces between them. */
  private static boolean isDisplayName(String name) {
    if (name.startsWith("\"")) {
      return name.length() > 1 && afterQuote(name, 0) == name.length();
    }
    for (String word : name.split("\\s+")) {
      if (!word.isEmpty() && !SipText.isToken(word)) {
        return false;
      }
    }
    return true;
  }

  /** Where the bracket opens that is not within quotes; negative when there is none. */
  private static int bracket(String address) {
    int i = 0;
    while (i < address.length()) {
      char c = address.charAt(i);
      if (c == '<') {
        return i;
      }
      i = c == '"' ? afterQuote(address, i) : i + 1;
    }
    return -1;
  }

  /** The comma behind one address, or the end of all; negative when something is not closed. */
  private static int endOfOne(String value, int from) {
    int i = from;
    while (i < value.length()) {
      char c = value.charAt(i);
      if (c == ',') {
        return i;
      }
      if (c == '"') {
        i = afterQuote(value, i);
        if (i > value.length()) {
          return -1;
        }
      } else if (c == '<') {
        int close = value.indexOf('>', i);
        if (close < 0) {
          return -1;
        }
        i = close + 1;
      } else {
        i++;
      }
    }
    return value.length();
  }

  /** Behind the closing quote; beyond the end when there is none. */
  private static int afterQuote(String text, int open) {
    int i = open + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      i += c == '\\' ? 2 : 1;
    }
    return text.length() + 1;
  }

  private static Optional<Complaint> wrong(String header, String what) {
    String name = header.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + header.substring(1);
    return Optional.of(Complaint.badRequest(name + ": " + what));
  }
}
