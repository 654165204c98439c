package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.LegacyStore;
import io.invitebridge.legacy.LegacyTrace;
import io.invitebridge.legacy.message.FrameReader;
import io.invitebridge.legacy.message.FrameWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** What all sessions of one adapter share. Its values are made for any thread. */
final class LegacyContext {
  private static final int LINE_BYTES = 16;
  private static final int ID_BYTES = 6;

  volatile LegacySettings settings;
  final InvitationInbox inbox;
  final Workers workers;
  final Clock clock;
  final LegacyStore store;
  final LegacyTrace trace;
  final FrameReader reader;
  final FrameWriter writer = new FrameWriter();
  final Tally tally = new Tally();
  final LegOwners owners = new LegOwners();
  final Channels channels = new Channels(this);

  /** Users with a session. */
  final Set<AppUser> online = ConcurrentHashMap.newKeySet();

  /** Numbers given to lines in rows that go on; no such row has come to a higher one. */
  final AtomicLong lineNumbers = new AtomicLong();

  /** What the unacknowledged words of all users' calls take of the memory. */
  final AtomicLong wordBytes = new AtomicLong();

  private final RandomGenerator random;
  private final String idPrefix;
  private final AtomicLong lineIds = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final Map<AppUser, UserLine> lines = new ConcurrentHashMap<>();
  private volatile boolean draining;

  LegacyContext(
      LegacySettings settings,
      InvitationInbox inbox,
      Workers workers,
      Clock clock,
      LegacyStore store,
      LegacyTrace trace,
      RandomGenerator random) {
    this.settings = settings;
    this.inbox = inbox;
    this.workers = workers;
    this.clock = clock;
    this.store = store;
    this.trace = trace;
    this.random = random;
    this.idPrefix = "w" + hex(ID_BYTES) + ".";
    this.reader = new FrameReader(settings.limits().maxFrameBytes());
  }

  Instant now() {
    return clock.instant();
  }

  /** A session's handle that nobody can guess. */
  String newLine() {
    return hex(LINE_BYTES);
  }

  /** An id that no other line of a mailbox has, in this process or another. */
  String nextLineId() {
    return idPrefix + lineIds.incrementAndGet();
  }

  /** Tells calls of one triple apart. */
  long nextCall() {
    return calls.incrementAndGet();
  }

  Worker lane(AppUser user) {
    return workers.lane(user);
  }

  /** The user's line, made if there is none. Only on the user's lane. */
  UserLine line(AppUser user) {
    return lines.computeIfAbsent(user, name -> new UserLine(this, name));
  }

  /** Only on the user's lane. */
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

  private String hex(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
