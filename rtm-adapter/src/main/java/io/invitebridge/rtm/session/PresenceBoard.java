package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.rtm.message.PeerStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is online, and who wants to know. Each user's status is written only by that user's lane and
 * may be read from any thread. Nobody is on the board who is offline and nobody watches.
 */
final class PresenceBoard {
  private final Map<AppUser, PeerStatus> status = new ConcurrentHashMap<>();
  private final Map<AppUser, Set<AppUser>> watchers = new ConcurrentHashMap<>();

  PeerStatus of(AppUser user) {
    return status.getOrDefault(user, PeerStatus.OFFLINE);
  }

  /**
   * Writes a user's status.
   *
   * @return who is to be told; empty when nothing changed
   */
  Set<AppUser> publish(AppUser user, PeerStatus now) {
    PeerStatus before = now == PeerStatus.OFFLINE ? status.remove(user) : status.put(user, now);
    boolean same = now == (before == null ? PeerStatus.OFFLINE : before);
    return same ? Set.of() : watchers.getOrDefault(user, Set.of());
  }

  void watch(AppUser watched, AppUser watcher) {
    watchers.compute(
        watched,
        (user, known) -> {
          Set<AppUser> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(watcher);
          return all;
        });
  }

  void unwatch(AppUser watched, AppUser watcher) {
    watchers.computeIfPresent(
        watched,
        (user, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }

  /** Everybody who is not offline, at this moment. */
  Map<AppUser, PeerStatus> users() {
    return Map.copyOf(status);
  }

  int sessions() {
    return status.size();
  }

  int watched() {
    return watchers.size();
  }
}
