package io.invitebridge.app.party;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SIP message as the phone sees it: a start line, header lines in their order, a body. */
record PhoneMessage(String startLine, List<String> headers, String body) {
  private static final String VERSION = "SIP/2.0";

  PhoneMessage {
    headers = List.copyOf(headers);
  }

  /** Empty when the bytes are not a SIP message, or a keep-alive. */
  static Optional<PhoneMessage> parse(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n", -1);
    if (end < 0 || !lines[0].contains(VERSION)) {
      return Optional.empty();
    }
    return Optional.of(
        new PhoneMessage(
            lines[0], List.of(lines).subList(1, lines.length), text.substring(end + 4)));
  }

  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    lines.add(startLine);
    lines.addAll(headers);
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    lines.add("");
    lines.add(body);
    return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  boolean isRequest() {
    return !startLine.startsWith(VERSION);
  }

  /** {@code INVITE} or {@code 180 Ringing}. */
  String name() {
    return isRequest() ? method() : startLine.substring(VERSION.length()).strip();
  }

  /** The request's method, or the one that a response answers. */
  String method() {
    return isRequest() ? startLine.split(" ", 2)[0] : header("CSeq").split(" ")[1];
  }

  int status() {
    return isRequest() ? 0 : Integer.parseInt(startLine.split(" ", 3)[1]);
  }

  /** The first header of this name, or empty text. */
  String header(String name) {
    return headersOf(name).stream().findFirst().orElse("");
  }

  List<String> headersOf(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /** The URI between angle brackets in the Contact header. */
  Optional<String> contact() {
    String value = header("Contact");
    int open = value.indexOf('<');
    int close = value.indexOf('>');
    return open < 0 || close < open
        ? Optional.empty()
        : Optional.of(value.substring(open + 1, close));
  }
}
