package io.invitebridge.core.port;

/**
 * A change of settings that has done all that can fail, such as opening a socket, and has changed
 * nothing that is in use. Exactly one of the two follows.
 */
public interface PreparedChange {
  /** Nothing to do, either way. */
  PreparedChange NOTHING =
      new PreparedChange() {
        @Override
        public void commit() {}

        @Override
        public void cancel() {}
      };

  /** From now on the new settings hold. Does not fail. */
  void commit();

  /** Gives up what was opened; all stays as it was. */
  void cancel();
}
