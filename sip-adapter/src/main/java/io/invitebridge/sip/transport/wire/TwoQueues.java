package io.invitebridge.sip.transport.wire;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Two bounded queues, of which the ordinary one moves only when the urgent one is empty. */
final class TwoQueues<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final ArrayDeque<T> urgent = new ArrayDeque<>();
  private final ArrayDeque<T> ordinary = new ArrayDeque<>();
  private final int mostUrgent;
  private final int mostOrdinary;

  TwoQueues(int mostUrgent, int mostOrdinary) {
    this.mostUrgent = mostUrgent;
    this.mostOrdinary = mostOrdinary;
  }

  /**
   * @return false when the queue is full
   */
  boolean offer(T item, boolean isUrgent) {
    lock.lock();
    try {
      ArrayDeque<T> queue = isUrgent ? urgent : ordinary;
      if (queue.size() >= (isUrgent ? mostUrgent : mostOrdinary)) {
        return false;
      }
      queue.add(item);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for one. */
  T take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (urgent.isEmpty() && ordinary.isEmpty()) {
        filled.await();
      }
      return urgent.isEmpty() ? ordinary.remove() : urgent.remove();
    } finally {
      lock.unlock();
    }
  }
}
