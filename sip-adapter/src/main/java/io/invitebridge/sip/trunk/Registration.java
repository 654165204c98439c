package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.TrunkOptions.Registering;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.HeaderLine;
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
 * Keeps one registration at a trunk up (RFC 3261 section 10.2): registers, refreshes before the end
 * of what was granted, comes back after failures, and takes its binding back at the stop. All
 * requests have one Call-ID and rising numbers. Lane-confined, but for {@link #figure}.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  /** The parameter of our Contact by which calls to it are known, however they are sent. */
  static final String LINE = "line";

  /** A refresh comes when 85 to 90 % of the time are over. */
  private static final int REFRESH_PERCENT = 85;

  private static final int REFRESH_JITTER = 6;
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_INTERVALS = 2;
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final TrunkWorld world;
  private final String trunk;
  private final Registering wanted;
  private final TargetPool pool;
  private final Worker lane;
  private final String callId;
  private final String tag;
  private final String line;
  private final Sequence sequence;
  private final Deque<Place> remaining = new ArrayDeque<>();
  private Duration asked;
  private Optional<Place> last = Optional.empty();
  private Optional<ClientCall> transaction = Optional.empty();
  private Optional<Worker.Cancellation> timer = Optional.empty();
  private Optional<Worker.Cancellation> answerWait = Optional.empty();
  private int attempt;
  private int redirects;
  private int intervals;
  private boolean stopped;
  private volatile RegistrationFigure figure;

  Registration(
      TrunkWorld world,
      String trunk,
      Registering wanted,
      TargetPool pool,
      Names names,
      Sequence sequence) {
    this.world = world;
    this.trunk = trunk;
    this.wanted = wanted;
    this.pool = pool;
    this.callId = names.callId();
    this.tag = names.tag();
    this.line = names.line();
    this.lane = world.workers().lane(callId);
    this.sequence = sequence;
    this.asked = wanted.expires();
    this.figure = RegistrationFigure.none(wanted.user());
  }

  /** What all requests of one registration have in common. */
  record Names(String callId, String tag, String line) {}

  Names names() {
    return new Names(callId, tag, line);
  }

  String line() {
    return line;
  }

  String user() {
    return wanted.user();
  }

  /** Any thread. */
  RegistrationFigure figure() {
    return figure;
  }

  /** Where the registrar answered from; empty while we are not registered. Any thread. */
  Optional<String> registrar() {
    return figure.isRegistered(world.clock().instant()) ? figure.registrar() : Optional.empty();
  }

  /** Any thread. */
  void start() {
    lane.execute(this::begin);
  }

  /**
   * A target of the trunk is back: now is better than after the rest of a long wait. Any thread.
   */
  void retryNow() {
    lane.execute(
        () -> {
          if (!stopped && transaction.isEmpty()) {
            begin();
          }
        });
  }

  /**
   * Takes the binding back, if there is one. Any thread.
   *
   * @param done runs when the registrar has answered or will not
   */
  void stop(Runnable done) {
    lane.execute(
        () -> {
          stopped = true;
          cancelTimers();
          transaction.ifPresent(ClientCall::abandon);
          if (last.isEmpty() || !figure.isRegistered(world.clock().instant())) {
            figure = figure.removed();
            done.run();
          } else {
            unregister(last.get(), done);
          }
        });
  }

  private void begin() {
    if (stopped) {
      return;
    }
    cancelTimers();
    attempt++;
    int mine = attempt;
    redirects = 0;
    intervals = 0;
    pool.allPlaces(
        lane,
        places -> {
          if (mine == attempt && !stopped) {
            remaining.clear();
            remaining.addAll(places);
            next("no address of its server is known", Optional.empty());
          }
        });
  }

  private void next(String why, Optional<Duration> retryAfter) {
    Place place = remaining.poll();
    if (place == null) {
      failed(0, why, retryAfter);
    } else {
      register(place);
    }
  }

  private void register(Place place) {
    last = Optional.of(place);
    int mine = ++attempt;
    SIPRequest request = request(place, asked);
    if (!remaining.isEmpty()) {
      answerWait =
          Optional.of(
              lane.after(
                  world.t1().multipliedBy(16),
                  () -> {
                    if (mine == attempt) {
                      transaction.ifPresent(ClientCall::abandon);
                      next("no answer", Optional.empty());
                    }
                  }));
    }
    transaction =
        Optional.of(
            world
                .transport()
                .send(
                    request,
                    place.at(),
                    listener(
                        response -> {
                          if (mine == attempt && !stopped) {
                            transaction = Optional.empty();
                            answerWait.ifPresent(Worker.Cancellation::cancel);
                            answered(place, response);
                          }
                        },
                        failure -> {
                          if (mine == attempt && !stopped) {
                            transaction = Optional.empty();
                            next(failure.toString(), Optional.empty());
                          }
                        })));
  }

  private void answered(Place place, SIPResponse response) {
    int status = response.getStatusCode();
    if (status < 300) {
      granted(place, Binding.granted(response, line, asked));
    } else if (status < 400) {
      redirected(place, response);
    } else if (status == 423 && longer(response)) {
      register(place);
    } else if (status == 408 || status / 100 == 5) {
      next("status " + status, Received.retryAfter(response));
    } else {
      failed(status, "status " + status, Received.retryAfter(response));
    }
  }

  private void granted(Place place, Duration time) {
    Instant now = world.clock().instant();
    if (time.isNegative() || time.isZero()) {
      failed(200, "its 200 does not hold our Contact", Optional.empty());
      return;
    }
    Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    if (!figure.isRegistered(now)) {
      LOG.info("The trunk {} has registered {} for {} s", trunk, wanted.user(), time.toSeconds());
    }
    figure = RegistrationFigure.until(wanted.user(), now.plus(bounded), place.at().host());
    int percent = REFRESH_PERCENT + world.tokens().below(REFRESH_JITTER);
    again(bounded.multipliedBy(percent).dividedBy(100));
  }

  /** RFC 3261 section 10.2.8. */
  private boolean longer(SIPResponse response) {
    Optional<Duration> least = Received.minExpires(response);
    boolean sensible =
        least.isPresent()
            && least.get().compareTo(asked) > 0
            && least.get().compareTo(LONGEST) <= 0
            && ++intervals <= MOST_INTERVALS;
    least.filter(time -> sensible).ifPresent(time -> asked = time);
    return sensible;
  }

  /** RFC 3261 section 8.1.3.4: to another server, for this time. */
  private void redirected(Place place, SIPResponse response) {
    boolean follows =
        ++redirects <= MOST_REDIRECTS
            && response.getContactHeader() != null
            && response.getContactHeader().getAddress().getURI() instanceof SipUri;
    if (!follows) {
      failed(response.getStatusCode(), "status " + response.getStatusCode(), Optional.empty());
      return;
    }
    GenericURI to = (GenericURI) response.getContactHeader().getAddress().getURI();
    Endpoint there = Received.endpoint(to, place.at().protocol());
    register(
        new Place(
            place.target(),
            new Endpoint(
                world.identity().usable(there.protocol()),
                there.host(),
                there.port(),
                there.way())));
  }

  private void failed(int status, String why, Optional<Duration> retryAfter) {
    Instant now = world.clock().instant();
    boolean was = figure.isRegistered(now);
    boolean first = figure.failures() == 0;
    // A clear refusal ends what the registrar granted before; a silence leaves it to its time.
    figure = figure.failed(status / 100 == 4, why);
    if (first) {
      LOG.warn(
          "The trunk {} does not {} {}: {}. The bridge tries again",
          trunk,
          was ? "renew the registration of" : "register",
          wanted.user(),
          why);
    }
    Duration wait = Backoff.after(figure.failures(), world.tokens());
    Duration told =
        retryAfter
            .map(time -> time.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : time)
            .orElse(Duration.ZERO);
    again(told.compareTo(wait) > 0 ? told : wait);
  }

  private void again(Duration wait) {
    timer.ifPresent(Worker.Cancellation::cancel);
    timer = Optional.of(lane.after(wait, this::begin));
  }

  private void unregister(Place place, Runnable done) {
    figure = figure.removed();
    SIPRequest request = request(place, Duration.ZERO);
    world
        .transport()
        .send(
            request,
            place.at(),
            listener(
                response -> {
                  LOG.info(
                      "The registration of {} at the trunk {} is taken back (status {})",
                      wanted.user(),
                      trunk,
                      response.getStatusCode());
                  done.run();
                },
                failure -> done.run()));
  }

  private SIPRequest request(Place place, Duration time) {
    SipUri self = Requests.plainUri(wanted.user(), place.target().host());
    SIPRequest request =
        world
            .requests()
            .build(
                new RequestFrame(
                    MethodNames.REGISTER,
                    place.uri(""),
                    Requests.address(Optional.empty(), self),
                    tag,
                    Requests.address(Optional.empty(), self),
                    "",
                    callId,
                    sequence.next(),
                    world.identity().branch(world.tokens().next()),
                    70,
                    place.at().protocol(),
                    List.of()));
    Requests.add(
        request,
        world.identity().contact(place.at().protocol(), wanted.user(), ";" + LINE + "=" + line));
    Requests.add(request, new HeaderLine("Expires", Long.toString(time.toSeconds())));
    Requests.add(request, MethodNames.ALLOW);
    return request;
  }

  private interface OnResponse {
    void take(SIPResponse response);
  }

  private interface OnFailure {
    void take(Failure failure);
  }

  private ClientListener listener(OnResponse onFinal, OnFailure onFailure) {
    return new ClientListener() {
      @Override
      public void onResponse(SIPResponse response) {
        if (response.getStatusCode() >= 200) {
          lane.execute(() -> onFinal.take(response));
        }
      }

      @Override
      public void onFailure(Failure failure) {
        lane.execute(() -> onFailure.take(failure));
      }
    };
  }

  private void cancelTimers() {
    timer.ifPresent(Worker.Cancellation::cancel);
    answerWait.ifPresent(Worker.Cancellation::cancel);
  }
}
