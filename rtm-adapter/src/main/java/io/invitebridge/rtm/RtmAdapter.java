package io.invitebridge.rtm;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.InvitationInbox;
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
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The network of app users on the {@code rtm-invite.v1} protocol. Life: construct, attach to the
 * runtime, {@link #start}, {@link #drain}, {@link #close}. Every method may be called from any
 * thread.
 */
public final class RtmAdapter implements SignalingPort, AutoCloseable {
  private final Exchange exchange;
  private final RtmServer server;

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
    this.server = new RtmServer(settings, exchange::connected);
  }

  /**
   * Opens the listening socket.
   *
   * @throws IOException the address cannot be listened on; the message names it
   */
  public void start() throws IOException {
    server.start();
  }

  /** The port that is listened on; of use when the settings said 0. */
  public int port() {
    return server.port();
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
    server.stopListening();
    exchange.close();
    server.close();
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
}
