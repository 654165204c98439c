package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.message.Answer.Numbered;
import io.invitebridge.legacy.message.CallWord;
import io.invitebridge.legacy.message.MailLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What one user has been sent and has not acknowledged, in order. Each login numbers its lines from
 * 1, because the clients count so; the poll acknowledges and asks in one. A line is pushed with its
 * text while the client keeps up; one that is far behind is only told that there is more, and
 * polls. Only on the user's lane.
 */
final class Mailbox {
  /** Lines that are pushed with their text before the client has acknowledged any of them. */
  private static final int PUSHED_AHEAD = 256;

  /** The same in characters of JSON. Far less than a connection may hold unwritten. */
  private static final int PUSHED_CHARACTERS = 256 * 1024;

  /** What one answer to a poll carries at most, but for a single longer line. */
  private static final int POLLED_CHARACTERS = 128 * 1024;

  /** Room above the limit that only the words of calls may use. */
  private static final int ROOM_FOR_CALLS = 500;

  private final LegacyContext context;
  private final AppUser user;
  private final Deque<Item> items = new ArrayDeque<>();
  private long last;
  private long sent;
  private long acknowledged;
  private long pushedCharacters;
  private boolean told;

  Mailbox(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
  }

  /** A new login: what is left gets new numbers and waits for the first poll. */
  void renumber() {
    List<MailLineOf> left = new ArrayList<>();
    for (Item item : items) {
      if (item.letter.isEmpty()) {
        left.add(new MailLineOf(item.line, item.letter));
      }
    }
    for (Letter letter : context.store.letters(user, context.now())) {
      left.add(new MailLineOf(line(letter), OptionalLong.of(letter.id())));
    }
    left.sort(Comparator.comparing(one -> one.line.time()));
    items.clear();
    last = 0;
    sent = 0;
    acknowledged = 0;
    pushedCharacters = 0;
    told = true;
    left.forEach(one -> items.addLast(new Item(++last, one.line, one.letter)));
  }

  boolean hasRoomForMessage() {
    return items.size() < context.settings.limits().maxLetters();
  }

  /** An instant message that the store has taken. */
  void add(Letter letter, Consumer<String> push) {
    add(new Item(++last, line(letter), OptionalLong.of(letter.id())), push);
  }

  /**
   * A word of a call.
   *
   * @return false: the client is so far behind that it cannot be served any more
   */
  boolean add(MailLine word, Consumer<String> push) {
    if (items.size() >= context.settings.limits().maxLetters() + ROOM_FOR_CALLS) {
      return false;
    }
    add(new Item(++last, word, OptionalLong.empty()), push);
    return true;
  }

  /**
   * A poll.
   *
   * @param upTo all lines up to this number are processed and can be forgotten
   */
  Polled poll(long upTo, int max) {
    long accepted = Math.min(upTo, last);
    while (!items.isEmpty() && items.getFirst().number <= accepted) {
      items.removeFirst().letter.ifPresent(id -> context.store.drop(user, id));
    }
    acknowledged = Math.max(acknowledged, accepted);
    pushedCharacters = 0;
    List<Numbered> next = new ArrayList<>();
    long characters = 0;
    for (Item item : items) {
      String text = item.line.text();
      characters += text.length();
      if (next.size() == max || (characters > POLLED_CHARACTERS && !next.isEmpty())) {
        break;
      }
      next.add(new Numbered(item.number, text));
      sent = Math.max(sent, item.number);
    }
    told = next.size() < max && next.size() < items.size();
    return new Polled(accepted, next, told);
  }

  /** Invites are made anew for the next login, from the calls that still ring then. */
  void forgetInvites() {
    items.removeIf(item -> item.line.kind().equals(CallWord.INVITE.wireName()));
  }

  /** The user is gone: words of calls are worthless, messages are in the store. */
  void clear() {
    items.clear();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Tells the client to poll once more. */
  String moreWait() {
    return context.writer.lettersWait(last);
  }

  /**
   * The answer to a poll.
   *
   * @param more the client would not ask for the rest by itself
   */
  record Polled(long accepted, List<Numbered> messages, boolean more) {}

  private void add(Item item, Consumer<String> push) {
    items.addLast(item);
    context.tally.letters.increment();
    boolean keepsUp =
        item.number - acknowledged <= PUSHED_AHEAD && pushedCharacters < PUSHED_CHARACTERS;
    if (item.number == sent + 1 && keepsUp) {
      String frame = context.writer.letter(item.number, item.line);
      sent = item.number;
      pushedCharacters += frame.length();
      push.accept(frame);
    } else if (!told) {
      told = true;
      push.accept(context.writer.lettersWait(item.number));
    }
  }

  private MailLine line(Letter letter) {
    return MailLine.instant(
        letter.from().user().value(),
        user.user().value(),
        letter.flag(),
        letter.sentAt(),
        letter.text());
  }

  private record Item(long number, MailLine line, OptionalLong letter) {}

  private record MailLineOf(MailLine line, OptionalLong letter) {}
}
