package io.invitebridge.tests.interop;

import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;

/**
 * SIPp scenarios of phones that register and call through a proxy: with digest credentials, and
 * with the route set that the proxy records. Their numbers and passwords come from SIPp's command
 * line ({@code -au}, {@code -ap}).
 */
final class ProxySteps {
  private ProxySteps() {}

  /** Registers a contact for five minutes. */
  static String register(String phone, int port) throws IOException {
    String request =
        """
        REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:%1$s@pbx.example.com>;tag=[pid]r[call_number]
        To: <sip:%1$s@pbx.example.com>
        Call-ID: [call_id]
        CSeq: %2$s REGISTER
        Contact: <sip:%1$s@127.0.0.1:%3$d>
        Max-Forwards: 70
        Expires: 300
        """;
    return Sipp.scenario(
        "register",
        send(request.formatted(phone, "1", port) + "Content-Length: 0\n\n")
            + "<recv response=\"401\" auth=\"true\"/>\n"
            + send(request.formatted(phone, "2", port) + "[authentication]\nContent-Length: 0\n\n")
            + "<recv response=\"200\"/>\n");
  }

  /** A call that is answered, and hung up by the phone. */
  static String callsAndHangsUp(String phone) throws IOException {
    return Sipp.scenario(
        "calls",
        authenticatedInvite(phone)
            + "<recv response=\"180\"/>\n"
            + "<recv response=\"200\" rrs=\"true\"/>\n"
            + send(inDialog("ACK", phone, "2"))
            + "<pause milliseconds=\"200\"/>\n"
            + repeated(inDialog("BYE", phone, "3"))
            + "<recv response=\"200\"/>\n");
  }

  /** A call that is given up while it rings. */
  static String callsAndCancels(String phone) throws IOException {
    return Sipp.scenario(
        "cancels",
        authenticatedInvite(phone)
            + "<recv response=\"180\"/>\n"
            + repeated(sameTransaction("CANCEL", phone, ""))
            + "<recv response=\"200\"/>\n"
            + "<recv response=\"487\"/>\n"
            + send(sameTransaction("ACK", phone, "[peer_tag_param]")));
  }

  /** A call that gets this final status. */
  static String callsInVain(String phone, int status) throws IOException {
    return Sipp.scenario(
        "in-vain",
        authenticatedInvite(phone)
            + "<recv response=\"180\" optional=\"true\"/>\n"
            + ("<recv response=\"" + status + "\"/>\n")
            + send(sameTransaction("ACK", phone, "[peer_tag_param]")));
  }

  private static String authenticatedInvite(String phone) {
    String invite =
        """
        INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-%2$s
        From: <sip:%1$s@pbx.example.com>;tag=[pid]a[call_number]
        To: <sip:[service]@pbx.example.com>
        Call-ID: [call_id]
        CSeq: %2$s INVITE
        Contact: <sip:%1$s@[local_ip]:[local_port];transport=[transport]>
        Max-Forwards: 70
        %3$sContent-Type: application/sdp
        Content-Length: [len]

        v=0
        o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
        s=-
        c=IN IP[media_ip_type] [media_ip]
        t=0 0
        m=audio [media_port] RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        """;
    return repeated(invite.formatted(phone, "1", ""))
        + "<recv response=\"100\" optional=\"true\"/>\n"
        + "<recv response=\"407\" auth=\"true\"/>\n"
        + send(
            """
            ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
            Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-1
            From: <sip:%s@pbx.example.com>;tag=[pid]a[call_number]
            To: <sip:[service]@pbx.example.com>[peer_tag_param]
            Call-ID: [call_id]
            CSeq: 1 ACK
            Max-Forwards: 70
            Content-Length: 0

            """
                .formatted(phone))
        + repeated(invite.formatted(phone, "2", "[authentication]\n"))
        + "<recv response=\"100\" optional=\"true\"/>\n";
  }

  private static String sameTransaction(String method, String phone, String toTag) {
    return """
        %s sip:[service]@[remote_ip]:[remote_port] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK-[pid]-[call_number]-2
        From: <sip:%s@pbx.example.com>;tag=[pid]a[call_number]
        To: <sip:[service]@pbx.example.com>%s
        Call-ID: [call_id]
        CSeq: 2 %s
        Max-Forwards: 70
        Content-Length: 0

        """
        .formatted(method, phone, toTag, method);
  }

  private static String inDialog(String method, String phone, String cseq) {
    return """
        %s [next_url] SIP/2.0
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        [routes]
        From: <sip:%s@pbx.example.com>;tag=[pid]a[call_number]
        To: <sip:[service]@pbx.example.com>[peer_tag_param]
        Call-ID: [call_id]
        CSeq: %s %s
        Max-Forwards: 70
        Content-Length: 0

        """
        .formatted(method, phone, cseq, method);
  }

  private static String send(String message) {
    return "<send><![CDATA[\n" + message + "]]></send>\n";
  }

  private static String repeated(String message) {
    return "<send retrans=\"500\"><![CDATA[\n" + message + "]]></send>\n";
  }
}
