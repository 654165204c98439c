package io.invitebridge.sip.torture;

import static io.invitebridge.sip.torture.InvalidMessages.GOOD;
import static io.invitebridge.sip.torture.InvalidMessages.bad;
import static io.invitebridge.sip.torture.InvalidMessages.changed;
import static io.invitebridge.sip.torture.TortureCase.answered;
import static io.invitebridge.sip.torture.TortureCase.taken;
import static io.invitebridge.sip.torture.ValidMessages.SDP;
import static io.invitebridge.sip.torture.ValidMessages.length;

import java.util.List;

/** RFC 4475 sections 3.2 to 3.4: the transaction layer, the application layer, RFC 2543. */
final class LayerMessages {
  private LayerMessages() {}

  static List<TortureCase> all() {
    return List.of(
        answered(
            "3.2.1 badbranch",
            200,
            "branch=z9hG4bK;",
            options("Via: @VIA@", "Via: SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=z9hG4bK")),
        bad("3.3.1 insuf, Call-ID", "Call-ID: @ID@\n", "", "Call-ID is missing"),
        bad(
            "3.3.1 insuf, From",
            "From: \"Eve\" <sip:eve@127.0.0.1>;tag=a1\n",
            "",
            "From is missing"),
        bad("3.3.1 insuf, To", "To: <sip:200@127.0.0.1>\n", "", "To is missing"),
        answered(
            "3.3.2 unkscm",
            416,
            "",
            changed("INVITE sip:200@127.0.0.1 ", "INVITE unheardof:opaque-thing ")),
        answered(
            "3.3.3 novelsc",
            416,
            "",
            changed("INVITE sip:200@127.0.0.1 ", "INVITE soap.beep://192.0.2.103:3002 ")),
        taken(
            "3.3.4 unksm2, To", "200", changed("To: <sip:200@127.0.0.1>", "To: <isbn:2983792873>")),
        taken(
            "3.3.4 unksm2, From",
            "200",
            changed("From: \"Eve\" <sip:eve@127.0.0.1>", "From: <http://www.example.com>")),
        taken(
            "3.3.4 unksm2, Contact",
            "200",
            changed("Contact: <sip:eve@127.0.0.1:@P@>", "Contact: <name:eve_eveson>")),
        answered(
            "3.3.5 bext01",
            420,
            "Unsupported: ",
            changed(
                "Max-Forwards: 70",
                "Max-Forwards: 70\nRequire: nothing-known, nor-this\nProxy-Require: nobody-knows")),
        answered(
            "3.3.6 invut",
            415,
            "Accept: ",
            changed("Content-Type: application/sdp", "Content-Type: application/unknownformat")),
        taken(
            "3.3.7 regaut01",
            "200",
            changed(
                "Max-Forwards: 70",
                "Max-Forwards: 70\nAuthorization: NoOneKnowsThisScheme opaque-data=here")),
        bad("3.3.8 multi01, CSeq", "CSeq: 1 INVITE", "CSeq: 1 INVITE\nCSeq: 59 INVITE", "cseq"),
        bad(
            "3.3.8 multi01, Call-ID",
            "Call-ID: @ID@",
            "Call-ID: @ID@\nCall-ID: another",
            "call-id"),
        bad("3.3.8 multi01, From", "From: ", "From: <sip:other@192.0.2.2>;tag=b2\nFrom: ", "from"),
        bad("3.3.8 multi01, To", "To: ", "To: <sip:other@192.0.2.2>\nt: ", "to"),
        bad(
            "3.3.8 multi01, Max-Forwards",
            "Max-Forwards: 70",
            "Max-Forwards: 70\nMax-Forwards: 5",
            "max-forwards"),
        bad(
            "3.3.8 multi01, Content-Type",
            "Content-Type: application/sdp",
            "Content-Type: application/sdp\nc: text/plain",
            "content-type"),
        bad(
            "3.3.9 mcl01",
            "Content-Length: ",
            "Content-Length: 5\nContent-Length: ",
            "content-length"),
        answered(
            "3.3.11 zeromf: not passed on",
            483,
            "",
            changed("Max-Forwards: 70", "Max-Forwards: 0")),
        answered(
            "3.3.11 zeromf: answered here",
            200,
            "",
            options("Max-Forwards: 70", "Max-Forwards: 0")),
        taken(
            "3.3.12 cparam01",
            "200",
            changed(
                "Contact: <sip:eve@127.0.0.1:@P@>",
                "Contact: sip:+19725552222@127.0.0.1:@P@;unknownparam")),
        taken(
            "3.3.13 cparam02",
            "200",
            changed(
                "Contact: <sip:eve@127.0.0.1:@P@>",
                "Contact: <sip:+19725552222@127.0.0.1:@P@;unknownparam>")),
        taken(
            "3.3.14 regescrt",
            "200",
            changed(
                "Contact: <sip:eve@127.0.0.1:@P@>",
                "Contact: <sip:eve@127.0.0.1:@P@?Route=%3Csip:192.0.2.1%3E>")),
        answered(
            "3.3.15 sdp01",
            406,
            "",
            changed("Max-Forwards: 70", "Max-Forwards: 70\nAccept: text/nobodyKnowsThis")),
        asIn1999());
  }

  /** RFC 2543: no branch, no tag, no Max-Forwards, no Contact. */
  private static TortureCase asIn1999() {
    return taken(
        "3.4.1 inv2543",
        "ua2",
        """
        INVITE sip:ua2@127.0.0.1 SIP/2.0
        Via: SIP/2.0/@T@ 127.0.0.1:@P@
        From: <sip:ua1@127.0.0.1>
        To: <sip:ua2@127.0.0.1>
        Call-ID: inv2543.@ID@
        CSeq: 56 INVITE
        Content-Type: application/sdp
        Content-Length: %LENGTH%

        """
                .replace("%LENGTH%", length(SDP))
            + SDP);
  }

  static String options(String good, String instead) {
    String head = GOOD.substring(0, GOOD.indexOf("Content-Type")).replace("INVITE", "OPTIONS");
    if (!head.contains(good)) {
      throw new IllegalArgumentException("The good message has no " + good);
    }
    return head.replace(good, instead) + "Content-Length: 0\n\n";
  }
}
