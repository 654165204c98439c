package io.invitebridge.sip.wire;

import io.invitebridge.sip.torture.RawPeer;
import java.nio.charset.StandardCharsets;

/** The requests of these tests. */
final class Lines {
  private Lines() {}

  static byte[] options(RawPeer peer, String id) {
    return request("OPTIONS", "127.0.0.1", peer, id, "");
  }

  static byte[] invite(RawPeer peer, String id) {
    return request("INVITE", "127.0.0.1", peer, id, "");
  }

  /**
   * @param more further header lines, each with its CRLF
   */
  static byte[] request(String method, String host, RawPeer peer, String id, String more) {
    return String.join(
            "\r\n",
            method + " sip:200@" + host + " SIP/2.0",
            "Via: SIP/2.0/"
                + peer.transport()
                + " "
                + host
                + ":"
                + peer.port()
                + ";rport;branch=z9hG4bK"
                + id,
            "Max-Forwards: 70",
            "From: <sip:eve@" + host + ">;tag=a",
            "To: <sip:200@" + host + ">",
            "Call-ID: " + id,
            "CSeq: 1 " + method,
            "Contact: <sip:eve@"
                + host
                + ":"
                + peer.port()
                + ";transport="
                + peer.transport()
                + ">",
            more + "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
