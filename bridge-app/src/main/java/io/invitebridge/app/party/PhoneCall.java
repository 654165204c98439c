package io.invitebridge.app.party;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call of the phone, as caller or as callee. What every phone does by itself it does by itself
 * (ACK, 200 to BYE and CANCEL, 487 after CANCEL); the rest is up to the script. A script's thread
 * calls the methods, the phone's thread calls {@link #receive}.
 */
public final class PhoneCall {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Map<Integer, String> PHRASES =
      Map.of(
          180, "Ringing", 200, "OK", 486, "Busy Here", 487, "Request Terminated", 603, "Decline");

  private final SipPhone phone;
  private final String id;
  private final boolean isCaller;
  private final String local;
  private final Hearing<String> hearing = new Hearing<>("The phone", label -> label);
  private final PhoneMessage invite;
  private volatile String remote;
  private volatile String target;
  private volatile boolean isAnswered;
  private int cseq = 1;

  private PhoneCall(
      SipPhone phone,
      String id,
      boolean isCaller,
      String local,
      String remote,
      PhoneMessage invite) {
    this.phone = phone;
    this.id = id;
    this.isCaller = isCaller;
    this.local = local;
    this.remote = remote;
    this.invite = invite;
    this.target =
        isCaller
            ? invite.startLine().split(" ")[1]
            : invite.contact().orElse("sip:" + phone.bridgeHost());
  }

  static PhoneCall outgoing(SipPhone phone, String id, String user) {
    String uri = "sip:" + user + "@" + phone.bridgeHost();
    String local = "\"Desk 1001\" <sip:1001@" + phone.host() + ">;tag=" + phone.fresh("t");
    String remote = "<" + uri + ">";
    List<String> headers = new ArrayList<>();
    headers.add("Via: SIP/2.0/UDP " + phone.host() + ";branch=" + phone.fresh("z9hG4bK"));
    headers.add("Max-Forwards: 70");
    headers.add("From: " + local);
    headers.add("To: " + remote);
    headers.add("Call-ID: " + id);
    headers.add("CSeq: 1 INVITE");
    headers.add("Contact: <sip:1001@" + phone.host() + ">");
    headers.add("Content-Type: application/sdp");
    PhoneMessage invite = new PhoneMessage("INVITE " + uri + " SIP/2.0", headers, sdp("sendrecv"));
    return new PhoneCall(phone, id, true, local, remote, invite);
  }

  static PhoneCall incoming(SipPhone phone, String id, PhoneMessage invite) {
    String local = invite.header("To") + ";tag=" + phone.fresh("t");
    return new PhoneCall(phone, id, false, local, invite.header("From"), invite);
  }

  String id() {
    return id;
  }

  void invite() {
    phone.send(invite);
  }

  /**
   * Waits for the next message and wants it to be this one: a status for an answer to the INVITE, a
   * method for a request, a status and a method for another answer, {@code 200 BYE}. 100 is not
   * heard.
   */
  public void hears(String expected) throws UnexpectedException, InterruptedException {
    hearing.next(expected, PATIENCE);
  }

  /** As {@link #hears}, for messages that may come in any order. */
  public void hearsAll(String... expected) throws UnexpectedException, InterruptedException {
    hearing.all(List.of(expected), PATIENCE);
  }

  /** What came and was not waited for, by its names. */
  public List<String> leftovers() {
    return hearing.leftovers();
  }

  public void rings() {
    respond(invite, 180, true, "");
  }

  public void answers() {
    isAnswered = true;
    respond(invite, 200, true, sdp("inactive"));
  }

  /** Refuses with 486, 603 or another final status. */
  public void refuses(int status) {
    isAnswered = true;
    respond(invite, status, true, "");
  }

  public void cancels() {
    phone.send(request("CANCEL", invite.startLine().split(" ")[1], 1, invite.header("Via")));
  }

  public void hangsUp() {
    cseq++;
    phone.send(request("BYE", target, cseq, via()));
  }

  void receive(PhoneMessage message) {
    if (message.isRequest()) {
      receiveRequest(message);
    } else {
      receiveResponse(message);
    }
  }

  private void receiveRequest(PhoneMessage request) {
    String method = request.method();
    switch (method) {
      case "BYE" -> respond(request, 200, false, "");
      case "CANCEL" -> {
        respond(request, 200, false, "");
        if (!isAnswered) {
          refuses(487);
        }
      }
      case "INVITE" -> {
        return; // a second copy
      }
      default -> {
        if (!method.equals("ACK")) {
          respond(request, 501, false, "");
        }
      }
    }
    hearing.add(method);
  }

  private void receiveResponse(PhoneMessage response) {
    boolean isToInvite = response.method().equals("INVITE");
    if (isToInvite && response.status() >= 200) {
      acknowledge(response);
    }
    if (response.status() > 100) {
      hearing.add(
          isToInvite ? "" + response.status() : response.status() + " " + response.method());
    }
  }

  /** RFC 3261 section 13.2.2.4 for a 2xx, 17.1.1.3 for the others. */
  private void acknowledge(PhoneMessage response) {
    remote = response.header("To");
    if (response.status() < 300) {
      target = response.contact().orElse(target);
      phone.send(request("ACK", target, 1, via()));
    } else {
      phone.send(request("ACK", invite.startLine().split(" ")[1], 1, invite.header("Via")));
    }
  }

  private PhoneMessage request(String method, String uri, int number, String via) {
    // A CANCEL repeats the INVITE's To, which has no tag (RFC 3261 section 9.1).
    String to = method.equals("CANCEL") ? invite.header("To") : remote;
    List<String> headers =
        List.of(
            "Via: " + via,
            "Max-Forwards: 70",
            "From: " + local,
            "To: " + to,
            "Call-ID: " + id,
            "CSeq: " + number + " " + method);
    return new PhoneMessage(method + " " + uri + " SIP/2.0", headers, "");
  }

  private void respond(PhoneMessage request, int status, boolean isToInvite, String body) {
    List<String> headers = new ArrayList<>();
    request.headersOf("Via").forEach(via -> headers.add("Via: " + via));
    headers.add("From: " + request.header("From"));
    headers.add("To: " + (isToInvite && !isCaller ? local : request.header("To")));
    headers.add("Call-ID: " + id);
    headers.add("CSeq: " + request.header("CSeq"));
    if (isToInvite) {
      headers.add("Contact: <sip:1001@" + phone.host() + ">");
    }
    if (!body.isEmpty()) {
      headers.add("Content-Type: application/sdp");
    }
    String phrase = PHRASES.getOrDefault(status, "Not Implemented");
    phone.send(new PhoneMessage("SIP/2.0 " + status + " " + phrase, headers, body));
  }

  private String via() {
    return "SIP/2.0/UDP " + phone.host() + ";branch=" + phone.fresh("z9hG4bK");
  }

  private static String sdp(String direction) {
    return String.join(
        "\r\n",
        "v=0",
        "o=phone 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        "m=audio 40000 RTP/AVP 0",
        "a=rtpmap:0 PCMU/8000",
        "a=" + direction,
        "");
  }
}
