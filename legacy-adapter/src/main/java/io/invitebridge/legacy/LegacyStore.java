package io.invitebridge.legacy;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.ChannelId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What must outlast a session: messages that their receiver has not taken yet, and the attributes
 * of users and channels. Calls are not kept here, they end with the engine.
 *
 * <p>Any thread may call; nothing may block, so a lasting store answers from memory and writes
 * behind. Everything is bounded, and what does not fit is refused.
 */
public interface LegacyStore {

  /**
   * An instant message that waits for its receiver.
   *
   * @param id rises with each message of one store. It is shown to clients, which drop one that
   *     they have seen: a lasting store goes on with it after a restart, another begins somewhere
   *     else
   * @param flag the sender's flag, without a space
   * @param until when it is worthless
   */
  record Letter(long id, AppUser from, String flag, String text, Instant sentAt, Instant until) {
    @Override
    public String toString() {
      return "letter " + id + " from " + from;
    }
  }

  /** Whose attributes. */
  sealed interface Owner {
    /** A user's own, readable for all users of the app. */
    record User(AppUser user) implements Owner {}

    /** A channel's, shared by all. */
    record Channel(AppId app, ChannelId name) implements Owner {}
  }

  /** A number for the next letter. */
  long nextLetterId();

  /**
   * Keeps a letter until it is dropped or worthless.
   *
   * @return false: there is no room
   */
  boolean keep(AppUser to, Letter letter, Instant now);

  /** The letters that wait for a user, oldest first. */
  List<Letter> letters(AppUser to, Instant now);

  /** The user has taken the letter. */
  void drop(AppUser to, long letterId);

  Map<String, String> attributes(Owner owner);

  /**
   * @return false: there is no room
   */
  boolean setAttribute(Owner owner, String name, String value);

  void removeAttribute(Owner owner, String name);

  void clearAttributes(Owner owner);
}
