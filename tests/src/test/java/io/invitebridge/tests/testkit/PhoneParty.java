package io.invitebridge.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.testing.SipCall;
import io.invitebridge.sip.testing.SipPeer;
import java.util.List;
import java.util.Optional;

/**
 * A SIP phone. It answers BYE and CANCEL as RFC 3261 wants only when the story says so, because
 * many stories are about phones that do not.
 */
public final class PhoneParty {
  private final CallFlow flow;
  private final PhoneLine line;
  private final SipPeer peer;
  private Optional<SipCall> own = Optional.empty();

  PhoneParty(CallFlow flow, PhoneLine line, SipPeer peer) {
    this.flow = flow;
    this.line = line;
    this.peer = peer;
  }

  // ------------------------------------------------------------------ it calls

  public PhoneParty invites(String callee) {
    own = Optional.of(peer.calls(callee));
    return settled();
  }

  /** A call with one more header line. */
  public PhoneParty invitesWith(String callee, String headerLine) {
    own = Optional.of(peer.call(callee).with(headerLine).invite());
    return settled();
  }

  /** A call with a display name. */
  public PhoneParty invitesAs(String displayName, String callee) {
    own = Optional.of(peer.call(callee).named(displayName).invite());
    return settled();
  }

  /** A call with an Expires header, in seconds. */
  public PhoneParty invitesFor(String callee, int expires) {
    own = Optional.of(peer.call(callee).with("Expires: " + expires).invite());
    return settled();
  }

  /** The INVITE again, as after a lost 100. */
  public PhoneParty invitesAgain() {
    call().inviteAgain();
    return settled();
  }

  /** Takes the call back because of what became of it elsewhere (RFC 3326). */
  public PhoneParty cancelsBecause(String reason) {
    call().once("Reason: " + reason);
    return cancels();
  }

  public PhoneParty cancels() {
    call().cancel();
    return settled();
  }

  public PhoneParty acks() {
    call().ack();
    return settled();
  }

  /** The ACK of a final refusal, which ends the server transaction (RFC 3261 section 17.2.1). */
  public PhoneParty acksRefusal() {
    call().ackRefusal();
    return settled();
  }

  /** BYE within the early dialog (RFC 3261 section 15). */
  public PhoneParty hangsUpEarly() {
    call().bye();
    return settled();
  }

  // ------------------------------------------------------------------ it is called

  public PhoneParty tries() {
    call().tries();
    return settled();
  }

  public PhoneParty rings() {
    call().rings();
    return settled();
  }

  public PhoneParty accepts() {
    call().accepts();
    return settled();
  }

  public PhoneParty answers(int status) {
    call().answers(status);
    return settled();
  }

  /** Answers the bridge's last request of a method. */
  public PhoneParty answers(int status, String method) {
    call().answers(status, method);
    return settled();
  }

  // ------------------------------------------------------------------ either

  public PhoneParty hangsUp() {
    call().bye();
    return settled();
  }

  /** A re-INVITE with this offer. */
  public PhoneParty reinvites(String sdp) {
    call().request("INVITE", Optional.of(sdp));
    return settled();
  }

  /** Answers the bridge's last INVITE with this description. */
  public PhoneParty acceptsWith(String sdp) {
    call().provide("INVITE", 200, Optional.of(sdp));
    return settled();
  }

  /** 183 with a description. */
  public PhoneParty providesEarlyMedia() {
    call().provides(183, Optional.of(SipCall.AUDIO));
    return settled();
  }

  /** From now on it says that it takes REFER. */
  public PhoneParty knowsRefer() {
    own = Optional.of(call().with("Allow: INVITE, ACK, CANCEL, BYE, REFER, NOTIFY"));
    return this;
  }

  /** REFER: the other side is to call this one. */
  public PhoneParty refersTo(String target) {
    call().requestWith("REFER", Optional.empty(), "Refer-To: <sip:" + target + "@pbx.example>");
    return settled();
  }

  /** NOTIFY of a transfer that it was asked for. */
  public PhoneParty notifies(String state, String statusLine) {
    call()
        .requestWith(
            "NOTIFY",
            Optional.of(statusLine),
            "Event: refer",
            "Subscription-State: " + state,
            "Content-Type: message/sipfrag");
    return settled();
  }

  /** INFO with one key. */
  public PhoneParty presses(char key) {
    call().info("dtmf-relay", "Signal=" + key + "\r\nDuration=160\r\n");
    return settled();
  }

  public PhoneParty dies() {
    line.cut(peer);
    return settled();
  }

  /** The messages so far. */
  public List<String> heard() {
    return peer.heard();
  }

  /** Exactly these messages so far, in this order: methods, and status with method. */
  public PhoneParty heard(String... messages) {
    assertThat(peer.heard())
        .as("what %s heard\n%s", peer.name(), flow.picture())
        .containsExactly(messages);
    return this;
  }

  /** These messages and no others, in whatever order. */
  public PhoneParty heardInAnyOrder(String... messages) {
    assertThat(peer.heard())
        .as("what %s heard\n%s", peer.name(), flow.picture())
        .containsExactlyInAnyOrder(messages);
    return this;
  }

  /** The last message with this label, whole. */
  public String last(String label) {
    return peer.last(label).encode();
  }

  private SipCall call() {
    return own.orElseGet(peer::rung);
  }

  private PhoneParty settled() {
    flow.settle();
    return this;
  }
}
