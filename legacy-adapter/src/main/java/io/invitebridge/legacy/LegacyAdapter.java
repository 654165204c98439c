package io.invitebridge.legacy;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.core.port.SignalingPort;
import io.invitebridge.core.port.Workers;
import io.invitebridge.legacy.session.Connection;
import io.invitebridge.legacy.session.ConnectionEvents;
import io.invitebridge.legacy.session.Exchange;
import io.invitebridge.legacy.session.MemoryStore;
import io.invitebridge.legacy.transport.LegacyServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.random.RandomGenerator;

/**
 * The network of apps that still ship the old signaling SDK. Life: construct, attach to the
 * runtime, {@link #start}, {@link #drain}, {@link #close}. Every method may be called from any
 * thread.
 */
public final class LegacyAdapter implements SignalingPort, AutoCloseable {
  private final Exchange exchange;

  /** The one that listens is the last; those before serve the connections that they have. */
  private final Deque<LegacyServer> servers = new ConcurrentLinkedDeque<>();

  private volatile LegacySettings settings;

  /** Everything in memory, no trace, session handles from the system's secure random source. */
  public LegacyAdapter(
      LegacySettings settings, InvitationInbox inbox, Workers workers, Clock clock) {
    this(
        settings,
        inbox,
        workers,
        clock,
        new MemoryStore(settings.limits(), new SecureRandom()),
        LegacyTrace.NONE,
        new SecureRandom());
  }

  /**
   * @param workers the lanes of users and channels; may be those of the runtime
   * @param random makes session handles; must be unguessable in production
   */
  public LegacyAdapter(
      LegacySettings settings,
      InvitationInbox inbox,
      Workers workers,
      Clock clock,
      LegacyStore store,
      LegacyTrace trace,
      RandomGenerator random) {
    this.exchange = new Exchange(settings, inbox, workers, clock, store, trace, random);
    this.settings = settings;
    servers.add(new LegacyServer(settings, exchange::connected));
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
  public PreparedChange prepare(LegacySettings next) throws IOException {
    if (next.isAtTheAddressOf(settings) && servers.getLast().isListening()) {
      return new Change(next, Optional.empty());
    }
    LegacyServer opened = new LegacyServer(next, exchange::connected);
    opened.start();
    return new Change(next, Optional.of(opened));
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
    return Network.LEGACY;
  }

  @Override
  public void perform(LegRef leg, Effect.LegEffect effect) {
    exchange.perform(leg, effect);
  }

  /** Lets nobody log in; sessions go on, so that calls can finish. */
  public void drain() {
    exchange.drain();
  }

  /** Takes {@link #drain} back. */
  public void undrain() {
    exchange.undrain();
  }

  /** Closes every connection and the socket. Takes at most a few seconds. */
  @Override
  public void close() {
    servers.forEach(LegacyServer::stopListening);
    exchange.close();
    servers.forEach(LegacyServer::close);
  }

  /** WebSocket connections, logged in or not. */
  public int connections() {
    return exchange.connections();
  }

  /** Users who are logged in and connected. */
  public int sessions() {
    return exchange.sessions();
  }

  /** Users' parts in calls that have not ended. */
  public int openLegs() {
    return exchange.openLegs();
  }

  /** Users, calls and channels in memory; zero when nothing is left. */
  public int remembered() {
    return exchange.remembered();
  }

  /** Those users, in no order. */
  public Set<AppUser> users() {
    return exchange.users();
  }

  public boolean isOnline(AppUser user) {
    return exchange.isOnline(user);
  }

  public LegacyCounters counters() {
    return exchange.counters();
  }

  private final class Change implements PreparedChange {
    private final LegacySettings next;
    private final Optional<LegacyServer> opened;

    Change(LegacySettings next, Optional<LegacyServer> opened) {
      this.next = next;
      this.opened = opened;
    }

    @Override
    public void commit() {
      exchange.use(next);
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
      opened.ifPresent(LegacyServer::close);
    }
  }
}
