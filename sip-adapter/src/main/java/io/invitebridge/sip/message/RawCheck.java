package io.invitebridge.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks on the bytes of a message, for what JAIN-SIP's parser repairs or overlooks: spaces in the
 * request line, a foreign version, headers that may stand only once, Content-Length out of range.
 */
final class RawCheck {
  /** RFC 3261 section 7.3.1: these hold one value, so a second one is a contradiction. */
  private static final Set<String> ONLY_ONCE =
      Set.of("call-id", "cseq", "from", "to", "max-forwards", "content-length", "content-type");

  private static final Map<String, String> COMPACT =
      Map.of("i", "call-id", "f", "from", "t", "to", "l", "content-length", "c", "content-type");

  private static final int MOST_HEADERS = 500;

  private RawCheck() {}

  static Optional<Complaint> check(byte[] bytes) {
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
    return line.isPresent() ? line : headers(bytes, nextLine(bytes, end));
  }

  private static Optional<Complaint> requestLine(String line) {
    if (line.endsWith(" ") || line.endsWith("\t")) {
      return bad("Space at the end of the request line");
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
    return line.regionMatches(true, version + 1, "SIP/2.0", 0, 7)
            && line.length() == version + 1 + 7
        ? Optional.empty()
        : Optional.of(Complaint.of(505, "Version Not Supported"));
  }

  private static Optional<Complaint> headers(byte[] bytes, int from) {
    Set<String> seen = new HashSet<>();
    int count = 0;
    int start = from;
    while (start < bytes.length) {
      int end = lineEnd(bytes, start);
      if (end == start) {
        break;
      }
      if (++count > MOST_HEADERS) {
        return bad("More than " + MOST_HEADERS + " header lines");
      }
      if (bytes[start] != ' ' && bytes[start] != '\t') {
        Optional<Complaint> wrong = header(bytes, start, end, seen);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
      start = nextLine(bytes, end);
    }
    return Optional.empty();
  }

  private static Optional<Complaint> header(byte[] bytes, int start, int end, Set<String> seen) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    if (colon - start > 40) {
      return Optional.empty();
    }
    String written = new String(bytes, start, colon - start, StandardCharsets.ISO_8859_1);
    String name = written.strip().toLowerCase(Locale.ROOT);
    name = COMPACT.getOrDefault(name, name);
    if (ONLY_ONCE.contains(name) && !seen.add(name)) {
      return bad("More than one " + name + " header");
    }
    if (name.equals("content-length")) {
      int from = Math.min(colon + 1, end);
      String value = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).strip();
      if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(Character::isDigit)) {
        return bad("Content-Length is not a number in range");
      }
    }
    return Optional.empty();
  }

  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\r' && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private static int nextLine(byte[] bytes, int end) {
    return end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n'
        ? end + 2
        : end + 1;
  }

  private static Optional<Complaint> bad(String phrase) {
    return Optional.of(Complaint.badRequest(phrase));
  }
}
