package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Protocol;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An INVITE that would begin a call, read without a parser: enough to refuse it, for much less than
 * it costs to take it on. Only what is written in the usual way is read so; anything else (folded
 * lines, several Via in one line, an IPv6 sent-by, an RFC 2543 branch, headers beyond the first 4
 * KiB) goes to the parser.
 *
 * @param vias the Via values as written, topmost first
 * @param fromTag empty when there is none
 */
record PlainInvite(
    List<String> vias,
    Sender sender,
    String from,
    String fromTag,
    String to,
    String callId,
    long cseq) {
  private static final int LOOKS_AT = 4096;

  /**
   * RFC 3261 section 20.42; the parameters hold no quoted text and no comma. Possessive, or each of
   * a thousand parameters would take its part of the thread's stack.
   */
  private static final Pattern VIA =
      Pattern.compile(
          "SIP/2\\.0/([A-Z]+) ([A-Za-z0-9.-]+)(?::([0-9]{1,5}))?((?:;[A-Za-z0-9.!%*_+`'~=-]+)*+)");

  private static final Pattern BRANCH = Pattern.compile(";branch=(z9hG4bK[^;]+)");
  private static final Pattern RPORT = Pattern.compile(";rport(?=;|$)");
  private static final Pattern TAG = Pattern.compile(".*>;tag=([A-Za-z0-9.!%*_+`'~-]+)");
  private static final Pattern CSEQ = Pattern.compile("([0-9]{1,9}) INVITE");

  /**
   * The topmost Via, taken apart.
   *
   * @param port 0 when none is written
   */
  record Sender(String transport, String host, int port, String parameters, String branch) {
    private boolean asksForPort() {
      return RPORT.matcher(parameters).find();
    }
  }

  PlainInvite {
    vias = List.copyOf(vias);
  }

  /** Empty for every other message and for an INVITE within a dialog. */
  static Optional<PlainInvite> in(byte[] bytes) {
    if (!startsWith(bytes, "INVITE ")) {
      return Optional.empty();
    }
    String text =
        new String(bytes, 0, Math.min(bytes.length, LOOKS_AT), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return end < 0 ? Optional.empty() : Lines.of(text.substring(0, end)).flatMap(Lines::invite);
  }

  /** Its server transaction's name in the stack's table, as the parser's message would have it. */
  String transactionId() {
    String port = sender.port() == 0 ? "-1" : Integer.toString(sender.port());
    return (sender.branch() + "|" + sender.host()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** The whole answer, its To tag and where it came from filled in (RFC 3261 section 8.2.6). */
  byte[] answer(Complaint complaint, String toTag, InetSocketAddress source, boolean isStream) {
    StringBuilder text = new StringBuilder(512);
    text.append("SIP/2.0 ").append(complaint.status()).append(' ').append(complaint.phrase());
    text.append("\r\nVia: ").append(via(source, isStream));
    vias.stream().skip(1).forEach(via -> text.append("\r\nVia: ").append(via));
    text.append("\r\nFrom: ").append(from);
    text.append("\r\nTo: ").append(to).append(";tag=").append(toTag);
    text.append("\r\nCall-ID: ").append(callId);
    text.append("\r\nCSeq: ").append(cseq).append(" INVITE");
    for (HeaderLine line : complaint.headers()) {
      text.append("\r\n").append(line.name()).append(": ").append(line.value());
    }
    text.append("\r\nContent-Length: 0\r\n\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Where the answer goes over UDP (RFC 3261 section 18.2.2, RFC 3581 section 4). */
  InetSocketAddress answersTo(InetSocketAddress source) {
    if (sender.asksForPort()) {
      return source;
    }
    int port = sender.port() == 0 ? Protocol.UDP.defaultPort() : sender.port();
    return new InetSocketAddress(source.getAddress(), port);
  }

  /** RFC 3261 section 18.2.1 and RFC 3581 section 4. */
  private String via(InetSocketAddress source, boolean isStream) {
    String host = source.getAddress().getHostAddress();
    boolean asks = sender.asksForPort();
    String port = ";rport=" + source.getPort();
    String written = asks ? RPORT.matcher(vias.get(0)).replaceFirst(port) : vias.get(0);
    return written
        + (isStream && !asks ? port : "")
        + (asks || !host.equals(sender.host()) ? ";received=" + host : "");
  }

  private static boolean startsWith(byte[] bytes, String word) {
    if (bytes.length < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The headers that matter, each found once. */
  private static final class Lines {
    private static final Map<String, String> NAMES =
        Map.of(
            "f", "from", "from", "from", "t", "to", "to", "to", "i", "call-id", "call-id",
            "call-id", "cseq", "cseq");

    private final List<String> vias = new ArrayList<>();
    private final Map<String, String> others = new HashMap<>();

    /** Empty when something is written in an unusual way. */
    static Optional<Lines> of(String head) {
      Lines lines = new Lines();
      int at = head.indexOf("\r\n");
      if (at < 0 || !head.startsWith(" SIP/2.0", at - " SIP/2.0".length())) {
        return Optional.empty();
      }
      while (at >= 0) {
        int next = head.indexOf("\r\n", at + 2);
        if (!lines.take(head.substring(at + 2, next < 0 ? head.length() : next))) {
          return Optional.empty();
        }
        at = next;
      }
      return Optional.of(lines);
    }

    private boolean take(String line) {
      int colon = line.indexOf(':');
      if (colon <= 0
          || line.charAt(0) <= ' '
          || line.indexOf('\n') >= 0
          || line.indexOf('\r') >= 0) {
        return false;
      }
      String written = line.substring(0, colon).stripTrailing().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (written.equals("via") || written.equals("v")) {
        return vias.add(value);
      }
      String name = NAMES.get(written);
      return name == null || others.putIfAbsent(name, value) == null;
    }

    private Optional<PlainInvite> invite() {
      String from = others.getOrDefault("from", "");
      String to = others.getOrDefault("to", "");
      String callId = others.getOrDefault("call-id", "");
      Matcher number = CSEQ.matcher(others.getOrDefault("cseq", ""));
      Matcher tag = TAG.matcher(from);
      boolean isPlain =
          !vias.isEmpty()
              && !to.isEmpty()
              && !to.contains("tag=")
              && !callId.isEmpty()
              && callId.indexOf(' ') < 0;
      if (!isPlain || !number.matches() || !tag.matches()) {
        return Optional.empty();
      }
      return sender(vias.get(0))
          .map(
              sender ->
                  new PlainInvite(
                      vias,
                      sender,
                      from,
                      tag.group(1),
                      to,
                      callId,
                      Long.parseLong(number.group(1))));
    }

    private static Optional<Sender> sender(String via) {
      Matcher parts = VIA.matcher(via);
      if (!parts.matches()) {
        return Optional.empty();
      }
      Matcher branch = BRANCH.matcher(parts.group(4));
      int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
      return branch.find() && port <= 65_535
          ? Optional.of(
              new Sender(parts.group(1), parts.group(2), port, parts.group(4), branch.group(1)))
          : Optional.empty();
    }
  }
}
