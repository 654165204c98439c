package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.Recent;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.Locator;
import io.invitebridge.sip.transport.SipTransport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All trunks: what each does by itself, and which Call-ID of ours belongs to which of them. Any
 * thread.
 */
public final class Trunks {
  private final Workers workers;
  private final Clock clock;
  private final Tokens tokens;
  private final Identity identity;
  private final Locator locator;
  private final Map<String, Membership> members = new ConcurrentHashMap<>();
  private final Recent<String, Membership> recent;
  private final AtomicInteger unsettled = new AtomicInteger();
  private volatile Setup now;
  private Optional<SipTransport> started = Optional.empty();

  /** Registrations and questions who is there have ended, and none begins. */
  private boolean isDrained;

  /** One trunk and what runs for it. */
  private record Member(
      Trunk trunk,
      ClientDigest digest,
      TargetPool pool,
      Allowance allowance,
      List<Registration> registrations,
      List<Keepalive> keepalives) {
    Member with(List<Registration> others) {
      return new Member(trunk, digest, pool, allowance, List.copyOf(others), keepalives);
    }

    Member asking(List<Keepalive> others) {
      return new Member(trunk, digest, pool, allowance, registrations, List.copyOf(others));
    }

    boolean isIdle() {
      return registrations.isEmpty() && keepalives.isEmpty();
    }
  }

  /** What holds at one time; the trunks in the order of the settings. */
  private record Setup(
      SipSettings settings, Map<TrunkName, Member> trunks, Optional<CallerGate> gate) {}

  public Trunks(
      SipSettings settings,
      Identity identity,
      Locator locator,
      Workers workers,
      Clock clock,
      Tokens tokens) {
    this.identity = identity;
    this.locator = locator;
    this.workers = workers;
    this.clock = clock;
    this.tokens = tokens;
    this.recent = new Recent<>(clock, settings.t1().multipliedBy(64));
    Map<TrunkName, Member> trunks = new LinkedHashMap<>();
    settings.trunks().forEach(trunk -> trunks.put(trunk.name(), member(trunk)));
    this.now = new Setup(settings, trunks, gate(settings));
  }

  /** Begins to register and to ask who is there. To be called once, when the transport listens. */
  public synchronized void start(SipTransport transport) {
    started = Optional.of(transport);
    begin(now.trunks());
  }

  /**
   * The trunks of other settings from now on. One that is the same goes on as it is; the
   * registrations of others are taken back and begun anew. A call keeps the credentials that it
   * began with.
   */
  public synchronized void use(SipSettings next) {
    Setup before = now;
    Map<TrunkName, Member> trunks = new LinkedHashMap<>();
    for (Trunk trunk : next.trunks()) {
      Member old = before.trunks().get(trunk.name());
      trunks.put(trunk.name(), old != null && old.trunk().equals(trunk) ? old : member(trunk));
    }
    if (!isDrained) {
      before.trunks().values().stream()
          .filter(old -> trunks.get(old.trunk().name()) != old)
          .forEach(this::end);
    }
    boolean sameGate =
        before.settings().trunks().equals(next.trunks())
            && before.settings().acceptUnknown() == next.acceptUnknown();
    now = new Setup(next, trunks, sameGate ? before.gate() : gate(next));
    begin(trunks);
  }

  /** Takes all registrations back; {@link #unsettled} says when that is done. */
  public synchronized void drain() {
    if (!isDrained) {
      isDrained = true;
      now.trunks().values().forEach(this::end);
    }
  }

  /** Registers again after {@link #drain}. */
  public synchronized void undrain() {
    if (!isDrained) {
      return;
    }
    isDrained = false;
    Map<TrunkName, Member> trunks = new LinkedHashMap<>();
    now.trunks()
        .forEach((name, member) -> trunks.put(name, member.with(List.of()).asking(List.of())));
    now = new Setup(now.settings(), trunks, now.gate());
    begin(trunks);
  }

  /** Requests of trunks' own that still wait for their answer at the stop. */
  public int unsettled() {
    return unsettled.get();
  }

  /** How all trunks stand, in the order of the settings. */
  public List<TrunkFigure> figures() {
    return now.trunks().values().stream()
        .map(
            member ->
                new TrunkFigure(
                    member.trunk().name(),
                    registrationFigures(member),
                    member.digest().isRefused(),
                    member.pool().targets().stream().map(t -> figure(member.pool(), t)).toList(),
                    member.allowance().calls()))
        .toList();
  }

  /** The trunk that a call comes from because it was sent to what we have registered there. */
  public Optional<Trunk> byRegistration(SIPRequest invite, String source) {
    if (!(invite.getRequestURI() instanceof SipUri uri)) {
      return Optional.empty();
    }
    String line = uri.getParameter(Registration.LINE);
    Optional<Trunk> known =
        line == null ? Optional.empty() : owner(registration -> registration.line().equals(line));
    return known.or(() -> byRegistrar(uri, source));
  }

  /** A registrar that forgets the parameter is known by its address and the user that it calls. */
  private Optional<Trunk> byRegistrar(SipUri uri, String source) {
    String user = Optional.ofNullable(uri.getUser()).orElse("");
    return owner(r -> r.registrar().filter(source::equals).isPresent() && r.user().equals(user))
        .or(() -> owner(r -> r.registrar().filter(source::equals).isPresent()));
  }

  private Optional<Trunk> owner(java.util.function.Predicate<Registration> which) {
    return now.trunks().values().stream()
        .filter(member -> member.registrations().stream().anyMatch(which))
        .map(Member::trunk)
        .findFirst();
  }

  /**
   * Whether a caller comes in, or has to prove who it is.
   *
   * @param known the trunk that its address, or what it calls, belongs to
   */
  public Admission admit(SIPRequest invite, Optional<Trunk> known, String source) {
    return now.gate()
        .map(asking -> asking.judge(invite, known, source))
        .orElseGet(() -> new Admission.Admitted(known));
  }

  /** The targets of a trunk; empty when there is no such trunk. */
  public Optional<TargetPool> pool(TrunkName trunk) {
    return Optional.ofNullable(now.trunks().get(trunk)).map(Member::pool);
  }

  /** The places of a media gateway, which belongs to no trunk. */
  public TargetPool gateway(Endpoint place) {
    return new TargetPool(
        "media gateway",
        List.of(TrunkTarget.written(place)),
        Endpoint.Way.ANY,
        locator,
        identity,
        clock,
        tokens);
  }

  /**
   * A call begins: from now on all requests with this Call-ID and From tag belong to a trunk.
   *
   * @return false when the trunk's limits forbid it, or there is no such trunk
   */
  public boolean join(String callId, String localTag, TrunkName trunk) {
    Member member = now.trunks().get(trunk);
    if (member == null || !member.allowance().enter()) {
      return false;
    }
    members.put(
        key(callId, localTag), new Membership(trunk, member.digest(), member.allowance()::leave));
    return true;
  }

  /** The call is over; what comes late still finds it for a while. */
  public void leave(String callId, String localTag) {
    Membership member = members.remove(key(callId, localTag));
    if (member != null) {
      member.onLeave().run();
      recent.put(key(callId, localTag), member);
    }
  }

  /**
   * The numbers of our side of a dialog, shared by all who send in it.
   *
   * @param lastNumber the CSeq number that our side has used last; 0 for none
   */
  public Sequence sequence(String callId, String localTag, String remoteTag, long lastNumber) {
    Sequence sequence =
        find(key(callId, localTag))
            .map(member -> member.sequence(remoteTag))
            .orElseGet(() -> new Sequence(0));
    sequence.used(lastNumber);
    return sequence;
  }

  /** The trunk of a call in whose dialog a peer's request says that it is. */
  Optional<TrunkName> trunkOfDialog(SIPMessage received) {
    return find(key(Received.callId(received), Received.toTag(received))).map(Membership::trunk);
  }

  Optional<Membership> membership(SIPMessage request) {
    return find(key(Received.callId(request), Received.fromTag(request)));
  }

  Worker lane(SIPMessage request) {
    return workers.lane(Received.callId(request));
  }

  private Member member(Trunk trunk) {
    List<TrunkTarget> targets =
        trunk.options().targets().isEmpty()
            ? List.of(TrunkTarget.at(trunk.target()))
            : trunk.options().targets();
    String name = trunk.name().value();
    return new Member(
        trunk,
        new ClientDigest("The trunk " + name, trunk.options().credentials(), tokens),
        new TargetPool(name, targets, trunk.target().way(), locator, identity, clock, tokens),
        new Allowance(trunk.options().limits(), clock),
        List.of(),
        List.of());
  }

  private Optional<CallerGate> gate(SipSettings settings) {
    return settings.trunks().stream().anyMatch(trunk -> trunk.options().challenge().isPresent())
        ? Optional.of(new CallerGate(settings.trunks(), settings.acceptUnknown(), clock, tokens))
        : Optional.empty();
  }

  /** Begins what each trunk does by itself, where it has not begun yet. */
  private void begin(Map<TrunkName, Member> trunks) {
    if (started.isEmpty() || isDrained) {
      return;
    }
    TrunkWorld world =
        new TrunkWorld(
            started.get(),
            identity,
            new Requests(identity),
            workers,
            clock,
            tokens,
            now.settings().t1());
    List<Member> begun = new ArrayList<>();
    Map<TrunkName, Member> running = new LinkedHashMap<>();
    trunks.forEach(
        (name, member) -> {
          Member next = member;
          if (member.isIdle()) {
            Member registering = member.with(registrations(world, member));
            next = registering.asking(keepalives(world, registering));
            begun.add(next);
          }
          running.put(name, next);
        });
    now = new Setup(now.settings(), running, now.gate());
    begun.forEach(member -> member.registrations().forEach(Registration::start));
    begun.forEach(member -> member.keepalives().forEach(Keepalive::start));
  }

  private void end(Member member) {
    member.keepalives().forEach(Keepalive::stop);
    member.registrations().forEach(this::takeBack);
  }

  private void takeBack(Registration registration) {
    unsettled.incrementAndGet();
    registration.stop(
        () -> {
          unsettled.decrementAndGet();
          leave(registration.names().callId(), registration.names().tag());
        });
  }

  private List<Registration> registrations(TrunkWorld world, Member member) {
    return member.trunk().options().registrations().stream()
        .map(wanted -> registration(world, member, wanted))
        .toList();
  }

  private static List<Keepalive> keepalives(TrunkWorld world, Member member) {
    Runnable onUp = () -> member.registrations().forEach(Registration::retryNow);
    String name = member.trunk().name().value();
    return member.trunk().options().probing().stream()
        .flatMap(
            rules ->
                member.pool().targets().stream()
                    .map(target -> new Keepalive(world, name, target, member.pool(), rules, onUp)))
        .toList();
  }

  private TargetFigure figure(TargetPool pool, TrunkTarget target) {
    TargetHealth health = pool.health(target);
    return new TargetFigure(
        target.toString(), health.isUp(), health.isUsable(clock.instant()), health.since());
  }

  /** Before the start none is registered. */
  private static List<RegistrationFigure> registrationFigures(Member member) {
    return member.registrations().isEmpty()
        ? member.trunk().options().registrations().stream()
            .map(wanted -> RegistrationFigure.none(wanted.user()))
            .toList()
        : member.registrations().stream().map(Registration::figure).toList();
  }

  private Registration registration(TrunkWorld world, Member member, Registering wanted) {
    Registration.Names names =
        new Registration.Names(
            identity.node() + "-" + tokens.next(),
            identity.node() + "-" + tokens.next(),
            tokens.next());
    String name = member.trunk().name().value();
    ClientDigest digest =
        new ClientDigest("The registrar of " + name, List.of(wanted.credentials()), tokens);
    Membership membership = new Membership(member.trunk().name(), digest, () -> {});
    members.put(key(names.callId(), names.tag()), membership);
    return new Registration(world, name, wanted, member.pool(), names, membership.sequence(""));
  }

  private Optional<Membership> find(String key) {
    Membership live = members.get(key);
    return live == null ? recent.get(key) : Optional.of(live);
  }

  private static String key(String callId, String localTag) {
    return localTag + "|" + callId;
  }
}
