package io.invitebridge.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.util.List;

/** A user of the old signaling SDK; its calls are channel-ID calls. */
public final class LegacyParty {
  private final CallFlow flow;
  private final LegacyPeer peer;
  private final String name;
  private String channel = "";
  private String callee = "";

  LegacyParty(CallFlow flow, LegacyAdapter adapter, String name) {
    this.flow = flow;
    this.name = name;
    this.peer = new LegacyPeer(adapter, CallFlow.APP, name);
  }

  public LegacyParty comes() {
    peer.login();
    return settled();
  }

  public LegacyParty losesConnection() {
    peer.drop();
    flow.remark(name, "connection lost");
    return settled();
  }

  /** The client is there but acknowledges nothing. */
  public LegacyParty fallsSilent() {
    peer.acknowledges(false);
    return this;
  }

  void goesHome() {
    peer.poll();
    settled();
    peer.logout();
    peer.drop();
    settled();
  }

  public LegacyParty invites(String channelName, String whom) {
    channel = channelName;
    callee = whom;
    peer.invite(channelName, whom, "");
    return settled();
  }

  /** Ends the call it made: a cancel before the answer, a hang-up after it. */
  public LegacyParty endsOwnCall() {
    peer.bye(channel, callee, "");
    return settled();
  }

  /** Keys within the call it made. */
  public LegacyParty presses(String digits) {
    peer.dtmf(channel, callee, digits);
    return settled();
  }

  public LegacyParty accepts() {
    return accepts("");
  }

  public LegacyParty accepts(String extra) {
    peer.accept(lastChannel(), lastCaller(), extra);
    return settled();
  }

  public LegacyParty refuses() {
    peer.refuse(lastChannel(), lastCaller(), "");
    return settled();
  }

  public LegacyParty hangsUp() {
    peer.bye(lastChannel(), lastCaller(), "");
    return settled();
  }

  /** The words about calls so far. */
  public List<String> heard() {
    return peer.kinds();
  }

  public LegacyParty heard(String... words) {
    assertThat(peer.kinds()).as("what %s heard\n%s", name, flow.picture()).containsExactly(words);
    return this;
  }

  private String lastChannel() {
    return peer.last("voip_invite").of("channel");
  }

  private String lastCaller() {
    return peer.last("voip_invite").of("peer");
  }

  private LegacyParty settled() {
    flow.settle();
    return this;
  }
}
