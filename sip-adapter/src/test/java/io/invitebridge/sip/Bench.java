package io.invitebridge.sip;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.port.Correlation;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Workers;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.sip.digest.Credentials;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.testing.CountingTokens;
import io.invitebridge.sip.testing.SipPeer;
import io.invitebridge.sip.testing.SipWire;
import io.invitebridge.sip.text.TextSite;
import io.invitebridge.sip.transport.Locator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The whole adapter in virtual time: the test plays the engine on one side and the peers on the
 * other.
 */
final class Bench implements InvitationInbox, Correlation {
  static final TrunkName PBX = new TrunkName("pbx");

  final VirtualTime time = new VirtualTime();
  final SipWire wire = new SipWire(time.workers().lane("wire"));
  final SipPeer bob = wire.peer("bob", "192.0.2.10");
  final SipPeer pbx = wire.peer("pbx", "192.0.2.20");
  final List<InvitationEvent> events = new ArrayList<>();
  final List<Invited> invited = new ArrayList<>();
  final SipAdapter adapter;
  Function<CorrelationKey, Opening> opening = key -> new Opening.Opened(newLeg());

  /** What the engine does before the opening has returned. */
  Consumer<LegRef> atOnce = leg -> {};

  private final Map<CorrelationKey, LegRef> keys = new HashMap<>();
  private int invitations;

  Bench() {
    this(settings());
  }

  Bench(SipSettings settings) {
    this(settings, lanes -> lanes, Locator.AS_WRITTEN);
  }

  /** With a DNS of the test's own. */
  static Bench asking(Locator dns, SipSettings settings) {
    return new Bench(settings, lanes -> lanes, dns);
  }

  /**
   * @param lanes what the adapter works on, in place of the lanes of the virtual time
   */
  Bench(SipSettings settings, UnaryOperator<Workers> lanes) {
    this(settings, lanes, Locator.AS_WRITTEN);
  }

  private Bench(SipSettings settings, UnaryOperator<Workers> lanes, Locator locator) {
    adapter =
        new SipAdapter(
            settings,
            this,
            this,
            lanes.apply(time.workers()),
            time.clock(),
            new CountingTokens(),
            wire,
            locator,
            new SipCounters(),
            new CallTraces(time.clock()),
            TextSite.NONE);
    try {
      adapter.start();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  static SipSettings settings() {
    return SipSettings.loopback(5060)
        .withTrunks(
            List.of(
                new SipSettings.Trunk(
                    PBX,
                    new Endpoint(Protocol.UDP, "192.0.2.20", 5060),
                    List.of(AddressRange.parse("192.0.2.20/32")))));
  }

  /** The same peers; the bridge has credentials for the PBX. */
  static SipSettings settings(Credentials credentials) {
    return settings(TrunkOptions.NONE.withCredentials(credentials));
  }

  static SipSettings settings(TrunkOptions options) {
    return settings()
        .withTrunks(settings().trunks().stream().map(trunk -> trunk.with(options)).toList());
  }

  LegRef inviter() {
    return new LegRef(id(), LegId.INVITER);
  }

  LegRef invitee() {
    return new LegRef(id(), new LegId(1));
  }

  void engine(Effect.LegEffect effect) {
    adapter.perform(new LegRef(id(), effect.leg()), effect);
    time.settle();
  }

  void settle() {
    time.settle();
  }

  void pass(Duration by) {
    time.advance(by);
  }

  /** The simple names of the events so far. */
  List<String> told() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  <E extends InvitationEvent> E told(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  @Override
  public Opening open(CorrelationKey key, Invited what, Consumer<LegRef> admitted) {
    invited.add(what);
    Opening result = opening.apply(key);
    if (result instanceof Opening.Opened opened) {
      keys.put(key, opened.leg());
      admitted.accept(opened.leg());
      atOnce.accept(opened.leg());
    }
    return result;
  }

  @Override
  public void deliver(InvitationId invitation, InvitationEvent event) {
    events.add(event);
  }

  @Override
  public Optional<LegRef> find(CorrelationKey key) {
    return Optional.ofNullable(keys.get(key));
  }

  @Override
  public LegRef bind(CorrelationKey key, LegRef leg) {
    keys.put(key, leg);
    return leg;
  }

  private InvitationId id() {
    return InvitationId.of(new NodeId("n1"), "i" + Math.max(invitations, 1));
  }

  private LegRef newLeg() {
    invitations++;
    return inviter();
  }
}
