package io.invitebridge.legacy.session;

import io.invitebridge.core.model.LegRef;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.message.CallWord;
import io.invitebridge.legacy.message.MailLine;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One line of a mailbox, from its arrival to its acknowledgement. Only on the user's lane. */
final class MailItem {
  /** What a line costs beside its text. */
  private static final int OVERHEAD_BYTES = 256;

  private final MailLine line;
  private final String id;
  private final OptionalLong letter;
  private final Optional<Word> word;
  private long number;
  private boolean delivered;

  /** A word of a call: whose, and under which name the client knows the call. */
  record Word(LegRef leg, Leg.Name name, CallWord word) {
    boolean isFinal() {
      return switch (word) {
        case BYE, REFUSE, FAILED -> true;
        case INVITE, ACK, ACCEPT, MESSAGE -> false;
      };
    }

    /** Clients find a call by channel and peer, whoever called. */
    boolean isOf(Leg.Name other) {
      return name.peer().equals(other.peer()) && name.channel().equals(other.channel());
    }
  }

  private MailItem(MailLine line, String id, OptionalLong letter, Optional<Word> word) {
    this.line = line;
    this.id = id;
    this.letter = letter;
    this.word = word;
  }

  /** An instant message; its id is the same in every session. */
  static MailItem of(Letter letter, String to) {
    MailLine line =
        MailLine.instant(
            letter.from().user().value(), to, letter.flag(), letter.sentAt(), letter.text());
    return new MailItem(line, "m" + letter.id(), OptionalLong.of(letter.id()), Optional.empty());
  }

  /**
   * @param id no other line has it
   */
  static MailItem of(Word word, MailLine line, String id) {
    return new MailItem(line, id, OptionalLong.empty(), Optional.of(word));
  }

  OptionalLong letter() {
    return letter;
  }

  Optional<Word> word() {
    return word;
  }

  boolean isInvite() {
    return word.filter(one -> one.word() == CallWord.INVITE).isPresent();
  }

  Instant time() {
    return line.time();
  }

  String text(ClientMemory memory) {
    return memory == ClientMemory.MESSAGE_IDS ? line.text(id) : line.text();
  }

  /** 0: it has never been sent. */
  long number() {
    return number;
  }

  void number(long given) {
    number = given;
  }

  /** It has been sent in this session. */
  boolean isDelivered() {
    return delivered;
  }

  void delivered(boolean value) {
    delivered = value;
  }

  /** What it takes of the memory. */
  int bytes() {
    return OVERHEAD_BYTES + 2 * line.body().length();
  }
}
