package io.invitebridge.tests.loopback;

import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;

/** SIPp scenarios of our own, for what SIPp's built-in callers and phones do not do. */
final class Scenarios {
  private static final String INVITE =
      """
      <send retrans="500"><![CDATA[
      INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]
      From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]
      To: <sip:[service]@[remote_ip]:[remote_port]>
      Call-ID: [call_id]
      CSeq: 1 INVITE
      Contact: <sip:sipp@[local_ip]:[local_port]>
      Max-Forwards: 70
      Content-Type: application/sdp
      Content-Length: [len]

      v=0
      o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
      s=-
      c=IN IP[media_ip_type] [media_ip]
      t=0 0
      m=audio [media_port] RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      ]]></send>
      <recv response="100" optional="true"/>
      """;

  private static final String ACK_OF_REFUSAL =
      """
      <send><![CDATA[
      ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]
      From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]
      To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
      Call-ID: [call_id]
      CSeq: 1 ACK
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
      """;

  private static final String CANCEL =
      """
      <send retrans="500"><![CDATA[
      CANCEL sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]
      From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]
      To: <sip:[service]@[remote_ip]:[remote_port]>
      Call-ID: [call_id]
      CSeq: 1 CANCEL
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
      <recv response="200"/>
      """;

  private Scenarios() {}

  /** A caller who rings and then wants exactly this final status. */
  static String ringsThen(int status) throws IOException {
    return Sipp.scenario(
        "rings-then-" + status,
        INVITE
            + "<recv response=\"180\"/>\n<recv response=\""
            + status
            + "\" timeout=\"30000\"/>\n"
            + ACK_OF_REFUSAL);
  }

  /** A caller who wants this final status without any ringing. */
  static String refusedWith(int status) throws IOException {
    return Sipp.scenario(
        "refused-" + status, INVITE + "<recv response=\"" + status + "\"/>\n" + ACK_OF_REFUSAL);
  }

  /** A caller who gives up while it rings. */
  static String callerCancels() throws IOException {
    return Sipp.scenario(
        "caller-cancels",
        INVITE
            + "<recv response=\"180\"/>\n"
            + "<pause milliseconds=\"200\"/>\n"
            + CANCEL
            + "<recv response=\"487\"/>\n"
            + ACK_OF_REFUSAL);
  }

  /** A caller who rings and waits for a minute. */
  static String callerWaits() throws IOException {
    return Sipp.scenario(
        "caller-waits", INVITE + "<recv response=\"180\"/>\n<pause milliseconds=\"60000\"/>\n");
  }

  /** A phone that rings until it is cancelled. */
  static String phoneRings() throws IOException {
    return Sipp.scenario(
        "phone-rings",
        "<recv request=\"INVITE\"/>\n"
            + answer("180 Ringing", true)
            + "<recv request=\"CANCEL\"/>\n"
            + answer("200 OK", false)
            + "<send retrans=\"500\"><![CDATA[\n"
            + "SIP/2.0 487 Request Terminated\n"
            + "[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]SIPpTag01[call_number]\n"
            + "[last_Call-ID:]\nCSeq: 1 INVITE\nContent-Length: 0\n\n]]></send>\n"
            + "<recv request=\"ACK\"/>\n");
  }

  /** A phone that queues the call, sends early media, answers, and is held by a re-INVITE. */
  static String isHeld() throws IOException {
    String tagged = "[last_To:];tag=[pid]SIPpTag01[call_number]";
    return Sipp.scenario(
        "is-held",
        "<recv request=\"INVITE\"/>\n"
            + answer("182 Queued", true)
            + "<pause milliseconds=\"300\"/>\n"
            + describing("183 Session Progress", tagged, "sendrecv", "")
            + "<pause milliseconds=\"300\"/>\n"
            + describing("200 OK", tagged, "sendrecv", " retrans=\"500\"")
            + "<recv request=\"ACK\"/>\n<recv request=\"INVITE\"/>\n"
            + describing("200 OK", "[last_To:]", "recvonly", " retrans=\"500\"")
            + "<recv request=\"ACK\"/>\n<recv request=\"BYE\"/>\n"
            + answer("200 OK", false));
  }

  /** A caller who transfers the app that answers, and hangs up when that has reached the target. */
  static String transfers(String target) throws IOException {
    return Sipp.scenario(
        "transfers",
        INVITE
            + "<recv response=\"180\"/>\n<recv response=\"200\"/>\n"
            + within("ACK", 1, "")
            + "<pause milliseconds=\"300\"/>\n"
            + within("REFER", 2, "Refer-To: <sip:" + target + "@[remote_ip]>\n")
            + "<recv response=\"202\"/>\n<recv request=\"NOTIFY\"/>\n"
            + answer("200 OK", false)
            + "<recv request=\"NOTIFY\" timeout=\"20000\">\n"
            + "<action><ereg regexp=\"SIP/2.0 200 OK\" search_in=\"body\" check_it=\"true\""
            + " assign_to=\"1\"/></action>\n</recv>\n"
            + "<Reference variables=\"1\"/>\n"
            + answer("200 OK", false)
            + within("BYE", 3, "")
            + "<recv response=\"200\"/>\n");
  }

  private static String within(String method, int number, String lines) {
    return """
        <send%s><![CDATA[
        %s sip:[service]@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]
        To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
        Call-ID: [call_id]
        CSeq: %d %s
        Contact: <sip:sipp@[local_ip]:[local_port]>
        %sMax-Forwards: 70
        Content-Length: 0

        ]]></send>
        """
        .formatted(method.equals("ACK") ? "" : " retrans=\"500\"", method, number, method, lines);
  }

  private static String describing(String status, String to, String direction, String repeats) {
    return """
        <send%s><![CDATA[
        SIP/2.0 %s
        [last_Via:]
        [last_From:]
        %s
        [last_Call-ID:]
        [last_CSeq:]
        Contact: <sip:[local_ip]:[local_port];transport=[transport]>
        Content-Type: application/sdp
        Content-Length: [len]

        v=0
        o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
        s=-
        c=IN IP[media_ip_type] [media_ip]
        t=0 0
        m=audio [media_port] RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        a=%s
        ]]></send>
        """
        .formatted(repeats, status, to, direction);
  }

  private static String answer(String status, boolean withTag) {
    return "<send><![CDATA[\nSIP/2.0 "
        + status
        + "\n[last_Via:]\n[last_From:]\n[last_To:]"
        + (withTag ? ";tag=[pid]SIPpTag01[call_number]" : "")
        + "\n[last_Call-ID:]\n[last_CSeq:]\n"
        + "Contact: <sip:[local_ip]:[local_port];transport=[transport]>\n"
        + "Content-Length: 0\n\n]]></send>\n";
  }
}
