package io.invitebridge.app.demo;

import io.invitebridge.app.party.UnexpectedException;
import java.util.List;

/**
 * One call from its beginning to its end.
 *
 * @param title what happens, in one line
 * @param parties the columns of its ladder
 */
record Story(String title, List<String> parties, Script script) {

  /** What the parties do, and what each must hear of it. */
  @FunctionalInterface
  interface Script {
    void play(Cast cast) throws UnexpectedException, InterruptedException;
  }

  Story {
    parties = List.copyOf(parties);
  }
}
