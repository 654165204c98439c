package io.invitebridge.sip.text;

import io.invitebridge.core.port.PreparedChange;
import io.invitebridge.sip.WireSettings;
import java.io.IOException;

/** Where peers fetch the texts of a shelf. Changed by one thread at a time. */
public interface TextSite extends AutoCloseable {
  /** Nowhere. */
  TextSite NONE =
      new TextSite() {
        @Override
        public PreparedChange prepare(WireSettings next, TextShelf shelf) {
          return PreparedChange.NOTHING;
        }

        @Override
        public void close() {}
      };

  /**
   * Opens the listener of these settings when it is another one than now.
   *
   * @throws IOException when its address cannot be listened on; the message names it
   */
  PreparedChange prepare(WireSettings next, TextShelf shelf) throws IOException;

  @Override
  void close();
}
