package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.trunk.Place;
import io.invitebridge.sip.trunk.Sequence;
import io.invitebridge.sip.trunk.TargetPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The places that the INVITE of one leg tries, one after the other (RFC 3263 section 4.3).
 * Lane-confined.
 */
abstract class Course {
  private final String callId;
  private final String tag;

  /** An INVITE and where it goes. */
  record Leaving(SIPRequest invite, Endpoint hop) {}

  /** Writes the INVITE for one place. */
  @FunctionalInterface
  interface Draft {
    /**
     * @param number its CSeq number
     */
    Leaving at(Place place, long number);
  }

  private Course(String callId, String tag) {
    this.callId = callId;
    this.tag = tag;
  }

  /** The Call-ID of all INVITEs. */
  String callId() {
    return callId;
  }

  /** The From tag of all INVITEs. */
  String tag() {
    return tag;
  }

  /**
   * Finds the places.
   *
   * @param ready runs on the lane, at once where nothing has to be looked up
   */
  abstract void open(Worker lane, Runnable ready);

  /** The next one; empty when all have been tried. */
  abstract Optional<Leaving> next();

  abstract boolean hasMore();

  /** How long a place that is not the last may be without any response. */
  abstract Duration tryFor();

  /** The place last tried refused; it may have said for how long. */
  abstract void refused(SIPResponse response);

  /**
   * Whether another place may do better: this server failed, and the callee has decided nothing
   * (RFC 3261 section 16.7, RFC 3263 section 4.3).
   */
  static boolean isWorthAnother(int status) {
    return status == 408 || status / 100 == 5;
  }

  /** One fixed place. */
  static Course to(SIPRequest invite, Endpoint hop) {
    return new Single(invite, hop);
  }

  /**
   * The targets of a trunk. Each gets the same call with a number of its own, so that one that sees
   * two of them does not take the second for a copy (RFC 3261 section 8.2.2.2).
   */
  static Course among(
      TargetPool pool, Draft draft, String callId, String tag, Sequence numbers, Duration tryFor) {
    return new Several(pool, draft, callId, tag, numbers, tryFor);
  }

  private static final class Single extends Course {
    private final Deque<Leaving> left = new ArrayDeque<>();

    Single(SIPRequest invite, Endpoint hop) {
      super(Received.callId(invite), Received.fromTag(invite));
      left.add(new Leaving(invite, hop));
    }

    @Override
    void open(Worker lane, Runnable ready) {
      ready.run();
    }

    @Override
    Optional<Leaving> next() {
      return Optional.ofNullable(left.poll());
    }

    @Override
    boolean hasMore() {
      return false;
    }

    @Override
    Duration tryFor() {
      return Duration.ZERO;
    }

    @Override
    void refused(SIPResponse response) {}
  }

  private static final class Several extends Course {
    private final TargetPool pool;
    private final Draft draft;
    private final Sequence numbers;
    private final Duration tryFor;
    private final Deque<Place> left = new ArrayDeque<>();
    private Optional<Place> tried = Optional.empty();

    Several(
        TargetPool pool,
        Draft draft,
        String callId,
        String tag,
        Sequence numbers,
        Duration tryFor) {
      super(callId, tag);
      this.pool = pool;
      this.draft = draft;
      this.numbers = numbers;
      this.tryFor = tryFor;
    }

    @Override
    void open(Worker lane, Runnable ready) {
      pool.places(
          lane,
          places -> {
            left.addAll(places);
            ready.run();
          });
    }

    @Override
    Optional<Leaving> next() {
      left.removeIf(place -> !pool.isUsable(place.target()));
      tried = Optional.ofNullable(left.poll());
      return tried.map(place -> draft.at(place, numbers.next()));
    }

    @Override
    boolean hasMore() {
      return left.stream().anyMatch(place -> pool.isUsable(place.target()));
    }

    @Override
    Duration tryFor() {
      return tryFor;
    }

    @Override
    void refused(SIPResponse response) {
      if (response.getStatusCode() == 503 && tried.isPresent()) {
        Received.retryAfter(response).ifPresent(time -> pool.rest(tried.get().target(), time));
      }
    }
  }
}
