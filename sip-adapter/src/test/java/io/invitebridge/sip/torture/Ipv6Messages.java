package io.invitebridge.sip.torture;

import static io.invitebridge.sip.torture.InvalidMessages.bad;
import static io.invitebridge.sip.torture.InvalidMessages.changed;
import static io.invitebridge.sip.torture.LayerMessages.options;
import static io.invitebridge.sip.torture.TortureCase.answered;
import static io.invitebridge.sip.torture.TortureCase.taken;
import static io.invitebridge.sip.torture.ValidMessages.SDP;
import static io.invitebridge.sip.torture.ValidMessages.length;

import java.util.List;

/** RFC 5118 section 4: IPv6 addresses wherever they may and may not stand. */
final class Ipv6Messages {
  private Ipv6Messages() {}

  static List<TortureCase> all() {
    return List.of(
        answered(
            "4.1 a reference in URI and Via",
            200,
            "[2001:db8::9:1]",
            options("Via: @VIA@", "Via: @VIA@\nVia: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3")
                .replace("OPTIONS sip:200@127.0.0.1", "OPTIONS sip:[2001:db8::10]")
                .replace("sip:eve@127.0.0.1>;tag", "sip:eve@[2001:db8::9:1]>;tag")),
        bad(
            "4.2 no brackets in the Request-URI",
            "INVITE sip:200@127.0.0.1 ",
            "INVITE sip:2001:db8::10 ",
            ""),
        taken(
            "4.3 a port inside or outside the brackets: inside",
            "200",
            changed("Contact: <sip:eve@127.0.0.1:@P@>", "Contact: <sip:eve@[2001:db8::10:5070]>")),
        taken(
            "4.4 a port inside or outside the brackets: outside",
            "200",
            changed("Contact: <sip:eve@127.0.0.1:@P@>", "Contact: <sip:eve@[2001:db8::10]:5070>")),
        answered(
            "4.5 received in brackets",
            200,
            "",
            options(
                "Via: @VIA@",
                "Via: @VIA@\nVia: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3")),
        answered(
            "4.5 received without brackets",
            200,
            "",
            options(
                "Via: @VIA@",
                "Via: @VIA@\nVia: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3")),
        taken("4.6 in the description", "200", inSdp("IN IP6 2001:db8::20")),
        answered(
            "4.7 several in headers",
            200,
            "[2001:db8::9:1]",
            options(
                "Via: @VIA@",
                """
            Via: @VIA@
            Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144
            Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200""")),
        taken(
            "4.8 several in the description",
            "200",
            changed(SDP, SDP.replace("m=video", "c=IN IP6 2001:db8::20\nm=video"))
                .replace(
                    "Content-Length: " + length(SDP),
                    "Content-Length: "
                        + length(SDP.replace("m=video", "c=IN IP6 2001:db8::20\nm=video")))),
        taken(
            "4.9 an IPv4-mapped address",
            "200",
            inSdp("IN IP6 ::ffff:192.0.2.2")
                .replace("sip:eve@127.0.0.1:@P@", "sip:eve@[::ffff:192.0.2.10]:19823")),
        bad(
            "4.10 one colon too many",
            "Contact: <sip:eve@127.0.0.1:@P@>",
            "Contact: <sip:eve@[2001:db8:::192.0.2.1]>",
            "Contact"),
        bad(
            "4.10 one colon too many, Request-URI",
            "INVITE sip:200@127.0.0.1 ",
            "INVITE sip:200@[2001:db8:::192.0.2.1] ",
            ""));
  }

  private static String inSdp(String address) {
    String sdp = SDP.replace("IN IP4 127.0.0.1", address);
    return changed(SDP, sdp)
        .replace("Content-Length: " + length(SDP), "Content-Length: " + length(sdp));
  }
}
