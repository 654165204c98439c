package io.invitebridge.sip.torture;

import static io.invitebridge.sip.torture.InvalidMessages.bad;
import static io.invitebridge.sip.torture.InvalidMessages.changed;
import static io.invitebridge.sip.torture.LayerMessages.options;
import static io.invitebridge.sip.torture.TortureCase.answered;
import static io.invitebridge.sip.torture.TortureCase.both;
import static io.invitebridge.sip.torture.TortureCase.taken;
import static io.invitebridge.sip.torture.ValidMessages.SDP;
import static io.invitebridge.sip.torture.ValidMessages.length;

import io.invitebridge.sip.torture.TortureCase.Outcome;
import java.util.List;
import java.util.Set;

/** What no RFC lists and every scanner sends. */
final class OwnMessages {
  private static final Outcome TOO_LARGE = new Outcome.Answered(Set.of(400, 513), "");

  private OwnMessages() {}

  static List<TortureCase> all() {
    String media = SDP + "m=audio 9 RTP/AVP 0\n".repeat(1000);
    return List.of(
        both(
            "a header name of 60 KB",
            TOO_LARGE,
            options("Max-Forwards: 70", "Max-Forwards: 70\n" + "X".repeat(60_000) + ": y")),
        both(
            "10,000 headers",
            TOO_LARGE,
            options("Max-Forwards: 70", "Max-Forwards: 70" + "\nX: y".repeat(10_000))),
        both(
            "1,000 Vias",
            TOO_LARGE,
            options(
                "Max-Forwards: 70",
                "Via: SIP/2.0/UDP x;branch=z9hG4bKx\n".repeat(1000) + "Max-Forwards: 70")),
        both(
            "1,000 Vias on one line",
            TOO_LARGE,
            options(
                "Max-Forwards: 70",
                "Via: "
                    + "SIP/2.0/UDP x;branch=z9hG4bKx, ".repeat(1000)
                    + "SIP/2.0/UDP y\nMax-Forwards: 70")),
        answered(
            "deep comments",
            200,
            "",
            options(
                "Max-Forwards: 70",
                "Max-Forwards: 70\nUser-Agent: x/1 " + "(".repeat(5000) + ")".repeat(5000))),
        answered(
            "deep comments without an end",
            200,
            "",
            options("Max-Forwards: 70", "Max-Forwards: 70\nUser-Agent: x/1 " + "(".repeat(5000))),
        bad(
            "a NUL in a header value",
            "Max-Forwards: 70",
            "Max-Forwards: 70\nSubject: a\0b",
            "NUL"),
        bad("a NUL in the Call-ID", "Call-ID: @ID@", "Call-ID: @ID@\0x", ""),
        bad("a NUL in the Request-URI", "INVITE sip:200@", "INVITE sip:2\0" + "00@", ""),
        bad("a control character in the From", "\"Eve\"", "\"E\u0008ve\"", ""),
        both(
            "1,000 media lines",
            new Outcome.Answered(Set.of(400, 413, 488), ""),
            changed(SDP, media)
                .replace("Content-Length: " + length(SDP), "Content-Length: " + length(media))),
        taken(
            "escapes within escapes",
            "%41%2541",
            changed("INVITE sip:200@", "INVITE sip:%2541%252541@")),
        bad("a body without Content-Type", "Content-Type: application/sdp\n", "", "Content-Type"),
        answered(
            "a Via of another transport",
            200,
            "",
            options("Via: @VIA@", "Via: @VIA@\nVia: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bKq")));
  }
}
