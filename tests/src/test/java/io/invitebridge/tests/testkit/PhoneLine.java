package io.invitebridge.tests.testkit;

import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.CallSettings;
import io.invitebridge.sip.SipAdapter;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.TrunkProfile.HeaderPolicy;
import io.invitebridge.sip.TrunkProfile.IdentityPolicy;
import io.invitebridge.sip.TrunkProfile.NumberPolicy;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.CountingTokens;
import io.invitebridge.sip.testing.SipPeer;
import io.invitebridge.sip.testing.SipWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SIP side of a story: the real adapter over a wire in memory, and two trunks on it. */
final class PhoneLine {
  /** The trunks of {@link CallFlow}'s configuration, by their addresses. */
  private static final List<String> TRUNK_HOSTS = List.of("192.0.2.1", "192.0.2.2");

  private static final List<String> TRUNK_NAMES = List.of("pbx", "second");

  private static final TrunkProfile TOLD_OF_FORWARDINGS =
      new TrunkProfile(
          new IdentityPolicy(
              Optional.empty(),
              Optional.empty(),
              true,
              Assertion.NONE,
              false,
              number -> false,
              Forwarding.BOTH,
              false),
          NumberPolicy.AS_WRITTEN,
          HeaderPolicy.NONE,
          Carriage.PLAIN);

  private final SipWire wire;
  private final SipAdapter adapter;
  private final Map<SipPeer, String> names = new HashMap<>();
  private final Drawing drawing;
  private final VirtualTime time;

  PhoneLine(BridgeRuntime runtime, VirtualTime time, Drawing drawing) {
    this.time = time;
    this.drawing = drawing;
    this.wire = new SipWire(time.workers().lane("wire"));
    this.adapter =
        new SipAdapter(
            SipSettings.loopback(5060).withTrunks(List.of(trunk(0), trunk(1))).refusingUnknown(),
            runtime,
            runtime.correlation(),
            time.workers(),
            time.clock(),
            new CountingTokens(),
            wire,
            new SipCounters());
    wire.watch(this::draw);
    try {
      adapter.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SipAdapter adapter() {
    return adapter;
  }

  /** Numbers that begin with 2 stand behind the second trunk, all others behind the first. */
  SipPeer phone(String number) {
    return at(TRUNK_HOSTS.get(number.startsWith("2") ? 1 : 0), number);
  }

  /** Somebody at an address of their own, behind no trunk. */
  SipPeer at(String host, String name) {
    SipPeer peer = wire.peer(name, host);
    names.put(peer, name);
    return peer;
  }

  /** From now on nothing reaches this phone's trunk, and nothing comes from it. */
  void cut(SipPeer peer) {
    wire.cut(peer);
  }

  int liveLegs() {
    return adapter.liveLegs() + wire.transactions();
  }

  private void draw(SipPeer peer, boolean fromPeer, String label) {
    String name = names.get(peer);
    drawing.draw(
        time.now(), fromPeer ? name : CallFlow.BRIDGE, fromPeer ? CallFlow.BRIDGE : name, label);
  }

  private static SipSettings.Trunk trunk(int number) {
    String host = TRUNK_HOSTS.get(number);
    return new SipSettings.Trunk(
            new TrunkName(TRUNK_NAMES.get(number)),
            new Endpoint(Protocol.UDP, host, 5060),
            List.of(AddressRange.parse(host + "/32")))
        .withProfile(TOLD_OF_FORWARDINGS)
        .withCalls(CallSettings.DEFAULT.withTransfer(CallSettings.Transfer.FOLLOW));
  }

  /** Takes an arrow for the picture. */
  @FunctionalInterface
  interface Drawing {
    void draw(java.time.Instant at, String from, String to, String label);
  }
}
