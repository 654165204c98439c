package io.invitebridge.sip.transport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.invitebridge.sip.message.Endpoint;
import java.time.Duration;

/** The UDP peers that would not be reached over TCP not long ago. Any thread. */
final class Unwilling {
  private final Cache<Endpoint, Boolean> known =
      Caffeine.newBuilder()
          .maximumSize(10_000)
          .expireAfterWrite(Duration.ofMinutes(10))
          .executor(Runnable::run)
          .build();

  void remember(Endpoint peer) {
    known.put(peer, true);
  }

  boolean isKnown(Endpoint peer) {
    return known.getIfPresent(peer) != null;
  }
}
