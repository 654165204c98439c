package io.invitebridge.sip.torture;

import static io.invitebridge.sip.torture.TortureCase.answered;
import static io.invitebridge.sip.torture.TortureCase.both;
import static io.invitebridge.sip.torture.TortureCase.taken;
import static io.invitebridge.sip.torture.ValidMessages.SDP;
import static io.invitebridge.sip.torture.ValidMessages.length;

import io.invitebridge.sip.torture.TortureCase.Outcome;
import java.util.List;
import java.util.Set;

/** RFC 4475 section 3.1.2: requests that break the grammar, each in one place. */
final class InvalidMessages {
  static final String GOOD =
      """
      INVITE sip:200@127.0.0.1 SIP/2.0
      Via: @VIA@
      Max-Forwards: 70
      From: "Eve" <sip:eve@127.0.0.1>;tag=a1
      To: <sip:200@127.0.0.1>
      Call-ID: @ID@
      CSeq: 1 INVITE
      Contact: <sip:eve@127.0.0.1:@P@>
      Content-Type: application/sdp
      Content-Length: %LENGTH%

      """
              .replace("%LENGTH%", length(SDP))
          + SDP;

  private InvalidMessages() {}

  static List<TortureCase> all() {
    return List.of(
        bad(
            "3.1.2.1 badinv01",
            "Contact: <sip:eve@127.0.0.1:@P@>",
            "Contact: \"Eve\" <sip:eve@127.0.0.1:@P@>;;,;,,",
            "Contact"),
        bad(
            "3.1.2.1 badinv01, Via",
            "Via: @VIA@",
            "Via: @VIA@\nVia: SIP/2.0/UDP 192.0.2.15;;,;,,",
            ""),
        lengthBeyondTheEnd(),
        bad(
            "3.1.2.3 ncl",
            "Content-Length: " + length(SDP),
            "Content-Length: -999",
            "Content-Length"),
        bad(
            "3.1.2.4 scalar02, CSeq",
            "CSeq: 1 INVITE",
            "CSeq: 36893488147419103232 INVITE",
            "CSeq"),
        bad(
            "3.1.2.4 scalar02, Max-Forwards",
            "Max-Forwards: 70",
            "Max-Forwards: 300",
            "Max-Forwards"),
        bad(
            "3.1.2.4 scalar02, Expires",
            "Max-Forwards: 70",
            "Max-Forwards: 70\nExpires: 10000000000000000000000",
            "Expires"),
        taken(
            "3.1.2.4 scalar02, Contact's expires: an INVITE has no use for it",
            "200",
            changed("@P@>\n", "@P@>;expires=280297596632815\n")),
        bad(
            "3.1.2.4 scalar02, port",
            "Contact: <sip:eve@127.0.0.1:@P@>",
            "Contact: <sip:eve@127.0.0.1:65536>",
            "Contact"),
        bad("3.1.2.6 quotbal", "From: \"Eve\"", "From: \"Eve", "From"),
        bad("3.1.2.6 quotbal, To", "To: <", "To: \"Two Hundred <", "To"),
        bad(
            "3.1.2.7 ltgtruri",
            "INVITE sip:200@127.0.0.1 ",
            "INVITE <sip:200@127.0.0.1> ",
            "angle brackets"),
        bad(
            "3.1.2.8 lwsruri",
            "INVITE sip:200@127.0.0.1 ",
            "INVITE sip:200@127.0.0.1; lr ",
            "single spaces"),
        bad("3.1.2.9 lwsstart", "INVITE sip", "INVITE  sip", "single spaces"),
        bad(
            "3.1.2.9 lwsstart, version",
            "127.0.0.1 SIP/2.0\nVia",
            "127.0.0.1  SIP/2.0\nVia",
            "single spaces"),
        bad(
            "3.1.2.10 trws",
            "127.0.0.1 SIP/2.0\nVia",
            "127.0.0.1 SIP/2.0  \nVia",
            "end of the request line"),
        bad(
            "3.1.2.11 escruri",
            "INVITE sip:200@127.0.0.1 ",
            "INVITE sip:200@127.0.0.1?Route=%3Csip:192.0.2.1%3E ",
            "headers"),
        taken(
            "3.1.2.12 baddate: ignored",
            "200",
            changed("Max-Forwards: 70", "Max-Forwards: 70\nDate: Fri, 01 Jan 2010 16:00:00 EST")),
        bad(
            "3.1.2.13 regbadct",
            "Contact: <sip:eve@127.0.0.1:@P@>",
            "Contact: sip:eve@127.0.0.1:@P@?Route=%3Csip:192.0.2.1%3E",
            "Contact"),
        bad(
            "3.1.2.14 badaspec",
            "To: <sip:200@127.0.0.1>",
            "To: \"Two, Hundred\" < sip:200@127.0.0.1 >",
            "To"),
        bad("3.1.2.15 baddn", "From: \"Eve\" <", "From: Eve, the O'Neil <", "From"),
        answered(
            "3.1.2.16 badvers",
            505,
            "",
            changed("127.0.0.1 SIP/2.0\nVia", "127.0.0.1 SIP/7.0\nVia")
                .replace("Via: SIP/2.0", "Via: SIP/7.0")),
        bad("3.1.2.17 mismatch01", "CSeq: 1 INVITE", "CSeq: 1 OPTIONS", "CSeq"),
        both(
            "3.1.2.18 mismatch02",
            new Outcome.Answered(Set.of(400, 501), ""),
            changed("INVITE sip", "NOVELTY sip")));
  }

  /** Over TCP the rest of the body may still come, so nothing is said until it does. */
  private static TortureCase lengthBeyondTheEnd() {
    String text = changed("Content-Length: " + length(SDP), "Content-Length: 9999");
    return answered("3.1.2.2 clerr", 400, "", text).butOverTcp(new Outcome.Dropped());
  }

  static TortureCase bad(String name, String good, String instead, String phrase) {
    return answered(name, 400, phrase, changed(good, instead));
  }

  static String changed(String good, String instead) {
    if (!GOOD.contains(good)) {
      throw new IllegalArgumentException("The good message has no " + good);
    }
    return GOOD.replace(good, instead);
  }
}
