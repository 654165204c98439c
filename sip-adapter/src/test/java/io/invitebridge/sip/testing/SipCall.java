package io.invitebridge.sip.testing;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of a {@link SipPeer}, on either side of it, in the words of a story. */
public final class SipCall {
  /** An ordinary offer: one audio stream, sendrecv. */
  public static final String AUDIO =
      "v=0\r\no=- 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

  private final SipPeer peer;
  private String bridgeUri;
  private final String callId;
  private final String ownTag;
  private String from;
  private final String to;
  private final List<String> headers = new ArrayList<>();
  private final Optional<SIPRequest> incoming;
  private String bridgeTag;
  private String branch;
  private int cseq = 1;
  private int branches;
  private int inviteSeq = 1;
  private boolean moving;
  private String inviteBranch;
  private Optional<String> sdp = Optional.of(AUDIO);
  private Optional<String> once = Optional.empty();
  private String contact;

  private SipCall(
      SipPeer peer,
      String bridgeUri,
      String callId,
      String ownTag,
      String bridgeTag,
      String from,
      String to,
      Optional<SIPRequest> incoming) {
    this.peer = peer;
    this.bridgeUri = bridgeUri;
    this.callId = callId;
    this.ownTag = ownTag;
    this.bridgeTag = bridgeTag;
    this.from = from;
    this.to = to;
    this.incoming = incoming;
    this.branch = "z9hG4bK-" + callId + "-0";
    this.inviteBranch = branch;
    this.contact = "sip:" + peer.name() + "@" + place();
  }

  static SipCall outgoing(SipPeer peer, String callee, int number) {
    String id = peer.name() + "-" + number;
    return new SipCall(
        peer,
        "sip:" + callee + "@127.0.0.1",
        id,
        id + "-tag",
        "",
        "<sip:" + peer.name() + "@" + peer.at().host() + ">",
        "<sip:" + callee + "@127.0.0.1>",
        Optional.empty());
  }

  static SipCall incoming(SipPeer peer, SIPRequest invite) {
    return new SipCall(
        peer,
        invite.getContactHeader().getAddress().getURI().toString(),
        invite.getCallId().getCallId(),
        peer.name() + "-tag",
        invite.getFromTag(),
        "<" + invite.getTo().getAddress().getURI() + ">",
        "<" + invite.getFrom().getAddress().getURI() + ">",
        Optional.of(invite));
  }

  /** A header line for the next requests. */
  public SipCall with(String headerLine) {
    headers.add(headerLine);
    return this;
  }

  /** With a display name in From. */
  public SipCall named(String displayName) {
    from = "\"" + displayName + "\" " + from;
    return this;
  }

  /** From now on without the header lines given so far. */
  public SipCall plain() {
    headers.clear();
    return this;
  }

  /** Another Request-URI. */
  public SipCall toUri(String uri) {
    bridgeUri = uri;
    return this;
  }

  /** Another Contact from now on. */
  public SipCall reachableAt(String uri) {
    contact = uri;
    return this;
  }

  public SipCall offering(String text) {
    sdp = Optional.of(text);
    return this;
  }

  /** Delayed offer: no body. */
  public SipCall withoutOffer() {
    sdp = Optional.empty();
    return this;
  }

  public String callId() {
    return callId;
  }

  // ---------------------------------------------------------------- the peer calls

  public SipCall invite() {
    return request("INVITE", sdp);
  }

  /** A header line for the next request alone. */
  public SipCall once(String headerLine) {
    once = Optional.of(headerLine);
    return this;
  }

  /** A new INVITE of the same call outside any dialog, as after a challenge. */
  public SipCall inviteAnew() {
    bridgeTag = "";
    cseq = branches == 0 ? cseq : cseq + 1;
    branch = nextBranch();
    inviteSeq = cseq;
    inviteBranch = branch;
    return send("INVITE", cseq, branch, sdp);
  }

  /** The same INVITE once more, as a retransmission. */
  public SipCall inviteAgain() {
    String learned = bridgeTag;
    bridgeTag = "";
    send("INVITE", inviteSeq, inviteBranch, sdp);
    bridgeTag = learned;
    return this;
  }

  /** The same INVITE over another path: another branch. */
  public SipCall inviteMerged() {
    return send("INVITE", inviteSeq, inviteBranch + "-other", sdp);
  }

  public SipCall cancel() {
    return send("CANCEL", inviteSeq, inviteBranch, Optional.empty());
  }

  /** CANCEL of a re-INVITE: it has the dialog's tags. */
  public SipCall cancelInside() {
    return send("CANCEL", inviteSeq, inviteBranch, Optional.empty(), !bridgeTag.isEmpty());
  }

  /** The ACK of a 2xx. */
  public SipCall ack() {
    learnTag();
    return send("ACK", inviteSeq, nextBranch(), Optional.empty());
  }

  /** The ACK of a 2xx with the answer to its offer. */
  public SipCall ack(String answer) {
    learnTag();
    return send("ACK", inviteSeq, nextBranch(), Optional.of(answer));
  }

  /** PRACK for the provisional with this RSeq, with an answer or an offer or without a body. */
  public SipCall prack(long number, Optional<String> body) {
    return requestWith("PRACK", body, "RAck: " + number + " " + inviteSeq + " INVITE");
  }

  /** The ACK of a non-2xx, which belongs to the INVITE's transaction. */
  public SipCall ackRefusal() {
    learnTag();
    return send("ACK", inviteSeq, inviteBranch, Optional.empty());
  }

  // ---------------------------------------------------------------- the peer is called

  public SipCall tries() {
    return respond(100, "INVITE", Optional.empty());
  }

  public SipCall rings() {
    return respond(180, "INVITE", Optional.empty());
  }

  public SipCall accepts() {
    return respond(200, "INVITE", Optional.of(AUDIO));
  }

  /** A provisional, or another answer to the INVITE, with these header lines. */
  public SipCall provides(int status, Optional<String> body, String... lines) {
    return providesElsewhere(ownTag, status, body, lines);
  }

  /** A redirection: the contacts are the line's, not this phone's own. */
  public SipCall moves(int status, String contacts) {
    moving = true;
    provides(status, Optional.empty(), contacts);
    moving = false;
    return this;
  }

  /** Answers the bridge's last request of a method, with these header lines. */
  public SipCall provide(String method, int status, Optional<String> body, String... lines) {
    headers.addAll(List.of(lines));
    respondAs(ownTag, status, method, body);
    headers.removeAll(List.of(lines));
    return this;
  }

  /** The same from another branch of a forking proxy. */
  public SipCall providesElsewhere(String tag, int status, Optional<String> body, String... lines) {
    headers.addAll(List.of(lines));
    respondAs(tag, status, "INVITE", body);
    headers.removeAll(List.of(lines));
    return this;
  }

  /** A reliable provisional (RFC 3262). */
  public SipCall providesReliably(int status, long number, Optional<String> body) {
    return provides(status, body, "Require: 100rel", "RSeq: " + number);
  }

  public SipCall accepts(String description) {
    return respond(200, "INVITE", Optional.of(description));
  }

  /** A 200 from another branch of a forking proxy. */
  public SipCall acceptsElsewhere(String tag) {
    return respondAs(tag, 200, "INVITE", Optional.of(AUDIO));
  }

  public SipCall answers(int status) {
    return respond(status, "INVITE", Optional.empty());
  }

  /** Answers the bridge's last request of a method. */
  public SipCall answers(int status, String method) {
    return respond(status, method, Optional.empty());
  }

  /** An answer with a body of its own type; set the type with {@link #with}. */
  public SipCall answers(int status, String method, String body) {
    return respond(status, method, Optional.of(body));
  }

  // ---------------------------------------------------------------- inside the dialog

  /** BYE; within an early dialog too. */
  public SipCall bye() {
    return request("BYE", Optional.empty());
  }

  /** A new request inside the dialog, or a new INVITE outside it. */
  public SipCall request(String method, Optional<String> body) {
    if (!method.equals("INVITE") || !bridgeTag.isEmpty() || !peer.heard().isEmpty()) {
      learnTag();
    }
    cseq = branches == 0 ? cseq : cseq + 1;
    branch = nextBranch();
    if (method.equals("INVITE")) {
      inviteSeq = cseq;
      inviteBranch = branch;
    }
    return send(method, cseq, branch, body);
  }

  /** The same with header lines of its own. */
  public SipCall requestWith(String method, Optional<String> body, String... lines) {
    headers.addAll(List.of(lines));
    request(method, body);
    headers.removeAll(List.of(lines));
    return this;
  }

  /** Key presses as {@code application/dtmf-relay} or {@code application/dtmf}. */
  public SipCall info(String subtype, String body) {
    String type = "Content-Type: application/" + subtype;
    headers.add(type);
    request("INFO", Optional.of(body));
    headers.remove(type);
    return this;
  }

  /** The bridge's last response to this call. */
  public SIPResponse lastResponse() {
    return (SIPResponse)
        peer.messages().stream()
            .filter(m -> m instanceof SIPResponse && m.getCallId().getCallId().equals(callId))
            .reduce((first, second) -> second)
            .orElseThrow();
  }

  private void learnTag() {
    peer.messages().stream()
        .filter(
            m ->
                m instanceof SIPResponse r
                    && r.getStatusCode() != 401
                    && m.getCallId().getCallId().equals(callId))
        .map(m -> Optional.ofNullable(m.getToTag()))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(tag -> bridgeTag = incoming.isPresent() ? bridgeTag : tag);
  }

  private SipCall send(String method, int number, String withBranch, Optional<String> body) {
    boolean inside = !bridgeTag.isEmpty() && !method.equals("CANCEL");
    return send(method, number, withBranch, body, inside);
  }

  private SipCall send(
      String method, int number, String withBranch, Optional<String> body, boolean inside) {
    StringBuilder text = new StringBuilder();
    text.append(method + " " + bridgeUri + " SIP/2.0\r\n");
    text.append("Via: SIP/2.0/UDP " + place() + ";branch=" + withBranch + "\r\n");
    text.append("Max-Forwards: 70\r\n");
    text.append("From: " + from + ";tag=" + ownTag + "\r\n");
    text.append("To: " + to + (inside ? ";tag=" + bridgeTag : "") + "\r\n");
    text.append("Call-ID: " + callId + "\r\n");
    text.append("CSeq: " + number + " " + method + "\r\n");
    text.append("Contact: <" + contact + ">\r\n");
    once.ifPresent(line -> text.append(line + "\r\n"));
    once = Optional.empty();
    headers.forEach(line -> text.append(line + "\r\n"));
    peer.sends(withBody(text, body));
    return this;
  }

  private SipCall respond(int status, String method, Optional<String> body) {
    return respondAs(ownTag, status, method, body);
  }

  private SipCall respondAs(String tag, int status, String method, Optional<String> body) {
    SIPRequest request = (SIPRequest) peer.last(method);
    StringBuilder text = new StringBuilder();
    text.append("SIP/2.0 " + status + " Whatever\r\n");
    text.append(request.getTopmostVia().encode().strip() + "\r\n");
    text.append(request.getFrom().toString().strip() + "\r\n");
    String toTag = status == 100 ? "" : request.getToTag() == null ? ";tag=" + tag : "";
    text.append(request.getTo().toString().strip() + toTag + "\r\n");
    text.append("Call-ID: " + request.getCallId().getCallId() + "\r\n");
    text.append("CSeq: " + request.getCSeq().getSeqNumber() + " " + method + "\r\n");
    if (!moving) {
      text.append("Contact: <" + contact + ">\r\n");
    }
    headers.forEach(line -> text.append(line + "\r\n"));
    peer.sends(withBody(text, body));
    return this;
  }

  private static String withBody(StringBuilder head, Optional<String> body) {
    if (body.isPresent() && head.indexOf("\r\nContent-Type:") < 0) {
      head.append("Content-Type: application/sdp\r\n");
    }
    String text = body.orElse("");
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return head + "Content-Length: " + length + "\r\n\r\n" + text;
  }

  private String nextBranch() {
    return "z9hG4bK-" + callId + "-" + branches++;
  }

  private String place() {
    return peer.at().host() + ":" + peer.at().port();
  }
}
