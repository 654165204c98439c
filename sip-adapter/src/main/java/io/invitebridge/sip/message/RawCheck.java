package io.invitebridge.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks on the bytes of a message, for what JAIN-SIP's parser repairs or overlooks: spaces in the
 * request line, a foreign version, headers that may stand only once, Content-Length out of range,
 * control characters, addresses whose parts cannot be told apart, and more than anybody needs.
 */
final class RawCheck {
  /**
   * RFC 3261 section 7.3.1: these hold one value, so a second one is a contradiction; RFC 3515
   * section 2.4.2 says so of Refer-To.
   */
  private static final Set<String> ONLY_ONCE =
      Set.of(
          "call-id",
          "cseq",
          "from",
          "to",
          "max-forwards",
          "content-length",
          "content-type",
          "refer-to");

  private static final Set<String> ADDRESSES = Set.of("from", "to", "contact");

  private static final Map<String, String> COMPACT =
      Map.of(
          "i", "call-id",
          "f", "from",
          "t", "to",
          "m", "contact",
          "l", "content-length",
          "c", "content-type",
          "r", "refer-to");

  /** The longest of {@link #ONLY_ONCE} and {@link #ADDRESSES}, with room for spaces. */
  private static final int LONGEST_OF_INTEREST = 40;

  private static final int LONGEST_NAME = 1024;

  private RawCheck() {}

  static Optional<Complaint> check(byte[] bytes, MessageLimits limits) {
    int start = 0;
    while (start < bytes.length && bytes[start] < 0x20) {
      start++;
    }
    int end = lineEnd(bytes, start);
    String first = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (first.startsWith("SIP/")) {
      return Optional.empty();
    }
    Optional<Complaint> line = requestLine(first);
    return line.isPresent() ? line : headers(bytes, start, nextLine(bytes, end), limits);
  }

  private static Optional<Complaint> requestLine(String line) {
    if (line.endsWith(" ") || line.endsWith("\t")) {
      return bad("Space at the end of the request line");
    }
    if (line.chars().anyMatch(Character::isISOControl)) {
      return bad("A control character in the request line");
    }
    int method = line.indexOf(' ');
    int version = line.lastIndexOf(' ');
    if (method < 0 || method == version) {
      return bad("The request line must be method, URI and version");
    }
    String uri = line.substring(method + 1, version);
    if (uri.isEmpty() || uri.indexOf(' ') >= 0 || uri.indexOf('\t') >= 0) {
      return bad("Only single spaces may stand in the request line");
    }
    if (uri.startsWith("<")) {
      return bad("The Request-URI must not stand in angle brackets");
    }
    if (!AddressText.isPlace(uri)) {
      return bad("The host and port of the Request-URI cannot be read");
    }
    return line.regionMatches(true, version + 1, "SIP/2.0", 0, 7)
            && line.length() == version + 1 + 7
        ? Optional.empty()
        : Optional.of(Complaint.of(505, "Version Not Supported"));
  }

  private static Optional<Complaint> headers(
      byte[] bytes, int head, int from, MessageLimits limits) {
    Set<String> seen = new HashSet<>();
    int count = 0;
    int start = from;
    while (start < bytes.length) {
      int end = lineEnd(bytes, start);
      if (end == start) {
        break;
      }
      int next = nextLine(bytes, end);
      while (next < bytes.length && (bytes[next] == ' ' || bytes[next] == '\t')) {
        end = lineEnd(bytes, next);
        next = nextLine(bytes, end);
        count++;
      }
      if (++count > limits.headerLines()) {
        return bad("More than " + limits.headerLines() + " header lines");
      }
      if (next - head > limits.headerBytes()) {
        return Optional.of(Complaint.of(513, "Message Too Large"));
      }
      Optional<Complaint> wrong = header(bytes, start, end, seen);
      if (wrong.isPresent()) {
        return wrong;
      }
      start = next;
    }
    return start < bytes.length && bytes[start] == '\r' && !isPair(bytes, start)
        ? bad("CR without LF")
        : Optional.empty();
  }

  private static Optional<Complaint> header(byte[] bytes, int start, int end, Set<String> seen) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    if (colon - start > LONGEST_NAME) {
      return bad("A header name is too long");
    }
    String name = "";
    if (colon - start <= LONGEST_OF_INTEREST) {
      name = name(bytes, start, colon);
    }
    if (ONLY_ONCE.contains(name) && !seen.add(name)) {
      return bad("More than one " + name + " header");
    }
    if (isControlled(bytes, start, end, !name.equals("call-id"))) {
      return bad("A control character, such as NUL, in a header");
    }
    if (name.equals("content-length")) {
      return contentLength(value(bytes, colon, end));
    }
    return ADDRESSES.contains(name)
        ? AddressText.complaint(name, value(bytes, colon, end))
        : Optional.empty();
  }

  private static Optional<Complaint> contentLength(String value) {
    return value.isEmpty()
            || value.length() > 9
            || !value.chars().allMatch(c -> c >= '0' && c <= '9')
        ? bad("Content-Length is not a number in range")
        : Optional.empty();
  }

  /**
   * RFC 3261 section 25.1: a control character may stand in a header only as a quoted-pair, that is
   * behind a backslash within quotes; CR and LF only as a line's end.
   */
  private static boolean isControlled(byte[] bytes, int start, int end, boolean mayQuote) {
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '"' && mayQuote) {
        quoted = !quoted;
      } else if (b == '\\' && quoted && i + 1 < end && bytes[i + 1] != '\r') {
        i++;
      } else if (b == '\r' && isPair(bytes, i)) {
        i++;
      } else if ((b >= 0 && b < 0x20 && b != '\t' && b != '\n') || b == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static String name(byte[] bytes, int start, int colon) {
    String written = new String(bytes, start, colon - start, StandardCharsets.ISO_8859_1);
    String name = written.strip().toLowerCase(Locale.ROOT);
    return COMPACT.getOrDefault(name, name);
  }

  private static String value(byte[] bytes, int colon, int end) {
    int from = Math.min(colon + 1, end);
    return new String(bytes, from, end - from, StandardCharsets.UTF_8)
        .replace('\r', ' ')
        .replace('\n', ' ')
        .strip();
  }

  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n' && !(bytes[i] == '\r' && isPair(bytes, i))) {
      i++;
    }
    return i;
  }

  private static boolean isPair(byte[] bytes, int at) {
    return at + 1 < bytes.length && bytes[at + 1] == '\n';
  }

  private static int nextLine(byte[] bytes, int end) {
    return end < bytes.length && bytes[end] == '\r' ? end + 2 : end + 1;
  }

  private static Optional<Complaint> bad(String phrase) {
    return Optional.of(Complaint.badRequest(phrase));
  }
}
