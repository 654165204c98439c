package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.message.Answer.Numbered;
import io.invitebridge.legacy.message.Device;
import io.invitebridge.legacy.message.MailLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What one user has been sent and has not acknowledged, in order. Only on the user's lane.
 *
 * <p>Receipts are the poll, which acknowledges and asks in one, and the word {@code
 * voip_invite_ack}, which the clients say by themselves when they come upon an invite: they take
 * lines in order, so it acknowledges everything before the invite too. Nothing else is: neither
 * that a socket took a line, nor that the user acts on a call.
 *
 * <p>A line is pushed with its text while the client keeps up; one that is far behind is only told
 * that there is more, and polls. Clients poll by themselves about a second after a push. Those that
 * are known to drop what they have seen are told at once that there is more, although there is not:
 * so their receipt comes within a round trip, and less is unsure when a connection breaks.
 *
 * <p>Clients count from 0 after each login. Most are therefore given numbers from 1 in each
 * session. Web build 1.4.0 comes back by itself when its connection breaks, and then two counters
 * of its page poll side by side: the new one, and the one of the lost session, which never stops.
 * Its numbers go on from session to session, so that either may be believed, and its lines carry
 * ids, so that neither shows what the other has shown ({@link ClientMemory#MESSAGE_IDS}).
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

  /** Polls in a row that changed nothing and are followed by a prompt all the same. */
  private static final int FRUITLESS_POLLS = 3;

  private enum State {
    /** There is no session. */
    CLOSED,
    /** The client has not shown yet what it remembers; nothing goes out. */
    HELD,
    OPEN
  }

  private final LegacyContext context;
  private final AppUser user;
  private final Deque<MailItem> items = new ArrayDeque<>();
  private final WordSpace words;
  private State state = State.CLOSED;
  private ClientMemory memory = ClientMemory.NOTHING;

  /** The items' numbers belong to the row that goes on from session to session. */
  private boolean numbersGoOn;

  /** The highest number of that row; 0: none has been given. */
  private long highest;

  /** The highest number given. */
  private long last;

  /** What the client's counter is when it has taken everything that this session sent it. */
  private long position;

  private long acknowledged;
  private int undelivered;
  private long pushedCharacters;
  private boolean prompted;
  private boolean openedLate;
  private int fruitless;

  Mailbox(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
    this.words = new WordSpace(context);
  }

  /**
   * A new login: what is left waits for the first poll. Invites are made anew, from the calls that
   * still ring. Words of calls that are over mean nothing to the vendor's builds, which know no
   * call from before a login, and would be taken for words of a new call of the same name; other
   * clients get the final one.
   */
  void sessionBegun(Device device, Predicate<LegRef> isOpen) {
    List<Letter> waiting = context.store.letters(user, context.now());
    Set<Long> stored = new HashSet<>();
    waiting.forEach(letter -> stored.add(letter.id()));
    boolean finals = device == Device.OTHER;
    discard(
        item ->
            item.letter().isPresent()
                ? !stored.contains(item.letter().getAsLong())
                : item.isInvite() || isOver(item, isOpen) && !(finals && isFinal(item)));
    Set<Long> known = new HashSet<>();
    List<MailItem> sent = new ArrayList<>();
    List<MailItem> rest = new ArrayList<>();
    for (MailItem item : items) {
      item.letter().ifPresent(known::add);
      (item.number() > 0 ? sent : rest).add(item);
    }
    waiting.stream()
        .filter(letter -> !known.contains(letter.id()))
        .forEach(letter -> rest.add(MailItem.of(letter, user.user().value())));
    rest.sort(Comparator.comparing(MailItem::time));
    items.clear();
    items.addAll(sent);
    items.addAll(rest);
    items.forEach(item -> item.delivered(false));
    undelivered = items.size();
    state = State.HELD;
    prompted = true;
    openedLate = false;
    fruitless = 0;
    pushedCharacters = 0;
  }

  /** The client of the session before comes back by itself when its connection breaks. */
  boolean mayComeBack() {
    return numbersGoOn;
  }

  /** Nothing is known of the client. What is left waits for its poll, new lines go out at once. */
  void open() {
    open(ClientMemory.NOTHING);
  }

  /** A client that should have polled has not: what is left goes out all the same. */
  void firstPollLate(ClientMemory shown, Consumer<String> push) {
    if (state != State.HELD) {
      return;
    }
    open(shown);
    openedLate = true;
    for (MailItem item : List.copyOf(items)) {
      if (!mayPush(item)) {
        return;
      }
      push(item, push);
    }
    prompted = false;
  }

  /** Nothing is sent until the next login. */
  void sessionEnded() {
    state = State.CLOSED;
    discard(MailItem::isInvite);
  }

  boolean hasRoomForMessage() {
    return items.size() < context.settings.limits().maxLetters();
  }

  /** An instant message that the store has taken. */
  void add(Letter letter, Consumer<String> push) {
    add(MailItem.of(letter, user.user().value()), push);
  }

  /**
   * A word of a call.
   *
   * @return false: the client is so far behind that it cannot be served any more
   */
  boolean add(MailItem.Word word, MailLine line, Consumer<String> push) {
    MailItem item = MailItem.of(word, line, context.nextLineId());
    if (items.size() >= context.settings.limits().maxLetters() + ROOM_FOR_CALLS
        || !words.take(item)) {
      return false;
    }
    add(item, push);
    return true;
  }

  /**
   * A poll.
   *
   * @param upTo all lines up to this number are processed and can be forgotten
   * @param shown what is known of the client; looked at in the first poll of a session
   */
  Polled poll(long upTo, int max, ClientMemory shown) {
    if (state == State.HELD) {
      open(shown);
    } else if (openedLate && shown == ClientMemory.MESSAGE_IDS) {
      goOnFromHere();
    }
    openedLate = false;
    if (memory == ClientMemory.MESSAGE_IDS && upTo > last) {
      // A counter from before this mailbox's memory: told that all is well, it falls silent.
      return new Polled(upTo, List.of(), false);
    }
    boolean fruitful = acknowledge(Math.min(upTo, last));
    pushedCharacters = 0;
    position = Math.max(position, acknowledged);
    List<Numbered> next = new ArrayList<>();
    long characters = 0;
    for (MailItem item : items) {
      String text = item.text(memory);
      characters += text.length();
      if (next.size() == max || (characters > POLLED_CHARACTERS && !next.isEmpty())) {
        break;
      }
      fruitful |= !item.isDelivered();
      deliver(item);
      next.add(new Numbered(item.number(), text));
    }
    fruitless = fruitful ? 0 : fruitless + 1;
    // After a full answer a client may poll by itself; two polls at once would double lines for one
    // that believes every answer.
    boolean wanted = wantsPrompts() ? !items.isEmpty() : undelivered > 0 && next.size() < max;
    prompted = wanted && fruitless <= FRUITLESS_POLLS;
    return new Polled(acknowledged, next, prompted);
  }

  /**
   * The client has come upon an invite.
   *
   * @return false: that was an older one, and it will come upon another one of that name
   */
  boolean inviteReceived(Leg.Name name) {
    List<MailItem> invites =
        items.stream()
            .takeWhile(MailItem::isDelivered)
            .filter(item -> item.isInvite() && isOf(item, name))
            .toList();
    invites.stream().findFirst().ifPresent(first -> acknowledge(first.number()));
    return invites.size() < 2;
  }

  /**
   * A new call takes this name: what has not been said of those before it would be taken for it.
   */
  void forgetUnsaid(Leg.Name name, Predicate<LegRef> isOpen) {
    discard(item -> !item.isDelivered() && isOf(item, name) && isOver(item, isOpen));
  }

  /** The user is gone: words of calls are worthless, messages are in the store. */
  void clear() {
    discard(item -> true);
  }

  /** True: the next poll is one that this side has asked for. */
  boolean isPrompted() {
    return prompted && state == State.OPEN;
  }

  /** Tells the client to poll once more. */
  String moreWait() {
    return context.writer.lettersWait(last + undelivered);
  }

  /**
   * The answer to a poll.
   *
   * @param more the client is to be told to poll again
   */
  record Polled(long accepted, List<Numbered> messages, boolean more) {}

  private void add(MailItem item, Consumer<String> push) {
    items.addLast(item);
    undelivered++;
    context.tally.letters.increment();
    if (state != State.OPEN) {
      return;
    }
    boolean pushed = undelivered == 1 && mayPush(item);
    if (pushed) {
      push(item, push);
    }
    // An invite brings its own receipt.
    if ((!pushed || (wantsPrompts() && !item.isInvite())) && !prompted) {
      prompted = true;
      push.accept(moreWait());
    }
  }

  private void open(ClientMemory shown) {
    state = State.OPEN;
    memory = shown;
    boolean goOn = shown == ClientMemory.MESSAGE_IDS;
    if (!goOn || !numbersGoOn) {
      items.forEach(item -> item.number(0));
    }
    numbersGoOn = goOn;
    if (goOn && highest == 0) {
      highest = context.lineNumbers.get();
    }
    last = goOn ? highest : 0;
    boolean begun = !items.isEmpty() && items.getFirst().number() > 0;
    acknowledged = begun ? items.getFirst().number() - 1 : last;
    position = acknowledged;
    prompted = undelivered > 0;
  }

  /** The client has shown over a slow network that it remembers ids. */
  private void goOnFromHere() {
    if (!numbersGoOn) {
      context.lineNumbers.addAndGet(last);
      highest = Math.max(highest, last);
      last = highest;
      numbersGoOn = true;
    }
    memory = ClientMemory.MESSAGE_IDS;
  }

  private boolean wantsPrompts() {
    return memory != ClientMemory.NOTHING;
  }

  /** Clients take a pushed line only when its number is the next; for another one they poll. */
  private boolean mayPush(MailItem item) {
    boolean isNext = item.number() == 0 ? last == position : item.number() == position + 1;
    return isNext
        && position + 1 - acknowledged <= PUSHED_AHEAD
        && pushedCharacters < PUSHED_CHARACTERS;
  }

  private void push(MailItem item, Consumer<String> push) {
    deliver(item);
    String frame = context.writer.letter(item.number(), item.text(memory));
    pushedCharacters += frame.length();
    push.accept(frame);
  }

  private void deliver(MailItem item) {
    if (item.number() == 0) {
      item.number(++last);
      if (numbersGoOn) {
        highest = last;
        context.lineNumbers.incrementAndGet();
      }
    }
    if (!item.isDelivered()) {
      item.delivered(true);
      undelivered--;
    }
    position = Math.max(position, item.number());
  }

  /**
   * @return true: that was news
   */
  private boolean acknowledge(long upTo) {
    while (!items.isEmpty() && items.getFirst().number() > 0 && items.getFirst().number() <= upTo) {
      MailItem taken = items.removeFirst();
      taken.letter().ifPresent(id -> context.store.drop(user, id));
      forgotten(taken);
    }
    boolean news = upTo > acknowledged;
    acknowledged = Math.max(acknowledged, upTo);
    return news;
  }

  private void discard(Predicate<MailItem> which) {
    items.removeIf(
        item -> {
          boolean goes = which.test(item);
          if (goes) {
            forgotten(item);
          }
          return goes;
        });
  }

  private void forgotten(MailItem item) {
    undelivered -= item.isDelivered() ? 0 : 1;
    words.giveBack(item);
  }

  private static boolean isOf(MailItem item, Leg.Name name) {
    return item.word().filter(word -> word.isOf(name)).isPresent();
  }

  private static boolean isOver(MailItem item, Predicate<LegRef> isOpen) {
    return item.word().filter(word -> !isOpen.test(word.leg())).isPresent();
  }

  private static boolean isFinal(MailItem item) {
    return item.word().filter(MailItem.Word::isFinal).isPresent();
  }
}
