package io.invitebridge.core.port;

import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.LegRef;
import java.util.Optional;

/**
 * The correlation table: from a protocol's key to a leg of an invitation. Entries live as long as
 * their invitation and then as tombstones for the tombstone time (at least 64 x T1 = 32 s), so that
 * retransmissions and late messages still find their answer. Any thread.
 */
public interface Correlation {
  Optional<LegRef> find(CorrelationKey key);

  /**
   * Binds a further key to a leg of a live invitation.
   *
   * @return the leg that the key points to now; another one when the key was taken already
   */
  LegRef bind(CorrelationKey key, LegRef leg);
}
