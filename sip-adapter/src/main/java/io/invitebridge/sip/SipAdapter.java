package io.invitebridge.sip;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.Correlation;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.dialog.Caller;
import io.invitebridge.sip.dialog.LegTable;
import io.invitebridge.sip.dialog.Surroundings;
import io.invitebridge.sip.dialog.Switchboard;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Responses;
import io.invitebridge.sip.session.SessionIdTransport;
import io.invitebridge.sip.session.SessionIds;
import io.invitebridge.sip.text.TextShelf;
import io.invitebridge.sip.text.TextSite;
import io.invitebridge.sip.transport.JainTransport;
import io.invitebridge.sip.transport.LocatingTransport;
import io.invitebridge.sip.transport.Locator;
import io.invitebridge.sip.transport.SipTransport;
import io.invitebridge.sip.transport.wire.TextServer;
import io.invitebridge.sip.trunk.DigestTransport;
import io.invitebridge.sip.trunk.LiveLocator;
import io.invitebridge.sip.trunk.MeteredTransport;
import io.invitebridge.sip.trunk.TrunkFigure;
import io.invitebridge.sip.trunk.Trunks;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SIP edge and its life cycle: {@link #start}, {@link #drain}, {@link #close}. Any thread; no
 * call blocks but {@code start} and {@code close}, which open and close sockets.
 */
public final class SipAdapter implements SignalingPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipAdapter.class);

  private final LiveSettings live;
  private final Identity identity;
  private final Locator locator;
  private final Trunks trunks;
  private final SipTransport wire;
  private final SipTransport transport;
  private final LocatingTransport locating;
  private final LegTable legs;
  private final SessionIds sessions;
  private final TextShelf texts;
  private final TextSite site;
  private final SipCounters counters;
  private final TrafficCounters traffic = new TrafficCounters();
  private final CallTraces traces;
  private final Switchboard switchboard;
  private final Caller caller;

  /** Names of peers are left to the transport to look up; texts can be fetched nowhere. */
  public SipAdapter(
      SipSettings settings,
      InvitationInbox inbox,
      Correlation correlation,
      Workers workers,
      Clock clock,
      Tokens tokens,
      SipTransport transport,
      SipCounters counters) {
    this(
        settings,
        inbox,
        correlation,
        workers,
        clock,
        tokens,
        transport,
        Locator.AS_WRITTEN,
        counters,
        new CallTraces(clock),
        TextSite.NONE);
  }

  /**
   * @param transport not started yet; closed with this adapter
   * @param locator finds trunks' servers
   * @param tokens chance for tags, branches and Call-IDs
   * @param traces what the transport shows its messages to
   * @param site not open yet; closed with this adapter
   */
  public SipAdapter(
      SipSettings settings,
      InvitationInbox inbox,
      Correlation correlation,
      Workers workers,
      Clock clock,
      Tokens tokens,
      SipTransport transport,
      Locator locator,
      SipCounters counters,
      CallTraces traces,
      TextSite site) {
    this.traces = traces;
    this.live = new LiveSettings(settings);
    this.identity = new Identity(settings.node().value(), settings.names());
    this.locator = locator;
    this.trunks = new Trunks(settings, identity, locator, workers, clock, tokens);
    this.wire = transport;
    this.locating =
        new LocatingTransport(transport, locator, identity, () -> identity.branch(tokens.next()));
    SipTransport metered = new MeteredTransport(locating, trunks, live::now, traffic);
    Duration memory = settings.t1().multipliedBy(64);
    this.sessions = new SessionIds(tokens, clock, memory);
    this.transport =
        new SessionIdTransport(
            new DigestTransport(metered, trunks, () -> identity.branch(tokens.next())), sessions);
    this.counters = counters;
    this.texts = new TextShelf(settings.wire().texts(), tokens, clock, memory);
    this.site = site;
    this.legs = new LegTable(clock, memory, sessions, texts);
    Surroundings world =
        new Surroundings(
            live,
            identity,
            this.transport,
            inbox,
            correlation,
            workers,
            clock,
            tokens,
            new Requests(identity),
            new Responses(identity),
            counters,
            legs,
            trunks,
            texts);
    this.switchboard = new Switchboard(world);
    this.caller = new Caller(world);
  }

  /** The production adapter: a JAIN-SIP stack and secure chance. */
  public static SipAdapter onJain(
      SipSettings settings,
      DnsSettings dns,
      InvitationInbox inbox,
      Correlation correlation,
      Workers workers,
      Clock clock,
      SipTrace trace) {
    SipCounters counters = new SipCounters();
    CallTraces traces = new CallTraces(clock);
    Tokens tokens = Tokens.secure();
    Locator locator = new LiveLocator(dns, settings.listen(), clock, tokens);
    return new SipAdapter(
        settings,
        inbox,
        correlation,
        workers,
        clock,
        tokens,
        new JainTransport(settings, locator, counters, trace.and(traces)),
        locator,
        counters,
        traces,
        new TextServer(settings.wire()));
  }

  /**
   * Opens the listening sockets and begins to serve.
   *
   * @throws IOException when a socket cannot be opened; the message names it
   */
  public void start() throws IOException {
    site.prepare(live.now().wire(), texts).commit();
    transport.start(switchboard);
    trunks.start(transport);
    LOG.info("SIP listens on {}", live.now().listen());
  }

  /**
   * Other settings. Opens the sockets that are new; those that are no longer wanted stay open until
   * the calls of now are over.
   *
   * @param next of the same node
   * @param dns where trunks' names are looked up from then on
   * @throws IOException when a socket cannot be opened; the message names it
   */
  public PreparedChange prepare(SipSettings next, DnsSettings dns) throws IOException {
    if (!next.node().equals(live.now().node())) {
      throw new IllegalArgumentException("A node keeps its name for life.");
    }
    PreparedChange sockets = transport.prepare(next, legs::leavers);
    PreparedChange shelf;
    try {
      shelf = site.prepare(next.wire(), texts);
    } catch (IOException | RuntimeException e) {
      sockets.cancel();
      throw e;
    }
    return new PreparedChange() {
      @Override
      public void commit() {
        sockets.commit();
        shelf.commit();
        texts.use(next.wire().texts());
        identity.become(next.names());
        live.become(next);
        locator.become(dns, next.listen());
        trunks.use(next);
        switchboard.use(next);
      }

      @Override
      public void cancel() {
        sockets.cancel();
        shelf.cancel();
      }
    };
  }

  /**
   * Refuses new calls with 503 and takes registrations back from now on; calls in progress go on.
   */
  public void drain() {
    switchboard.drain();
    trunks.drain();
  }

  /** Takes {@link #drain} back. */
  public void undrain() {
    switchboard.undrain();
    trunks.undrain();
  }

  @Override
  public Network network() {
    return Network.SIP;
  }

  @Override
  public void perform(LegRef leg, Effect.LegEffect effect) {
    if (effect instanceof SendInvite invite) {
      caller.invite(leg, invite);
    } else {
      switchboard.perform(leg, effect);
    }
  }

  /** Legs whose transactions or dialogs are not over yet. */
  public int liveLegs() {
    return legs.live();
  }

  /** Connections with SIP peers that are open now; UDP has none. */
  public int connections() {
    return wire.connections();
  }

  /** Look-ups and located INVITEs that are under way; zero when a story has left nothing behind. */
  int located() {
    return locating.size();
  }

  /** What is known of the sessions of legs; zero when a story has left nothing behind. */
  int liveSessions() {
    return sessions.size();
  }

  /** Texts that go by reference and can still be fetched. */
  public int keptTexts() {
    return texts.size();
  }

  /** Requests of trunks' own, such as the last REGISTER, that still wait for an answer. */
  public int unsettled() {
    return trunks.unsettled();
  }

  /** How the trunks stand, in the order of the settings. */
  public List<TrunkFigure> trunks() {
    return trunks.figures();
  }

  public SipCounters counters() {
    return counters;
  }

  /** The messages of each trunk. */
  public TrafficCounters traffic() {
    return traffic;
  }

  /** The traces of single calls. They see what the JAIN-SIP stack sends and receives. */
  public CallTraces traces() {
    return traces;
  }

  /** Closes the sockets; legs that still live are not told. */
  @Override
  public void close() {
    transport.close();
    site.close();
  }
}
