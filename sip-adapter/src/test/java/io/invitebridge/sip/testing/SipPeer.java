package io.invitebridge.sip.testing;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.SipReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A scripted SIP user agent: says what the story tells it to, and remembers what the bridge said.
 * Methods are remembered by name ({@code INVITE}), responses as {@code 200 INVITE}.
 */
public final class SipPeer {
  private final String name;
  private final Endpoint at;
  private final SipWire wire;
  private final List<SIPMessage> messages = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private int taken;
  private int calls;

  SipPeer(String name, Endpoint at, SipWire wire) {
    this.name = name;
    this.at = at;
    this.wire = wire;
  }

  public String name() {
    return name;
  }

  public Endpoint at() {
    return at;
  }

  /** Calls a user of the bridge with an ordinary audio offer. */
  public SipCall calls(String callee) {
    SipCall call = call(callee);
    call.invite();
    return call;
  }

  /** A call that has not begun: set it up, then {@link SipCall#invite}. */
  public SipCall call(String callee) {
    return SipCall.outgoing(this, callee, ++calls);
  }

  /** The call that the bridge's last INVITE offers. */
  public SipCall rung() {
    return SipCall.incoming(this, (SIPRequest) last("INVITE"));
  }

  /**
   * Answers the bridge's last request of a method, whatever call it is of, with these headers and
   * no others of its own.
   */
  public void answers(String method, int status, String... headers) {
    SIPRequest request = (SIPRequest) last(method);
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Whatever\r\n");
    text.append(request.getTopmostVia().encode().strip()).append("\r\n");
    text.append(request.getFrom().toString().strip()).append("\r\n");
    boolean tagged = request.getToTag() != null || status == 100;
    text.append(request.getTo().toString().strip()).append(tagged ? "" : ";tag=" + name);
    text.append("\r\nCall-ID: ").append(request.getCallId().getCallId());
    text.append("\r\nCSeq: ").append(request.getCSeq().getSeqNumber()).append(' ').append(method);
    for (String header : headers) {
      text.append("\r\n").append(header);
    }
    sends(text + "\r\nContent-Length: 0\r\n\r\n");
  }

  /** Sends any text; lines may end as they like. */
  public void sends(String text) {
    wire.receive(text, at);
  }

  /** All that the bridge said, in order. */
  public List<String> heard() {
    return messages.stream().map(SipPeer::label).toList();
  }

  /** What the bridge said since this was last asked. */
  public List<String> news() {
    List<String> fresh = heard().subList(taken, messages.size());
    taken = messages.size();
    return fresh;
  }

  public List<SIPMessage> messages() {
    return List.copyOf(messages);
  }

  /** All that the bridge said, as it came over the wire. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** The last message with this label. */
  public SIPMessage last(String label) {
    return messages.stream()
        .filter(message -> label(message).equals(label))
        .reduce((first, second) -> second)
        .orElseThrow(
            () -> new NoSuchElementException(name + " heard no " + label + " but " + heard()));
  }

  void hear(String text) {
    texts.add(text);
    try {
      messages.add(
          new SipReader()
              .parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null));
    } catch (ParseException e) {
      throw new AssertionError("The bridge sent what cannot be read: " + text, e);
    }
  }

  static String label(SIPMessage message) {
    return message instanceof SIPResponse response
        ? response.getStatusCode() + " " + response.getCSeq().getMethod()
        : ((SIPRequest) message).getMethod();
  }
}
