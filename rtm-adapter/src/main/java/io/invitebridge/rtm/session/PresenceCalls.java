package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.message.RpcError;
import io.invitebridge.rtm.message.RpcId;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.message.ServerResult;
import io.invitebridge.rtm.translate.RtmErrorCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asking and following who is online. Only on the lane of its user. */
final class PresenceCalls {
  private final RtmContext context;
  private final AppUser user;
  private final Devices devices;

  PresenceCalls(RtmContext context, AppUser user, Devices devices) {
    this.context = context;
    this.user = user;
    this.devices = devices;
  }

  void query(Session session, Link link, RpcId id, List<String> peerIds) {
    if (!session.queries.take(context.now())) {
      tooOften(link, id, RtmErrorCode.QUERY_PEERS_ONLINE_STATUS_ERR_TOO_OFTEN);
      return;
    }
    Optional<Set<AppUser>> peers = peers(peerIds);
    if (peers.isEmpty()) {
      link.refuse(id, invalid(RtmErrorCode.QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT));
    } else {
      link.answer(id, new ServerResult.PeersStatus(status(peers.get())));
    }
  }

  /** Follows these users; their present status comes as the first notification (RTM 1.2). */
  void subscribe(Session session, Link link, RpcId id, List<String> peerIds) {
    Optional<Set<AppUser>> peers = admitted(session, link, id, peerIds);
    if (peers.isEmpty()) {
      return;
    }
    Set<AppUser> all = new LinkedHashSet<>(session.followed);
    all.addAll(peers.get());
    if (all.size() > context.settings.limits().maxSubscriptions()) {
      link.refuse(
          id,
          RtmErrorCode.PEER_SUBSCRIPTION_STATUS_ERR_OVERFLOW.because(
              "A session may follow at most "
                  + context.settings.limits().maxSubscriptions()
                  + " users."));
      return;
    }
    // Watched before read, so that no change falls between the two.
    peers.get().forEach(peer -> context.board.watch(peer, user));
    session.followed.addAll(peers.get());
    link.answer(id, ServerResult.EMPTY);
    session.push(new ServerNotice.PeersStatusChanged(status(peers.get())), () -> {});
  }

  void unsubscribe(Session session, Link link, RpcId id, List<String> peerIds) {
    Optional<Set<AppUser>> peers = admitted(session, link, id, peerIds);
    if (peers.isPresent()) {
      peers.get().forEach(peer -> unfollow(session, peer));
      link.answer(id, ServerResult.EMPTY);
    }
  }

  /** A user's status has changed: the devices that follow it hear so. */
  void changed(AppUser peer, PeerStatus now) {
    ServerNotice notice = new ServerNotice.PeersStatusChanged(Map.of(peer.user().value(), now));
    devices.all().stream()
        .filter(session -> session.followed.contains(peer))
        .forEach(session -> session.push(notice, () -> {}));
  }

  void unfollowAll(Session session) {
    Set<AppUser> peers = Set.copyOf(session.followed);
    peers.forEach(peer -> unfollow(session, peer));
  }

  private void unfollow(Session session, AppUser peer) {
    if (session.followed.remove(peer) && isFollowedByNone(peer)) {
      context.board.unwatch(peer, user);
    }
  }

  private boolean isFollowedByNone(AppUser peer) {
    return devices.all().stream().noneMatch(session -> session.followed.contains(peer));
  }

  private Optional<Set<AppUser>> admitted(
      Session session, Link link, RpcId id, List<String> peerIds) {
    if (!session.subscriptions.take(context.now())) {
      tooOften(link, id, RtmErrorCode.PEER_SUBSCRIPTION_STATUS_ERR_TOO_OFTEN);
      return Optional.empty();
    }
    Optional<Set<AppUser>> peers = peers(peerIds);
    if (peers.isEmpty()) {
      link.refuse(id, invalid(RtmErrorCode.PEER_SUBSCRIPTION_STATUS_ERR_INVALID_ARGUMENT));
    }
    return peers;
  }

  /** The users meant; empty when there are none, too many, or one breaks the rules. */
  private Optional<Set<AppUser>> peers(List<String> peerIds) {
    if (peerIds.isEmpty() || peerIds.size() > context.settings.limits().maxPeersPerCall()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          peerIds.stream()
              .map(peer -> AppUser.rtm(user.app(), new UserId(peer)))
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    } catch (InvalidValueException wrong) {
      return Optional.empty();
    }
  }

  private Map<String, PeerStatus> status(Set<AppUser> peers) {
    return peers.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                peer -> peer.user().value(), (Function<AppUser, PeerStatus>) context.board::of));
  }

  private RpcError invalid(RtmErrorCode code) {
    return code.because(
        "peerIds must be 1 to "
            + context.settings.limits().maxPeersPerCall()
            + " ids that obey the rules for user ids.");
  }

  private void tooOften(Link link, RpcId id, RtmErrorCode code) {
    context.tally.rateLimited.increment();
    link.refuse(id, code.because("Too many presence calls; wait a few seconds."));
  }
}
