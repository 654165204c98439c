package io.invitebridge.rtm;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Workers;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.session.Connection;
import io.invitebridge.rtm.session.ConnectionEvents;
import io.invitebridge.rtm.session.Exchange;
import io.invitebridge.rtm.transport.RtmServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.random.RandomGenerator;

/**
 * The network of app users on the {@code rtm-invite.v1} protocol. Life: construct, attach to the
 * runtime, {@link #start}, {@link #drain}, {@link #close}. Every method may be called from any
 * thread.
 */
public final class RtmAdapter implements SignalingPort, AutoCloseable {
  private final Exchange exchange;

  /** The one that listens is the last; those before serve the connections that they have. */
  private final Deque<RtmServer> servers = new ConcurrentLinkedDeque<>();

  private volatile RtmSettings settings;

  /** No tokens, no trace, session ids from the system's secure random source. */
  public RtmAdapter(RtmSettings settings, InvitationInbox inbox, Workers workers, Clock clock) {
    this(settings, inbox, workers, clock, TokenVerifier.NONE, RtmTrace.NONE, new SecureRandom());
  }

  /**
   * @param workers the lanes of the users; may be those of the runtime
   * @param random makes session ids; must be unguessable in production
   */
  public RtmAdapter(
      RtmSettings settings,
      InvitationInbox inbox,
      Workers workers,
      Clock clock,
      TokenVerifier verifier,
      RtmTrace trace,
      RandomGenerator random) {
    this.exchange = new Exchange(settings, inbox, workers, clock, verifier, trace, random);
    this.settings = settings;
    servers.add(new RtmServer(settings, exchange::connected));
  }

  /**
   * Opens the listening socket.
   *
   * @throws IOException the address cannot be listened on; the message names it
   */
  public void start() throws IOException {
    servers.getLast().start();
  }

  /**
   * Other settings. Opens the socket when the address is another one; whoever is connected over the
   * one before stays connected.
   *
   * @throws IOException the new address cannot be listened on; the message names it
   */
  public PreparedChange prepare(RtmSettings next, TokenVerifier verifier) throws IOException {
    if (next.isAtTheAddressOf(settings) && servers.getLast().isListening()) {
      return new Change(next, verifier, Optional.empty());
    }
    RtmServer opened = new RtmServer(next, exchange::connected);
    opened.start();
    return new Change(next, verifier, Optional.of(opened));
  }

  /** Takes no more connections and no logins; sessions go on until their clients leave. */
  public void retire() {
    servers.getLast().stopListening();
    drain();
  }

  /** The port that is listened on; of use when the settings said 0. */
  public int port() {
    return servers.getLast().port();
  }

  /**
   * Takes a connection that came by another way than the listening socket.
   *
   * @return hears what the connection does
   */
  public ConnectionEvents connected(Connection connection) {
    return exchange.connected(connection);
  }

  @Override
  public Network network() {
    return Network.RTM;
  }

  @Override
  public void perform(LegRef leg, Effect.LegEffect effect) {
    exchange.perform(leg, effect);
  }

  /** Lets nobody log in afresh; sessions go on and can be resumed, so that calls can finish. */
  public void drain() {
    exchange.drain();
  }

  /** Takes {@link #drain} back. */
  public void undrain() {
    exchange.undrain();
  }

  /** Tells every client that the server stops, and closes. Takes at most a few seconds. */
  @Override
  public void close() {
    servers.forEach(RtmServer::stopListening);
    exchange.close();
    servers.forEach(RtmServer::close);
  }

  /** WebSocket connections, logged in or not. */
  public int connections() {
    return exchange.connections();
  }

  /** Users with a session, those included that may still resume. */
  public int sessions() {
    return exchange.sessions();
  }

  /** Everybody with a session, at this moment; UNREACHABLE ones may still resume theirs. */
  public Map<AppUser, PeerStatus> users() {
    return exchange.users();
  }

  /** Users' parts in invitations and calls that have not ended. */
  public int openLegs() {
    return exchange.openLegs();
  }

  /** Users, legs, tombstones and presence subscriptions in memory; zero when nothing is left. */
  public int remembered() {
    return exchange.remembered();
  }

  /** True also while a lost connection may still be resumed. */
  public boolean isOnline(AppUser user) {
    return exchange.isOnline(user);
  }

  public RtmCounters counters() {
    return exchange.counters();
  }

  private final class Change implements PreparedChange {
    private final RtmSettings next;
    private final TokenVerifier verifier;
    private final Optional<RtmServer> opened;

    Change(RtmSettings next, TokenVerifier verifier, Optional<RtmServer> opened) {
      this.next = next;
      this.verifier = verifier;
      this.opened = opened;
    }

    @Override
    public void commit() {
      exchange.use(next, verifier);
      settings = next;
      servers.forEach(server -> server.use(next));
      opened.ifPresent(
          server -> {
            servers.getLast().stopListening();
            servers.addLast(server);
          });
    }

    @Override
    public void cancel() {
      opened.ifPresent(RtmServer::close);
    }
  }
}
