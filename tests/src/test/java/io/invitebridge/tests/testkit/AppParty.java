package io.invitebridge.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.testing.RtmPeer;
import io.invitebridge.rtm.testing.RtmPeer.Note;
import java.util.List;
import java.util.Map;

/**
 * An app user. What it does happens at once; the bridge has dealt with it when the call returns.
 */
public final class AppParty {
  private final CallFlow flow;
  private final RtmPeer peer;
  private int invitations;

  AppParty(CallFlow flow, RtmAdapter adapter, String name) {
    this.flow = flow;
    this.peer = new RtmPeer(adapter, CallFlow.APP, name);
  }

  public String name() {
    return peer.address().user().value();
  }

  // ------------------------------------------------------------------ session

  /** Logs in afresh. */
  public AppParty comes() {
    peer.login();
    return settled();
  }

  /** The connection breaks; the session may be resumed. */
  public AppParty losesConnection() {
    peer.drop();
    flow.remark(name(), "connection lost");
    return settled();
  }

  /** A new connection goes on with the session. */
  public AppParty returns() {
    flow.remark(name(), "back");
    peer.resume();
    return settled();
  }

  public AppParty logsOut() {
    flow.remark(name(), "logs out");
    peer.logout();
    return settled();
  }

  /** The client is there but acknowledges nothing. */
  public AppParty fallsSilent() {
    peer.acknowledges(false);
    return this;
  }

  void goesHome() {
    peer.logout();
    peer.drop();
    settled();
  }

  // ------------------------------------------------------------------ calls

  public AppParty invites(String callee) {
    return invites(callee, "");
  }

  public AppParty invites(String callee, String content) {
    invitations++;
    peer.call(
        "invite", Map.of("invitationId", lastInvitation(), "calleeId", callee, "content", content));
    return settled();
  }

  /** With a channel, which users of the old SDK need. */
  public AppParty invitesInto(String channelId, String callee) {
    invitations++;
    peer.invite(lastInvitation(), callee, "", channelId);
    return settled();
  }

  /** The same invitation once more, as after a lost answer. */
  public AppParty invitesAgain(String callee) {
    peer.invite(lastInvitation(), callee);
    return settled();
  }

  public AppParty cancels() {
    peer.cancel(lastInvitation());
    return settled();
  }

  public AppParty accepts(String response) {
    peer.accept(peer.ringing(), response);
    return settled();
  }

  public AppParty refuses(String response) {
    peer.refuse(peer.ringing(), response);
    return settled();
  }

  /** A refusal with the extension's reason word, such as busy. */
  public AppParty refusesBecause(String reason) {
    peer.call("refuse", Map.of("invitationId", peer.ringing(), "reason", reason));
    return settled();
  }

  /** Ends the call it made. */
  public AppParty hangsUpOwnCall() {
    peer.end(lastInvitation());
    return settled();
  }

  /** Ends the call it answered. */
  public AppParty hangsUp() {
    peer.end(peer.ringing());
    return settled();
  }

  /** Offers, answers or refuses a change of the media of the call it answered. */
  public AppParty changes(String change, String content) {
    return changes(peer.ringing(), change, content);
  }

  /** The same for the call it made. */
  public AppParty changesOwnCall(String change, String content) {
    return changes(lastInvitation(), change, content);
  }

  private AppParty changes(String invitation, String change, String content) {
    peer.call(
        "changeSession", Map.of("invitationId", invitation, "change", change, "content", content));
    return settled();
  }

  public AppParty writes(String to, String text) {
    peer.message(to, text);
    return settled();
  }

  // ------------------------------------------------------------------ what it heard

  /** The notifications so far. */
  public List<String> heard() {
    return peer.methods();
  }

  /** Exactly these notifications so far, in this order. */
  public AppParty heard(String... methods) {
    assertThat(peer.methods())
        .as("what %s heard\n%s", name(), flow.picture())
        .containsExactly(methods);
    return this;
  }

  /** The last notification with this method. */
  public Note last(String method) {
    return peer.last(method);
  }

  private String lastInvitation() {
    return name() + "-" + invitations;
  }

  private AppParty settled() {
    flow.settle();
    return this;
  }
}
