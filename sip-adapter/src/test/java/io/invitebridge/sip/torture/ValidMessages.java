package io.invitebridge.sip.torture;

import static io.invitebridge.sip.torture.TortureCase.answered;
import static io.invitebridge.sip.torture.TortureCase.taken;

import io.invitebridge.sip.torture.TortureCase.Outcome;
import java.util.List;
import java.util.Set;

/** RFC 4475 section 3.1.1: odd, and right all the same. */
final class ValidMessages {
  static final String SDP =
      """
      v=0
      o=eve 29739 7272939 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 49217 RTP/AVP 0 12
      m=video 3227 RTP/AVP 31
      a=rtpmap:31 LPC
      """;

  private ValidMessages() {}

  static List<TortureCase> all() {
    return List.of(
        shortAndFolded(),
        everyLegalCharacter(),
        escapedCharacters(),
        escapedNul(),
        percentInMethod(),
        noSpaceBeforeBracket(),
        longValues(),
        secondRequestBehindTheFirst(),
        semicolonInUser(),
        unknownTransports(),
        multipart());
  }

  private static TortureCase shortAndFolded() {
    return taken(
        "3.1.1.1 wsinv",
        "desk.12",
        """
        INVITE sip:desk.12@127.0.0.1;unknownparam SIP/2.0
        TO :
         sip:desk.12@127.0.0.1
        from   : "Frau \u00c4. Huber \\\\\\""       <sip:huber@example.com>
          ;
          tag = f1
        MaX-fOrWaRdS: 0068
        Call-ID: wsinv.@ID@
        Content-Length   : 154
        cseq: 0009
          INVITE
        Via  : SIP  /   2.0
         /@T@
            127.0.0.1:@P@;rport;branch=z9hG4bK@ID@
        s :
        X-Brand-New:   never seen
         and goes on
        X-Separators-Only: ;;,,;;,;
        Content-Type: application/sdp
        Route:
         <sip:127.0.0.1;lr;odd=1;odder>
        v:  SIP  / 2.0  / TCP     spool.example.com   ;
          branch  =   z9hG4bKa1  ,
         SIP  /    2.0   / UDP  192.0.2.111   ; branch=
         z9hG4bKb2
        m:"Quoted string \\"\\"" <sip:huber@127.0.0.1:@P@> ; newparam =
              newvalue ;
          secondparam ; q = 0.33

        """
                .replace("Content-Length   : 154", "Content-Length   : " + length(SDP))
            + SDP);
  }

  private static TortureCase everyLegalCharacter() {
    return new TortureCase(
        "3.1.1.2 intmeth",
        """
        Odd!Method-09_*+`.%yes'~ sip:0_rare.user~(so!be)&it's+ok$/why?,/;;*:&a+secret=2,rare!*wor$~d_here.(isn't-it)@127.0.0.1 SIP/2.0
        Via: SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=z9hG4bK-.!%66*_+`'~@ID@
        To: "BEL:\\\u0007 NUL:\\\0 DEL:\\\u007f" <sip:0_rare.user~(so!be)&it's+ok$/why?,/;;*@127.0.0.1>
        From: first~` second'+_ third*%!.- <sip:plain@example.com>;odd''~+*_!.-%="\u043b\u0438\u043f\u0430";tag=_t~9'+`*%!-.
        Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}{@ID@
        CSeq: 77123 Odd!Method-09_*+`.%yes'~
        Max-Forwards: 255
        X-odd-!.%*+_`'~: \ufeff\u6a39
        Content-Length: 0

        """,
        new Outcome.Answered(Set.of(405, 501), "Allow: "),
        new Outcome.Answered(Set.of(405, 501), "Allow: "));
  }

  private static TortureCase escapedCharacters() {
    return taken(
        "3.1.1.3 esc01",
        "sips:jo@example.com",
        """
        INVITE sip:sips%3Ajo%40example.com@127.0.0.1 SIP/2.0
        To: sip:%6A%6F@127.0.0.1
        From: <sip:two%20words%20here@example.net>;tag=e1
        Max-Forwards: 87
        i: esc01.@ID@
        CSeq: 41 INVITE
        Via: @VIA@
        C: application/sdp
        Contact:
          <sip:ev%65@127.0.0.1:@P@;%6C%72;%70=%71%25%34%31>
        L: %LENGTH%

        """
                .replace("%LENGTH%", length(SDP))
            + SDP);
  }

  /** A registrar we are not; what counts is that the zero octet ends nothing. */
  private static TortureCase escapedNul() {
    return answered(
        "3.1.1.4 escnull",
        405,
        "a-%00-z",
        """
        REGISTER sip:127.0.0.1 SIP/2.0
        To: sip:a-%00-z@127.0.0.1
        From: sip:a-%00-z@127.0.0.1;tag=g1
        Max-Forwards: 70
        Call-ID: escnull.@ID@
        CSeq: 5 REGISTER
        Via: @VIA@
        Contact: <sip:%00@127.0.0.1:@P@>
        Contact: <sip:%00%00@127.0.0.1:@P@>
        L:0

        """);
  }

  private static TortureCase percentInMethod() {
    return answered(
        "3.1.1.5 esc02",
        405,
        "CSeq: 6 PU%42LISH%45D",
        """
        PU%42LISH%45D sip:127.0.0.1 SIP/2.0
        To: "%Q%51" <sip:thing@example.com>
        From: "%Q%51" <sip:thing@example.com>;tag=h1
        Call-ID: esc02.@ID@
        Via: @VIA@
        CSeq: 6 PU%42LISH%45D
        Max-Forwards: 70
        Contact: <sip:other1@host1.example.com>
        Cont%61ct: <sip:other2@host2.example.com>
        Contact: <sip:other3@host3.example.com>
        l: 0

        """);
  }

  private static TortureCase noSpaceBeforeBracket() {
    return answered(
        "3.1.1.6 lwsdisp",
        200,
        "<sip:carla@example.com>",
        """
        OPTIONS sip:user@127.0.0.1 SIP/2.0
        To: sip:user@127.0.0.1
        From: Carla<sip:carla@example.com>;tag=i1
        Max-Forwards: 70
        Call-ID: lwsdisp.@ID@
        CSeq: 7 OPTIONS
        Via: @VIA@
        l: 0

        """);
  }

  private static TortureCase longValues() {
    return taken(
        "3.1.1.7 longreq",
        "user",
        """
        INVITE sip:user@127.0.0.1 SIP/2.0
        Via: @VIA@
        To: "A name that goes %LONG% on"<sip:user@127.0.0.1:6000;p=an%LONG%end;q%LONG%r=s;t%LONG%u>
        F: sip:carla%MIDDLE%@127.0.0.1;tag=j%LONG%1;a%LONG%b=c%LONG%d;e%LONG%f
        Call-ID: longreq.x%LONG%y.@ID@
        CSeq: 8 INVITE
        X-%LONG%-Y: v-%LONG%-w; p-%LONG%-q = r-%LONG%-s
        %VIAS%Max-Forwards: 70
        Contact: <sip:carla%LONG%@127.0.0.1:@P@>
        Content-Type: application/sdp
        l: %LENGTH%

        """
                .replace("%VIAS%", manyVias())
                .replace("%MIDDLE%", "on-and-".repeat(12))
                .replace("%LONG%", "on-and-".repeat(26))
                .replace("%LENGTH%", length(SDP))
            + SDP);
  }

  private static String manyVias() {
    StringBuilder vias = new StringBuilder();
    for (int i = 40; i > 0; i--) {
      vias.append("Via: SIP/2.0/TCP hop").append(i).append(".example.com\n");
    }
    return vias.toString();
  }

  /** Over UDP what follows the body is noise; over TCP it is the next request. */
  private static TortureCase secondRequestBehindTheFirst() {
    String second =
        """
        INVITE sip:jo@127.0.0.1 SIP/2.0
        t: <sip:jo@127.0.0.1>
        From: <sip:caller@example.net>;tag=k1
        Max-Forwards: 8
        Call-ID: dblreq.second.@ID@
        CSeq: 8 INVITE
        Via: SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=z9hG4bKsecond@ID@
        Content-Length: 0

        """;
    return answered(
        "3.1.1.8 dblreq",
        405,
        "Call-ID: dblreq.first",
        """
        REGISTER sip:127.0.0.1 SIP/2.0
        To: <sip:jo@127.0.0.1>
        From: <sip:jo@127.0.0.1>;tag=l1
        Max-Forwards: 8
        I: dblreq.first.@ID@
        Contact: <sip:jo@127.0.0.1:@P@>
        CSeq: 8 REGISTER
        Via: @VIA@
        Content-Length: 0

        """
            + second);
  }

  private static TortureCase semicolonInUser() {
    return taken(
        "3.1.1.9 semiuri",
        "jo;p=a@example.net",
        """
        INVITE sip:jo;p=a%40example.net@127.0.0.1 SIP/2.0
        To: sip:jo@127.0.0.1
        From: sip:carla@example.org;tag=m1
        Max-Forwards: 3
        Call-ID: semiuri.@ID@
        CSeq: 8 INVITE
        Accept: application/sdp, application/pkcs7-mime,
                multipart/mixed, multipart/signed,
                message/sip, message/sipfrag
        Via: @VIA@
        Contact: <sip:caller@127.0.0.1:@P@>
        l: 0

        """);
  }

  private static TortureCase unknownTransports() {
    return answered(
        "3.1.1.10 transports",
        200,
        "SIP/2.0/UNKNOWN",
        """
        OPTIONS sip:user@127.0.0.1 SIP/2.0
        To: sip:user@127.0.0.1
        From: <sip:caller@example.com>;tag=i1
        Max-Forwards: 70
        Call-ID:  transports.@ID@
        Accept: application/sdp
        CSeq: 7 OPTIONS
        Via: @VIA@
        Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKc3
        Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bKd4
        Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKe5
        Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bKf6
        l: 0

        """);
  }

  /** MESSAGE we do not serve; a multipart INVITE is 415, which says what we read. */
  private static TortureCase multipart() {
    String body =
        """
        --frontier
        Content-Type: text/plain
        Content-Transfer-Encoding: binary

        Hello
        --frontier
        Content-Type: application/octet-stream

        \u0001\u0002\u0000\u00ff
        --frontier--
        """;
    return answered(
        "3.1.1.11 mpart01",
        415,
        "Accept: ",
        """
        INVITE sip:kai@127.0.0.1 SIP/2.0
        Via: @VIA@
        Max-Forwards: 70
        Route: <sip:127.0.0.1;lr>
        Identity: QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD=
        Contact: <sip:fi@127.0.0.1:@P@>
        To: <sip:kai@example.org>
        From: <sip:fi@example.com>;tag=n1
        Call-ID: mpart01.@ID@
        CSeq: 1 INVITE
        Content-Type: multipart/mixed; boundary=frontier
        MIME-Version: 1.0
        User-Agent: Frontier/0.1 (made (up))
        Content-Length: %LENGTH%

        """
                .replace("%LENGTH%", length(body))
            + body);
  }

  static String length(String body) {
    int breaks = (int) body.chars().filter(c -> c == '\n').count();
    int bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return Integer.toString(bytes + breaks);
  }
}
