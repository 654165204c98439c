package io.invitebridge.tests.bench;

import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;

/** What the callers of a soak do, in SIPp's words. The callee's name is the first field. */
final class SoakScenarios {
  private static final String OFFER =
      """
      Content-Type: application/sdp
      Content-Length: [len]

      v=0
      o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
      s=-
      c=IN IP[media_ip_type] [media_ip]
      t=0 0
      m=audio [media_port] RTP/AVP 0
      """;

  private static final String NO_BODY = "Content-Length: 0\n\n";
  private static final String INVITE =
      repeated(request("INVITE", 1, "i", "", OFFER))
          + "<recv response=\"100\" optional=\"true\"/>\n";
  private static final String ACK_OF_REFUSAL =
      once(request("ACK", 1, "i", "[peer_tag_param]", NO_BODY));
  private static final String RINGS = "<recv response=\"180\"/>\n";
  private static final String MAY_RING = "<recv response=\"180\" optional=\"true\"/>\n";

  private SoakScenarios() {}

  /** Is answered, talks for a second, hangs up. */
  static String talks() throws IOException {
    return Sipp.scenario(
        "talks",
        INVITE
            + MAY_RING
            + "<recv response=\"200\"/>\n"
            + once(request("ACK", 1, "a", "[peer_tag_param]", NO_BODY))
            + "<pause milliseconds=\"1000\"/>\n"
            + repeated(request("BYE", 2, "b", "[peer_tag_param]", NO_BODY))
            + "<recv response=\"200\"/>\n");
  }

  /** Wants this refusal, with or without ringing before. */
  static String isRefused(int status) throws IOException {
    return Sipp.scenario(
        "is-refused", INVITE + MAY_RING + "<recv response=\"" + status + "\"/>\n" + ACK_OF_REFUSAL);
  }

  /** Gives up after half a second of ringing. */
  static String cancels() throws IOException {
    return Sipp.scenario(
        "cancels",
        INVITE
            + RINGS
            + "<pause milliseconds=\"500\"/>\n"
            + repeated(request("CANCEL", 1, "i", "", NO_BODY))
            + "<recv response=\"200\"/>\n<recv response=\"487\"/>\n"
            + ACK_OF_REFUSAL);
  }

  /** Is answered and never heard of again: no ACK, no BYE. */
  static String vanishes() throws IOException {
    return Sipp.scenario("vanishes", INVITE + MAY_RING + "<recv response=\"200\"/>\n");
  }

  private static String repeated(String message) {
    return "<send retrans=\"500\"><![CDATA[\n" + message + "\n]]></send>\n";
  }

  private static String once(String message) {
    return "<send><![CDATA[\n" + message + "\n]]></send>\n";
  }

  private static String request(String method, int cseq, String branch, String tag, String body) {
    return String.join(
        "\n",
        method + " sip:[field0]@[remote_ip]:[remote_port] SIP/2.0",
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-"
            + branch,
        "From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]T[call_number]",
        "To: <sip:[field0]@[remote_ip]:[remote_port]>" + tag,
        "Call-ID: [call_id]",
        "CSeq: " + cseq + " " + method,
        "Contact: <sip:sipp@[local_ip]:[local_port]>",
        "Max-Forwards: 70",
        body);
  }
}
