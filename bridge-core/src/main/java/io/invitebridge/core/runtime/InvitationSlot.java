package io.invitebridge.core.runtime;

import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One invitation's place in memory. The invitation and its wake-up are written on its lane only;
 * the invitation may be read from anywhere. Keys may be added from any thread until it ends.
 */
final class InvitationSlot {
  private final InvitationId id;
  private final Worker lane;
  private final List<CorrelationKey> keys = new ArrayList<>(2);
  private boolean keysClosed;
  private volatile @Nullable Invitation current;
  private Optional<Instant> wakeAt = Optional.empty();
  private Cancellation wakeUp = () -> {};

  InvitationSlot(InvitationId id, Worker lane) {
    this.id = id;
    this.lane = lane;
  }

  InvitationId id() {
    return id;
  }

  Worker lane() {
    return lane;
  }

  /** Empty until the birth has been applied on the lane. */
  Optional<Invitation> current() {
    return Optional.ofNullable(current);
  }

  void keep(Invitation next) {
    current = next;
  }

  /** Lane only. True when the wake-up must be set anew for this deadline. */
  boolean wakeUpDiffers(Optional<Instant> deadline) {
    return !wakeAt.equals(deadline);
  }

  /** Lane only. */
  void replaceWakeUp(Optional<Instant> deadline, Cancellation next) {
    wakeUp.cancel();
    wakeAt = deadline;
    wakeUp = next;
  }

  /** False when the invitation has ended: the key then begins its life as a tombstone. */
  boolean addKey(CorrelationKey key) {
    synchronized (keys) {
      if (!keysClosed) {
        keys.add(key);
      }
      return !keysClosed;
    }
  }

  List<CorrelationKey> closeKeys() {
    synchronized (keys) {
      keysClosed = true;
      return List.copyOf(keys);
    }
  }
}
