package io.invitebridge.sip.wire;

import java.util.ArrayList;
import java.util.List;

/** Responses to requests of the bridge, written from their text. */
final class Answers {
  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\na=inactive\r\n";

  private Answers() {}

  /**
   * @param port where the peer wants to be reached over TCP
   */
  static byte[] to(String request, int status, String tag, int port) {
    return to(request, status, tag, "<sip:200@127.0.0.1:" + port + ";transport=tcp>");
  }

  static byte[] to(String request, int status, String tag, String contact) {
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status + " As tested");
    request.lines().filter(line -> line.startsWith("Via:")).forEach(lines::add);
    lines.add(line(request, "From:"));
    String to = line(request, "To:");
    lines.add(to.contains(";tag=") ? to : to + ";tag=" + tag);
    lines.add(line(request, "Call-ID:"));
    lines.add(line(request, "CSeq:"));
    lines.add("Contact: " + contact);
    boolean described = status == 200 && request.startsWith("INVITE");
    if (described) {
      lines.add("Content-Type: application/sdp");
    }
    String body = described ? SDP : "";
    lines.add("Content-Length: " + body.length());
    return Lines.bytes(String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  private static String line(String request, String start) {
    return request.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
