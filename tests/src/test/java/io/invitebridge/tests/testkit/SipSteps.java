package io.invitebridge.tests.testkit;

/**
 * The steps that SIPp scenarios of callers and phones are made of. The phones work behind a proxy
 * as well, the callers do not: they know no route set and no password.
 */
public final class SipSteps {
  private static final String CALLER =
      """
      From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]
      To: <sip:[service]@[remote_ip]:[remote_port]>%s
      Call-ID: [call_id]
      CSeq: %s
      Contact: <sip:sipp@[local_ip]:[local_port]>
      Max-Forwards: 70
      """;

  private static final String REQUEST_LINE =
      """
      %s sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]%s
      """;

  /** The caller's. SIPp repeats it until something comes back. */
  public static final String INVITE =
      """
      <send retrans="500"><![CDATA[
      %s%sContent-Type: application/sdp
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
      """
          .formatted(REQUEST_LINE.formatted("INVITE", ""), CALLER.formatted("", "1 INVITE"));

  /** The caller's, for a 200 as for a refusal: SIPp has one transaction. */
  public static final String ACK = send("ACK", "", "[peer_tag_param]", "1 ACK");

  public static final String CANCEL = repeated("CANCEL", "", "", "1 CANCEL") + response(200);

  /** The caller's. */
  public static final String BYE =
      repeated("BYE", "-bye", "[peer_tag_param]", "2 BYE") + response(200);

  /** The phone is called, and keeps who it is. */
  public static final String INVITED =
      """
      <recv request="INVITE" rrs="true">
        <action>
          <ereg regexp=".*" search_in="hdr" header="From:" assign_to="1"/>
          <ereg regexp=".*" search_in="hdr" header="To:" assign_to="2"/>
          <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="1" assign_to="3"/>
          <ereg regexp=".*" search_in="hdr" header="Via:" occurrence="2" assign_to="4"/>
        </action>
      </recv>
      <Reference variables="3,4"/>
      """;

  public static final String RINGING = reply("180 Ringing", "", false);

  /** So that over UDP, and through a pool of threads, the next response stays the next. */
  public static final String A_MOMENT = "<pause milliseconds=\"300\"/>\n";

  /** To the request that came last. */
  public static final String OK =
      """
      <send><![CDATA[
      SIP/2.0 200 OK
      [last_Via:]
      [last_From:]
      [last_To:]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0

      ]]></send>
      """;

  /** The phone rings, is answered and hears the ACK. */
  public static final String ANSWER =
      RINGING
          + A_MOMENT
          + reply(
              "200 OK",
              """
              Content-Type: application/sdp
              Content-Length: [len]

              v=0
              o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
              s=-
              c=IN IP[media_ip_type] [media_ip]
              t=0 0
              m=audio [media_port] RTP/AVP 0
              a=rtpmap:0 PCMU/8000
              """,
              true)
          + request("ACK");

  /** The phone's. */
  public static final String BYE_OF_CALLEE =
      """
      <send retrans="500"><![CDATA[
      BYE [next_url] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      [routes]
      From: [$2];tag=[pid]SIPpTag01[call_number]
      To: [$1]
      Call-ID: [call_id]
      CSeq: 1 BYE
      Max-Forwards: 70
      Content-Length: 0

      ]]></send>
      """
          + response(200);

  private SipSteps() {}

  /** This response and no other has to come. */
  public static String response(int status) {
    return "<recv response=\"" + status + "\"/>\n";
  }

  /** This request and no other has to come. */
  public static String request(String method) {
    return "<recv request=\"" + method + "\"/>\n";
  }

  /**
   * The phone's final word to an INVITE that came through one proxy and was cancelled. The CANCEL
   * is the proxy's own, so that its Via is not the INVITE's (RFC 3261 section 16.10).
   */
  public static String refuseCancelledThroughProxy() {
    return reply("487 Request Terminated", "", true)
            .replace("[last_Via:]", "Via:[$3]\nVia:[$4]")
            .replace("[last_Record-Route:]\n", "")
        + request("ACK");
  }

  /** The phone's final word to its INVITE. */
  public static String refuse(String status) {
    return reply(status, "", true) + request("ACK");
  }

  private static String reply(String status, String body, boolean isFinal) {
    return """
        <send%s><![CDATA[
        SIP/2.0 %s
        [last_Via:]
        [last_Record-Route:]
        From:[$1]
        To:[$2];tag=[pid]SIPpTag01[call_number]
        [last_Call-ID:]
        CSeq: 1 INVITE
        Contact: <sip:[local_ip]:[local_port];transport=[transport]>
        %s
        ]]></send>
        """
        .formatted(
            isFinal ? " retrans=\"500\"" : "",
            status,
            body.isEmpty() ? "Content-Length: 0\n" : body);
  }

  private static String send(String method, String branch, String toTag, String cseq) {
    return "<send><![CDATA[\n" + message(method, branch, toTag, cseq) + "]]></send>\n";
  }

  private static String repeated(String method, String branch, String toTag, String cseq) {
    return "<send retrans=\"500\"><![CDATA[\n"
        + message(method, branch, toTag, cseq)
        + "]]></send>\n";
  }

  private static String message(String method, String branch, String toTag, String cseq) {
    return REQUEST_LINE.formatted(method, branch)
        + CALLER.formatted(toTag, cseq)
        + "Content-Length: 0\n\n";
  }
}
