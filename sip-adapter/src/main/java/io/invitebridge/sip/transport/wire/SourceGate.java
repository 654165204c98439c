package io.invitebridge.sip.transport.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.invitebridge.sip.Defence;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets each source have its share and no more: a token bucket of messages, and silence for a minute
 * for one that was refused again and again. It forgets sources that are quiet, and knows a bounded
 * number of them. An IPv6 source is its /64. Any thread.
 */
final class SourceGate {
  private static final long SECOND = 1_000_000_000L;
  private static final long REFUSALS_WITHIN = 10 * SECOND;
  private static final long SILENCE = 60 * SECOND;
  private static final long MOST_SOURCES = 100_000;

  private final Defence defence;
  private final LongSupplier nanoTime;
  private final Cache<Object, Source> sources =
      Caffeine.newBuilder()
          .maximumSize(MOST_SOURCES)
          .expireAfterAccess(Duration.ofMinutes(2))
          .executor(Runnable::run)
          .build();

  SourceGate(Defence defence, LongSupplier nanoTime) {
    this.defence = defence;
    this.nanoTime = nanoTime;
  }

  /** True when a message from there may be looked at. */
  boolean admits(InetAddress source) {
    boolean limits = defence.requestsPerSecond() > 0 || defence.refusals() > 0;
    return !limits || of(source).admits(nanoTime.getAsLong());
  }

  /** A request from there was refused for what it is. */
  void refused(InetAddress source) {
    if (defence.refusals() > 0) {
      of(source).refused(nanoTime.getAsLong());
    }
  }

  private Source of(InetAddress address) {
    return sources.get(whole(address), unknown -> new Source(nanoTime.getAsLong()));
  }

  /** What counts as one source. */
  static Object whole(InetAddress address) {
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(address.getAddress(), 0, 8).slice()
        : address;
  }

  /** What is known of one source; its own monitor guards it. */
  private final class Source {
    private double tokens = defence.burst();
    private long filled;
    private int refusals;
    private long countedSince;
    private long silentUntil;

    Source(long now) {
      filled = now;
      countedSince = now;
      silentUntil = now;
    }

    synchronized boolean admits(long now) {
      if (silentUntil - now > 0) {
        return false;
      }
      if (defence.requestsPerSecond() == 0) {
        return true;
      }
      double more = (now - filled) * (double) defence.requestsPerSecond() / SECOND;
      tokens = Math.min(Math.max(1, defence.burst()), tokens + more);
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }

    synchronized void refused(long now) {
      if (now - countedSince > REFUSALS_WITHIN) {
        countedSince = now;
        refusals = 0;
      }
      refusals++;
      if (refusals >= defence.refusals()) {
        silentUntil = now + SILENCE;
        countedSince = now;
        refusals = 0;
      }
    }
  }
}
