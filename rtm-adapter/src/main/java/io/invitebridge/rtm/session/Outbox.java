package io.invitebridge.rtm.session;

import io.invitebridge.rtm.RtmLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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
   * @param onAck runs once the client has it
   * @return false: there is no room, and it was not kept
   */
  boolean keep(String text, Runnable onAck) {
    int size = utf8Length(text);
    if (kept.size() >= maxCount || bytes + size > maxBytes) {
      return false;
    }
    lastSeq++;
    bytes += size;
    kept.addLast(new Kept(lastSeq, text, size, onAck));
    return true;
  }

  /** Peer messages may fill only half, so that no sender can drown a user's invitations. */
  boolean hasRoomForMessage(String text) {
    return kept.size() < maxCount / 2 && bytes + utf8Length(text) <= maxBytes / 2;
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
  List<String> unacknowledged() {
    List<String> texts = new ArrayList<>(kept.size());
    kept.forEach(one -> texts.add(one.text));
    return texts;
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

  private record Kept(long seq, String text, int size, Runnable onAck) {}
}
