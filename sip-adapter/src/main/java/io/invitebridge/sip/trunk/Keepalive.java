package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.TrunkOptions.Probing;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.RequestFrame;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.transport.ClientCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one target with OPTIONS whether it is there. Any final answer but 408 and 503 says yes; a
 * silence is known after a short wait of its own, long before Timer F. Lane-confined, but for
 * {@link #start} and {@link #stop}.
 */
final class Keepalive {
  private static final Logger LOG = LoggerFactory.getLogger(Keepalive.class);

  private final TrunkWorld world;
  private final String trunk;
  private final TrunkTarget target;
  private final TargetPool pool;
  private final Probing rules;
  private final Runnable onUp;
  private final Worker lane;
  private final Deque<Place> remaining = new ArrayDeque<>();
  private Optional<ClientCall> transaction = Optional.empty();
  private Optional<Worker.Cancellation> timer = Optional.empty();
  private int probe;
  private boolean stopped;

  /**
   * @param onUp runs when the target is back; any thread may be asked to run it
   */
  Keepalive(
      TrunkWorld world,
      String trunk,
      TrunkTarget target,
      TargetPool pool,
      Probing rules,
      Runnable onUp) {
    this.world = world;
    this.trunk = trunk;
    this.target = target;
    this.pool = pool;
    this.rules = rules;
    this.onUp = onUp;
    this.lane = world.workers().lane("keepalive|" + trunk + "|" + target);
  }

  /** Spread over the first interval, so that a restart does not ask all at one time. */
  void start() {
    int spread = (int) Math.min(rules.every().toMillis(), Integer.MAX_VALUE);
    lane.execute(() -> again(Duration.ofMillis(world.tokens().below(spread))));
  }

  void stop() {
    lane.execute(
        () -> {
          stopped = true;
          timer.ifPresent(Worker.Cancellation::cancel);
          transaction.ifPresent(ClientCall::abandon);
        });
  }

  private void begin() {
    int mine = ++probe;
    pool.places(
        target,
        lane,
        places -> {
          if (mine == probe && !stopped) {
            remaining.clear();
            remaining.addAll(places);
            next("no address is known");
          }
        });
  }

  private void next(String why) {
    Place place = remaining.poll();
    if (place == null) {
      known(false, why);
    } else {
      ask(place);
    }
  }

  private void ask(Place place) {
    int mine = ++probe;
    timer =
        Optional.of(
            lane.after(
                rules.answerWithin(),
                () -> {
                  if (mine == probe) {
                    transaction.ifPresent(ClientCall::abandon);
                    probe++;
                    next("no answer");
                  }
                }));
    ClientListener listener =
        new ClientListener() {
          @Override
          public void onResponse(SIPResponse response) {
            if (response.getStatusCode() >= 200) {
              lane.execute(() -> answered(mine, response));
            }
          }

          @Override
          public void onFailure(Failure failure) {
            lane.execute(() -> failed(mine, failure));
          }
        };
    transaction = Optional.of(world.transport().send(request(place), place.at(), listener));
  }

  private void answered(int mine, SIPResponse response) {
    if (mine != probe || stopped) {
      return;
    }
    probe++;
    timer.ifPresent(Worker.Cancellation::cancel);
    int status = response.getStatusCode();
    if (status == 503) {
      Received.retryAfter(response).ifPresent(time -> pool.rest(target, time));
    }
    if (status == 408 || status == 503) {
      next("status " + status);
    } else {
      known(true, "");
    }
  }

  private void failed(int mine, Failure failure) {
    if (mine == probe && !stopped) {
      probe++;
      timer.ifPresent(Worker.Cancellation::cancel);
      next(failure == Failure.TIMEOUT ? "no answer" : "cannot be reached");
    }
  }

  private void known(boolean alive, String why) {
    Instant now = world.clock().instant();
    TargetHealth health = pool.health(target);
    Instant before = health.since();
    switch (health.probed(alive, alive ? rules.upAfter() : rules.downAfter(), now)) {
      case WENT_DOWN -> LOG.warn("The trunk {}'s target {} is down: {}", trunk, target, why);
      case CAME_UP -> {
        LOG.info(
            "The trunk {}'s target {} is back after {} s",
            trunk,
            target,
            Duration.between(before, now).toSeconds());
        onUp.run();
      }
      case NONE -> LOG.debug("{} is {}", target, alive ? "there" : "silent");
    }
    Duration rest = Duration.between(now, health.restsUntil());
    again(rest.compareTo(rules.every()) > 0 ? rest : rules.every());
  }

  private void again(Duration wait) {
    if (!stopped) {
      timer = Optional.of(lane.after(wait, this::begin));
    }
  }

  private SIPRequest request(Place place) {
    SipUri self = Requests.plainUri("", world.identity().host());
    SIPRequest request =
        world
            .requests()
            .build(
                new RequestFrame(
                    MethodNames.OPTIONS,
                    place.uri(""),
                    Requests.address(Optional.empty(), self),
                    world.identity().node() + "-" + world.tokens().next(),
                    Requests.address(Optional.empty(), Requests.plainUri("", target.host())),
                    "",
                    world.identity().node() + "-" + world.tokens().next(),
                    1,
                    world.identity().branch(world.tokens().next()),
                    70,
                    place.at().protocol(),
                    List.of()));
    Requests.add(request, MethodNames.ACCEPT);
    return request;
  }
}
