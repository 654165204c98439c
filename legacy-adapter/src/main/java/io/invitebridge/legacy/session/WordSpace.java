package io.invitebridge.legacy.session;

/**
 * The memory that the unacknowledged words of one user's calls take. (Instant messages are the
 * store's, and bounded there.) When the words of all users together take too much, a user may have
 * only a little, so that those who do not read are dropped and nobody else is. Only on the user's
 * lane.
 */
final class WordSpace {
  /** What one user's words may take. */
  private static final long OWN_BYTES = 4 * 1024 * 1024;

  /** The same when all users' words together take too much. */
  private static final long OWN_BYTES_WHEN_FULL = 64 * 1024;

  private final LegacyContext context;
  private long taken;

  WordSpace(LegacyContext context) {
    this.context = context;
  }

  /**
   * @return false: there is no room
   */
  boolean take(MailItem item) {
    boolean full = context.wordBytes.get() > context.settings.limits().maxStoredBytes();
    if (taken + item.bytes() > (full ? OWN_BYTES_WHEN_FULL : OWN_BYTES)) {
      return false;
    }
    taken += item.bytes();
    context.wordBytes.addAndGet(item.bytes());
    return true;
  }

  /** Does nothing for an instant message. */
  void giveBack(MailItem item) {
    if (item.word().isPresent()) {
      taken -= item.bytes();
      context.wordBytes.addAndGet(-item.bytes());
    }
  }
}
