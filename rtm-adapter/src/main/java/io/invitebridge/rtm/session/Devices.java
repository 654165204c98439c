package io.invitebridge.rtm.session;

import io.invitebridge.rtm.message.PeerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sessions of one user: one as in RTM 1.x, or one for each device where the app lets its users
 * have several. Only on the user's lane.
 */
final class Devices {
  /** Far more than people carry, and few enough for every one to be told of everything. */
  static final int MOST = 8;

  private static final int LONGEST_NAME = 64;

  private final boolean several;
  private final List<Session> sessions = new ArrayList<>();

  Devices(boolean several) {
    this.several = several;
  }

  /** False: the name is too long to be a device's. Where there is one device, no name matters. */
  boolean canBeNamed(String device) {
    return !several || device.length() <= LONGEST_NAME;
  }

  /** What tells this device from the user's others. */
  String name(String device) {
    return several ? device : "";
  }

  /** The oldest login first. */
  List<Session> all() {
    return List.copyOf(sessions);
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  boolean has(Session session) {
    return sessions.contains(session);
  }

  Optional<Session> withId(String sessionId) {
    return sessions.stream().filter(session -> session.id().equals(sessionId)).findFirst();
  }

  /** The session that this connection has. */
  Optional<Session> on(Link link) {
    return sessions.stream()
        .filter(session -> session.link().filter(now -> now == link).isPresent())
        .findFirst();
  }

  /** The session that must make way for a fresh login on a device. */
  Optional<Session> inTheWayOf(String device) {
    if (!several || sessions.size() >= MOST) {
      return same(device).or(() -> sessions.stream().findFirst());
    }
    return same(device);
  }

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /** As others see the user: as the device that is reached best. */
  PeerStatus status() {
    if (sessions.stream().anyMatch(session -> session.status() == PeerStatus.ONLINE)) {
      return PeerStatus.ONLINE;
    }
    return sessions.isEmpty() ? PeerStatus.OFFLINE : PeerStatus.UNREACHABLE;
  }

  private Optional<Session> same(String device) {
    return sessions.stream().filter(session -> session.device().equals(device)).findFirst();
  }
}
