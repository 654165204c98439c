package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.message.FrameReader;
import io.invitebridge.rtm.message.FrameWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** What all sessions of one adapter share. Its values are made for any thread. */
final class RtmContext {
  private static final int SESSION_ID_BYTES = 16;

  volatile RtmSettings settings;
  final InvitationInbox inbox;
  final Workers workers;
  final Clock clock;
  final Admission admission;
  final RtmTrace trace;
  final FrameReader reader;
  final FrameWriter writer = new FrameWriter();
  final Tally tally = new Tally();
  final PresenceBoard board = new PresenceBoard();
  final LegOwners owners = new LegOwners();

  private final RandomGenerator random;
  private final Map<AppUser, UserLine> lines = new ConcurrentHashMap<>();
  private volatile boolean draining;

  RtmContext(
      RtmSettings settings,
      InvitationInbox inbox,
      Workers workers,
      Clock clock,
      TokenVerifier verifier,
      RtmTrace trace,
      RandomGenerator random) {
    this.settings = settings;
    this.inbox = inbox;
    this.workers = workers;
    this.clock = clock;
    this.admission = new Admission(settings, verifier, clock);
    this.trace = trace;
    this.random = random;
    this.reader = new FrameReader(settings.limits().maxFrameBytes());
  }

  Instant now() {
    return clock.instant();
  }

  /** A session id that nobody can guess. */
  String newSessionId() {
    byte[] bytes = new byte[SESSION_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  Worker lane(AppUser user) {
    return workers.lane(user);
  }

  /** The user's line, made if there is none. Only on the user's lane. */
  UserLine line(AppUser user) {
    return lines.computeIfAbsent(user, name -> new UserLine(this, name));
  }

  /** Only on the user's lane, or to see whether there is one. */
  Optional<UserLine> knownLine(AppUser user) {
    return Optional.ofNullable(lines.get(user));
  }

  /** Only on the user's lane. */
  void forget(UserLine line) {
    lines.remove(line.user(), line);
  }

  int lines() {
    return lines.size();
  }

  void drain() {
    draining = true;
  }

  void undrain() {
    draining = false;
  }

  boolean isDraining() {
    return draining;
  }
}
