package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.message.Device;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.message.Inbound;
import io.invitebridge.legacy.translate.Accounts;
import io.invitebridge.legacy.translate.SignalingToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's way to its user's line. Frames are read on transport's thread and then posted to
 * the lane of the user whom the login named, so whatever follows a login is served after it.
 */
final class Link implements ConnectionEvents {
  private static final Logger log = LoggerFactory.getLogger(Link.class);

  private enum Phase {
    NEW,
    LOGGING_IN,
    LOGGED_IN,
    CLOSED
  }

  private final LegacyContext context;
  private final Connection connection;
  private final Consumer<Link> onClosed;
  private final Worker timers;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private final AtomicInteger waitingCalls = new AtomicInteger();
  private final AtomicInteger mistakes = new AtomicInteger();
  private final Cancellation loginTimer;
  private volatile Cancellation silenceTimer;
  private volatile Instant heardAt;
  private volatile @Nullable AppUser user;
  private volatile Device device = Device.OTHER;
  private volatile boolean pinged;
  private volatile boolean flagged;

  Link(LegacyContext context, Connection connection, Consumer<Link> onClosed) {
    this.context = context;
    this.connection = connection;
    this.onClosed = onClosed;
    this.heardAt = context.now();
    this.timers = context.workers.lane(connection);
    this.loginTimer = timers.after(context.settings.times().login(), this::loginLate);
    this.silenceTimer = timers.after(context.settings.times().silence(), this::watch);
  }

  @Override
  public void text(String frame) {
    if (phase.get() == Phase.CLOSED) {
      return;
    }
    heardAt = context.now();
    Inbound inbound = context.reader.read(frame);
    if (inbound instanceof Inbound.Request request) {
      post(request.id(), line -> line.call(this, request));
    } else if (inbound instanceof Inbound.BadRequest bad) {
      post(bad.id(), line -> refuse(bad.id(), bad.failure()));
    } else if (inbound instanceof Inbound.Ping ping) {
      pinged = true;
      pong(ping);
    } else if (inbound instanceof Inbound.Login login) {
      login(login);
    } else if (inbound instanceof Inbound.Ignored ignored) {
      flagged |= ignored.isFlags();
    } else if (inbound instanceof Inbound.Malformed malformed) {
      context.tally.malformed.increment();
      sendAway(CloseCode.PROTOCOL, malformed.why());
    }
  }

  @Override
  public void tooSlow() {
    context.tally.tooSlow.increment();
    log.info("{} is closed: it does not read what it is sent.", connection.remote());
    close(CloseCode.POLICY, "not reading");
  }

  @Override
  public void closed(boolean goodbye) {
    phase.set(Phase.CLOSED);
    loginTimer.cancel();
    silenceTimer.cancel();
    onClosed.accept(this);
    AppUser named = user;
    if (named != null) {
      context
          .lane(named)
          .execute(
              () ->
                  context.knownLine(named).ifPresent(line -> line.connectionClosed(this, goodbye)));
    }
  }

  Device device() {
    return device;
  }

  /** What the client has shown so far. Those that ping at once after a login drop old numbers. */
  ClientMemory memory() {
    if (device != Device.WEB) {
      return ClientMemory.NOTHING;
    }
    return flagged
        ? ClientMemory.MESSAGE_IDS
        : pinged ? ClientMemory.NUMBERS : ClientMemory.NOTHING;
  }

  void answer(CallId id, Answer answer) {
    connection.send(context.writer.answer(id, answer));
  }

  void refuse(CallId id, Failure failure) {
    connection.send(context.writer.failure(id, failure));
  }

  void send(String frame) {
    connection.send(frame);
  }

  /** The same account has logged in elsewhere; every build has its own way to learn of it. */
  void kick() {
    connection.send(context.writer.kick());
    sendAway(CloseCode.POLICY, "logged in elsewhere");
  }

  /** Ends the connection so that no build comes back by itself. */
  void sendAway(CloseCode code, String reason) {
    log.info("{} is closed: {}.", connection.remote(), reason);
    connection.send(context.writer.close());
    close(code, reason);
  }

  void close(CloseCode code, String reason) {
    phase.set(Phase.CLOSED);
    connection.close(code, reason);
  }

  /** The login succeeded; false when the connection ended meanwhile. */
  boolean loggedIn() {
    loginTimer.cancel();
    return phase.compareAndSet(Phase.LOGGING_IN, Phase.LOGGED_IN);
  }

  /** Logged out: the client closes in good order, and is helped if it does not. */
  void loggedOut() {
    timers.after(Duration.ofSeconds(1), () -> close(CloseCode.NORMAL, "logged out"));
  }

  void loginRefused(Failure failure) {
    context.tally.loginsRefused.increment();
    log.info("A login from {} is refused: {}.", connection.remote(), failure.explained());
    phase.compareAndSet(Phase.LOGGING_IN, Phase.NEW);
    connection.send(context.writer.loginRefused(failure));
    mistake("too many refused logins");
  }

  private void login(Inbound.Login login) {
    if (!phase.compareAndSet(Phase.NEW, Phase.LOGGING_IN)) {
      mistake("a second login");
      return;
    }
    AppId app;
    UserId account;
    try {
      app = new AppId(login.appId());
    } catch (InvalidValueException wrong) {
      loginRefused(Failure.UNKNOWN_APP);
      return;
    }
    try {
      account = Accounts.user(login.account());
    } catch (InvalidValueException wrong) {
      loginRefused(Failure.WRONG_ACCOUNT);
      return;
    }
    Optional<Failure> refusal = credentials(app, account, login.token());
    if (refusal.isPresent()) {
      loginRefused(refusal.get());
      return;
    }
    AppUser caller = new AppUser(Network.LEGACY, app, account);
    user = caller;
    device = login.device();
    Optional<Instant> expiry =
        context.settings.app(app).flatMap(LegacySettings.App::certificate).isPresent()
            ? SignalingToken.expiry(login.token())
            : Optional.empty();
    context.lane(caller).execute(() -> context.line(caller).login(this, expiry));
  }

  private Optional<Failure> credentials(AppId id, UserId account, String token) {
    Optional<LegacySettings.App> app = context.settings.app(id);
    if (app.isEmpty()) {
      return Optional.of(Failure.UNKNOWN_APP);
    }
    Optional<String> certificate = app.get().certificate();
    if (certificate.isEmpty()
        || (app.get().tokenOptional() && token.equals(SignalingToken.NONE_NEEDED))) {
      return Optional.empty();
    }
    return switch (SignalingToken.check(token, id, account, certificate.get(), context.now())) {
      case VALID -> Optional.empty();
      case INVALID -> Optional.of(Failure.TOKEN_WRONG);
      case EXPIRED -> Optional.of(Failure.TOKEN_EXPIRED);
    };
  }

  /** Later, because the old Java library takes a pong within the ping's millisecond for none. */
  private void pong(Inbound.Ping ping) {
    if (waitingCalls.incrementAndGet() > context.settings.limits().maxWaitingCalls()) {
      tooManyCalls();
      return;
    }
    timers.after(
        context.settings.times().pongDelay(),
        () -> {
          waitingCalls.decrementAndGet();
          connection.send(context.writer.pong(ping.number()));
        });
  }

  /** Serves a call on the user's lane, or says that nobody is logged in here. */
  private void post(CallId id, Consumer<UserLine> call) {
    AppUser named = user;
    if (named == null) {
      notLoggedIn(id);
      return;
    }
    if (waitingCalls.incrementAndGet() > context.settings.limits().maxWaitingCalls()) {
      tooManyCalls();
      return;
    }
    context
        .lane(named)
        .execute(
            () -> {
              waitingCalls.decrementAndGet();
              context
                  .knownLine(named)
                  .filter(line -> line.serves(this))
                  .ifPresentOrElse(call, () -> notLoggedIn(id));
            });
  }

  private void notLoggedIn(CallId id) {
    refuse(id, Failure.NOT_LOGGED_IN);
    mistake("calls without a login");
  }

  private void tooManyCalls() {
    context.tally.tooSlow.increment();
    sendAway(CloseCode.POLICY, "too many calls at once");
  }

  /** What a client may do a few times. */
  private void mistake(String what) {
    if (mistakes.incrementAndGet() > context.settings.limits().maxMistakes()) {
      sendAway(CloseCode.POLICY, what);
    }
  }

  private void loginLate() {
    if (phase.get() == Phase.NEW || phase.get() == Phase.LOGGING_IN) {
      sendAway(CloseCode.POLICY, "no login in time");
    }
  }

  /** A client that is silent for too long is gone; the clients ping every 10 s. */
  private void watch() {
    if (phase.get() == Phase.CLOSED) {
      return;
    }
    Duration limit = context.settings.times().silence();
    Duration silence = Duration.between(heardAt, context.now());
    if (silence.compareTo(limit) >= 0) {
      log.info("{} is closed: nothing heard for {} s.", connection.remote(), silence.toSeconds());
      close(CloseCode.POLICY, "nothing heard");
    } else {
      silenceTimer = timers.after(limit.minus(silence), this::watch);
    }
  }

  @Override
  public String toString() {
    return connection.remote();
  }
}
