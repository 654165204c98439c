package io.invitebridge.rtm.session;

import io.invitebridge.rtm.RtmLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A session's notifications, numbered from 1, kept until the client acknowledges them. Bounded by
 * count and by bytes. One thread.
 */
final class Outbox {
  private final int maxCount;
  private final int maxBytes;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private int bytes;
  private long lastSeq;

  Outbox(RtmLimits limits) {
    this.maxCount = limits.maxNotices();
    this.maxBytes = limits.maxNoticeBytes();
  }

  /** The number that the next notification will have. */
  long nextSeq() {
    return lastSeq + 1;
  }

  /**
   * Keeps the notification with the number {@link #nextSeq}.
   *
   * @param share how much of the room its kind may use
   * @param onAck runs once the client has it
   * @return false: there is no room, and it was not kept
   */
  boolean keep(Share share, Notice notice, Runnable onAck) {
    int size = utf8Length(notice.text);
    boolean room = kept.size() < share.of(maxCount) && bytes + (long) size <= share.of(maxBytes);
    if (room) {
      lastSeq++;
      bytes += size;
      kept.addLast(new Kept(lastSeq, notice, size, onAck));
    }
    return room;
  }

  /** The client cannot have seen a number that was never given. */
  boolean wasSent(long seq) {
    return seq <= lastSeq;
  }

  /** Drops everything up to the number and runs what was waiting for it, in order. */
  void acknowledge(long seq) {
    while (!kept.isEmpty() && kept.peekFirst().seq <= seq) {
      Kept first = kept.removeFirst();
      bytes -= first.size;
      first.onAck.run();
    }
  }

  /** What the client has not acknowledged, in order. */
  List<Notice> unacknowledged() {
    return kept.stream().map(Kept::notice).toList();
  }

  private static int utf8Length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a surrogate pair stands for two of its four bytes.
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /**
   * A notification as it goes over the wire.
   *
   * @param method and invitation: what it is, for the trace
   */
  record Notice(String text, String method, Optional<String> invitation) {}

  /**
   * How much of the room a kind of notification may use, so that what others send a user cannot
   * crowd out what the user waits for.
   */
  enum Share {
    MESSAGES(2),
    INVITATIONS(3),
    ALL(4);

    private final int quarters;

    Share(int quarters) {
      this.quarters = quarters;
    }

    private long of(int room) {
      return (long) room * quarters / 4;
    }
  }

  private record Kept(long seq, Notice notice, int size, Runnable onAck) {}
}
