package io.invitebridge.rtm.session;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Workers;
import io.invitebridge.rtm.RtmCounters;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.message.PeerStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * All users of one adapter. Connections come in through {@link #connected}, effects of the engine
 * through {@link #perform}; both are handed to the lane of the user concerned. Any thread.
 */
public final class Exchange {
  /** Far longer than a lane needs to learn the name of the invitation it has just opened. */
  private static final Duration OWNER_WAIT = Duration.ofSeconds(1);

  private final RtmContext context;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  public Exchange(
      RtmSettings settings,
      InvitationInbox inbox,
      Workers workers,
      Clock clock,
      TokenVerifier verifier,
      RtmTrace trace,
      RandomGenerator random) {
    this.context = new RtmContext(settings, inbox, workers, clock, verifier, trace, random);
  }

  /** A connection has been opened; transport reports its events to the result. */
  public ConnectionEvents connected(Connection connection) {
    Link link = new Link(context, connection, links::remove);
    links.add(link);
    return link;
  }

  /** Hands an effect to the lane of the leg's user. Called on the invitation's worker. */
  public void perform(LegRef leg, LegEffect effect) {
    if (effect instanceof SendInvite invite) {
      invite(leg, invite);
      return;
    }
    Optional<AppUser> owner =
        leg.leg().isInviter() ? context.owners.ownerOrPark(leg, effect) : context.owners.owner(leg);
    if (owner.isPresent()) {
      AppUser user = owner.get();
      context
          .lane(user)
          .execute(() -> context.knownLine(user).ifPresent(line -> line.perform(leg, effect)));
    } else if (leg.leg().isInviter()) {
      context.workers.lane(leg).after(OWNER_WAIT, () -> giveUp(leg));
    } else {
      context.tally.lateEffects.increment();
    }
  }

  /** Other settings from now on. Sessions go on, those of apps that are gone included. */
  public void use(RtmSettings settings, TokenVerifier verifier) {
    context.settings = settings;
    context.admission.use(settings, verifier);
  }

  /** Lets no fresh login in; sessions go on and can be resumed. */
  public void drain() {
    context.drain();
  }

  /** Lets users log in again. */
  public void undrain() {
    context.undrain();
  }

  /** Closes every connection because the server stops. */
  public void close() {
    context.drain();
    links.forEach(link -> link.close(CloseCode.SERVER_STOPS, "the server stops"));
  }

  public int connections() {
    return links.size();
  }

  public int sessions() {
    return context.board.sessions();
  }

  /** Everybody with a session, at this moment; UNREACHABLE ones may still resume theirs. */
  public Map<AppUser, PeerStatus> users() {
    return context.board.users();
  }

  public int openLegs() {
    return context.tally.openLegs.get();
  }

  /** Users, legs, tombstones and presence subscriptions that are remembered; zero when idle. */
  public int remembered() {
    return context.lines() + context.owners.size() + context.board.watched();
  }

  /** True also while a lost connection may still be resumed. */
  public boolean isOnline(AppUser user) {
    return context.board.of(user) != PeerStatus.OFFLINE;
  }

  public RtmCounters counters() {
    return context.tally.counters();
  }

  private void invite(LegRef leg, SendInvite invite) {
    if (!(invite.offer().callee() instanceof AppUser user)) {
      throw new IllegalArgumentException("An invitation for the rtm network needs an app user.");
    }
    context.owners.bind(leg, user);
    context.lane(user).execute(() -> context.line(user).invited(leg, invite.offer()));
  }

  private void giveUp(LegRef leg) {
    if (context.owners.dropParked(leg)) {
      context.tally.lateEffects.increment();
    }
  }
}
