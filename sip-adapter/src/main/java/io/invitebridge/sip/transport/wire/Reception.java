package io.invitebridge.sip.transport.wire;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import io.invitebridge.sip.QueueDelay;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.SipReader;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages wait to be parsed and handed to the stack, on a few threads; those of one call
 * always on the same, so that their order holds. What ends or carries on a call goes before what
 * begins one.
 */
final class Reception implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** The reader asks its own. */
  private static final ParseExceptionListener NOBODY = (fault, message, type, header, text) -> {};

  private final SipCounters counters;
  private final QueueDelay delay;
  private final Supplier<MessageLimits> limits;
  private final List<Desk> desks;

  /**
   * How many INVITEs wait, by Call-ID: a copy must not be answered otherwise than they, and a
   * CANCEL must not overtake its own.
   */
  private final Map<String, Integer> unread = new ConcurrentHashMap<>();

  private volatile NewCalls newCalls = NewCalls.WELCOME;

  Reception(int threads, SipCounters counters, QueueDelay delay, Supplier<MessageLimits> limits) {
    this.counters = counters;
    this.delay = delay;
    this.limits = limits;
    this.desks = IntStream.range(0, threads).mapToObj(Desk::new).toList();
    desks.forEach(Thread::start);
  }

  void ask(NewCalls other) {
    newCalls = other;
  }

  /** Any thread; never blocks. */
  void take(byte[] bytes, PeerChannel from) {
    Glance glance = Glance.at(bytes);
    if (glance.isNothing()) {
      return;
    }
    if (glance.isAckOf(from.statelessTag())) {
      // Of a refusal that nobody remembers (RFC 3261 section 8.2.7).
      return;
    }
    if (glance.beginsCall()) {
      if (isRefused(glance.callId(), bytes, from)) {
        return;
      }
      unread.merge(glance.callId(), 1, Integer::sum);
    }
    int hash = glance.callId().isEmpty() ? from.getKey().hashCode() : glance.callId().hashCode();
    Desk desk = desks.get(Math.floorMod(hash, desks.size()));
    boolean goesFirst =
        glance.isUrgent() && !(glance.isCancel() && unread.containsKey(glance.callId()));
    if (!desk.queue.offer(new Waiting(bytes, from, nowMillis(), glance), goesFirst)) {
      hasBeenRead(glance);
      counters.add(Count.DROPPED);
    }
  }

  /** Runs a task behind the messages of this call that have come in so far; it must not block. */
  void behind(String callId, Runnable task) {
    Desk desk = desks.get(Math.floorMod(callId.hashCode(), desks.size()));
    if (!desk.queue.offer(new Errand(task), true)) {
      task.run();
    }
  }

  private void hasBeenRead(Glance glance) {
    if (glance.beginsCall()) {
      unread.computeIfPresent(glance.callId(), (id, count) -> count == 1 ? null : count - 1);
    }
  }

  @Override
  public void close() {
    desks.forEach(Thread::interrupt);
  }

  /** By a clock that only goes forward. */
  static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** What a desk has to do. */
  private sealed interface Item {}

  record Waiting(byte[] bytes, PeerChannel from, long since, Glance glance) implements Item {}

  private record Errand(Runnable task) implements Item {}

  /** Refuses the INVITE of a new call when there is too much to do; not its late copies. */
  private boolean isRefused(String callId, byte[] bytes, PeerChannel from) {
    NewCalls now = newCalls;
    Optional<Complaint> complaint = now.refusal(callId);
    if (complaint.isEmpty() || unread.containsKey(callId)) {
      return false;
    }
    Optional<PlainInvite> invite = PlainInvite.in(bytes);
    if (invite.isEmpty() || isKnown(invite.get(), from, now)) {
      return false;
    }
    try {
      from.refuse(invite.get(), complaint.get());
      now.refused();
    } catch (IOException e) {
      counters.add(Count.TRANSPORT_ERRORS);
    }
    return true;
  }

  private static boolean isKnown(PlainInvite invite, PeerChannel from, NewCalls now) {
    return from.getSIPStack().findTransaction(invite.transactionId(), true) != null
        || now.knows(invite.callId(), invite.fromTag(), invite.cseq());
  }

  private final class Desk extends Thread {
    private final TwoQueues<Item> queue = new TwoQueues<>(100_000, 20_000);
    private final SipReader reader = new SipReader(limits);

    Desk(int number) {
      super("sip-reader-" + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        while (!isInterrupted()) {
          Item next = queue.take();
          if (next instanceof Waiting message) {
            read(message);
          } else if (next instanceof Errand errand) {
            run(errand.task());
          }
        }
      } catch (InterruptedException over) {
        LOG.debug("{} has ended", getName());
      }
    }

    private void read(Waiting message) {
      long now = nowMillis();
      if (!message.glance().isUrgent()) {
        delay.waited(now - message.since(), now);
      }
      handle(message);
      hasBeenRead(message.glance());
    }

    private void run(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException e) {
        counters.add(Count.FAULTS);
        LOG.error("The end of a SIP connection could not be told", e);
      }
    }

    /** Whatever comes in, the next message is read too. */
    private void handle(Waiting waiting) {
      try {
        SIPMessage message = reader.parseSIPMessage(waiting.bytes(), true, false, NOBODY);
        if (message != null) {
          waiting.from().take(message);
        }
      } catch (ParseException nobodyToAnswer) {
        counters.add(Count.DROPPED);
      } catch (IOException e) {
        counters.add(Count.TRANSPORT_ERRORS);
      } catch (RuntimeException | StackOverflowError e) {
        counters.add(Count.FAULTS);
        LOG.error("A SIP message could not be handled; it is dropped", e);
      }
    }
  }
}
