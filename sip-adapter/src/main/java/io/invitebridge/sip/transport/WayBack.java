package io.invitebridge.sip.transport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.sip.AddressRange;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.SipText;
import io.invitebridge.sip.transport.wire.PeerChannel;
import io.invitebridge.sip.transport.wire.Sockets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens connections for responses whose request's own connection is gone (RFC 3261 section 18.2.2):
 * to where the request came from, at the port that its Via names; and to the host that its Via
 * names (RFC 3263 section 5) for trunks only, since a stranger must not make the bridge call
 * others. What did not answer is not tried again for a while. Any thread; nothing blocks.
 */
final class WayBack {
  private static final int MOST_OPENING = 100;
  private static final int MOST_OPENING_TO_ONE = 2;
  private static final int MOST_PLACES = 4;

  private final Sockets sockets;
  private final Locator locator;
  private final Map<Endpoint, CompletableFuture<PeerChannel>> opening = new ConcurrentHashMap<>();
  private final Cache<Endpoint, Boolean> dead =
      Caffeine.newBuilder()
          .maximumSize(10_000)
          .expireAfterWrite(Duration.ofSeconds(10))
          .executor(Runnable::run)
          .build();

  WayBack(Sockets sockets, Locator locator) {
    this.sockets = sockets;
    this.locator = locator;
  }

  /**
   * A connection to the sender of a request.
   *
   * @param before the one that the request came over
   * @return fails where the sender takes none, or may not be called
   */
  CompletableFuture<PeerChannel> open(SIPRequest request, PeerChannel before) {
    Endpoint source = before.endpoint();
    if (!source.protocol().isStream() || source.protocol().isWebSocket()) {
      return none("A WebSocket client can be reached over its own connection only.");
    }
    Via via = request.getTopmostVia();
    Endpoint first =
        new Endpoint(source.protocol(), source.host(), port(via, source), way(via, source));
    CompletableFuture<PeerChannel> known = connect(first);
    return sockets.isTrusted(before)
        ? known
            .handle((channel, fault) -> channel != null ? known : sentBy(via, first))
            .thenCompose(f -> f)
        : known;
  }

  /** RFC 3263 section 5. */
  private CompletableFuture<PeerChannel> sentBy(Via via, Endpoint tried) {
    String host = SipText.unbracketed(via.getHost());
    OptionalInt port = via.getPort() > 0 ? OptionalInt.of(via.getPort()) : OptionalInt.empty();
    CompletableFuture<List<Endpoint>> places =
        AddressRange.isLiteral(host)
            ? CompletableFuture.completedFuture(
                List.of(new Endpoint(tried.protocol(), host, tried.port())))
            : locator.locate(new TrunkTarget(host, port, Optional.of(tried.protocol()), 1, 1));
    return places.thenCompose(
        found -> {
          List<Endpoint> others = new ArrayList<>();
          found.stream()
              .map(place -> place.by(tried.way()))
              .filter(place -> AddressRange.isLiteral(place.host()) && !place.isSamePlace(tried))
              .limit(MOST_PLACES)
              .forEach(others::add);
          return firstOf(others);
        });
  }

  private CompletableFuture<PeerChannel> firstOf(List<Endpoint> places) {
    if (places.isEmpty()) {
      return none("There is no further place for the response.");
    }
    CompletableFuture<PeerChannel> one = connect(places.get(0));
    return one.handle(
            (channel, fault) -> channel != null ? one : firstOf(places.subList(1, places.size())))
        .thenCompose(next -> next);
  }

  private CompletableFuture<PeerChannel> connect(Endpoint place) {
    Optional<PeerChannel> standing = sockets.connection(place);
    if (standing.isPresent()) {
      return CompletableFuture.completedFuture(standing.get());
    }
    if (dead.getIfPresent(place) != null) {
      return none(place + " was not there a moment ago.");
    }
    long toHost = opening.keySet().stream().filter(o -> o.host().equals(place.host())).count();
    boolean known = opening.containsKey(place);
    if (!known && (opening.size() >= MOST_OPENING || toHost >= MOST_OPENING_TO_ONE)) {
      return none("Too many connections are being opened for responses.");
    }
    CompletableFuture<PeerChannel> made = new CompletableFuture<>();
    CompletableFuture<PeerChannel> running = opening.putIfAbsent(place, made);
    if (running != null) {
      return running;
    }
    sockets
        .ready(place)
        .whenComplete(
            (ok, fault) -> {
              Optional<PeerChannel> channel =
                  fault == null ? sockets.connection(place) : Optional.empty();
              if (channel.isEmpty()) {
                dead.put(place, true);
              }
              opening.remove(place);
              channel.ifPresentOrElse(
                  made::complete,
                  () ->
                      made.completeExceptionally(
                          new IOException(place + " takes no connection.", fault)));
            });
    return made;
  }

  /** The listener that the request came in on; and the same peer as before (RFC 5922). */
  private static Endpoint.Way way(Via via, Endpoint source) {
    Set<String> names =
        source.way().names().isEmpty()
            ? Set.of(SipText.unbracketed(via.getHost()))
            : source.way().names();
    return new Endpoint.Way(source.way().listener(), names);
  }

  private static int port(Via via, Endpoint source) {
    return via.getPort() > 0 ? via.getPort() : source.protocol().defaultPort();
  }

  private static <T> CompletableFuture<T> none(String why) {
    return CompletableFuture.failedFuture(new IOException(why));
  }
}
