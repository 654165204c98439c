package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.rtm.message.ClientCall;
import io.invitebridge.rtm.message.CloseCode;
import io.invitebridge.rtm.message.Inbound;
import io.invitebridge.rtm.message.RpcError;
import io.invitebridge.rtm.message.RpcId;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.message.ServerResult;
import io.invitebridge.rtm.translate.RtmErrorCode;
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

  private final RtmContext context;
  private final Connection connection;
  private final Consumer<Link> onClosed;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private final AtomicInteger waitingCalls = new AtomicInteger();
  private final AtomicInteger strikes = new AtomicInteger();
  private final Cancellation loginTimer;
  private volatile Instant heardAt;
  private volatile @Nullable AppUser user;

  Link(RtmContext context, Connection connection, Consumer<Link> onClosed) {
    this.context = context;
    this.connection = connection;
    this.onClosed = onClosed;
    this.heardAt = context.now();
    this.loginTimer =
        context.workers.lane(connection).after(context.settings.times().login(), this::loginLate);
  }

  @Override
  public void text(String frame) {
    if (phase.get() == Phase.CLOSED) {
      return;
    }
    heardAt = context.now();
    Inbound inbound = context.reader.read(frame);
    if (inbound instanceof Inbound.Malformed malformed) {
      malformed(malformed);
    } else if (inbound instanceof Inbound.Acknowledgement ack) {
      post(line -> line.acknowledge(this, ack.seq()), this::callBeforeLogin);
    } else if (inbound instanceof Inbound.Request request) {
      request(request.id(), request.call());
    }
  }

  @Override
  public void alive() {
    heardAt = context.now();
  }

  @Override
  public void tooSlow() {
    context.tally.tooSlow.increment();
    log.info("{} is closed: it does not read what it is sent.", connection.remote());
    close(CloseCode.TOO_SLOW, "not reading");
  }

  @Override
  public void closed() {
    phase.set(Phase.CLOSED);
    loginTimer.cancel();
    onClosed.accept(this);
    AppUser named = user;
    if (named != null) {
      context
          .lane(named)
          .execute(() -> context.knownLine(named).ifPresent(line -> line.connectionClosed(this)));
    }
  }

  Instant heardAt() {
    return heardAt;
  }

  void answer(RpcId id, ServerResult result) {
    connection.send(context.writer.result(id, result));
  }

  void refuse(RpcId id, RpcError error) {
    connection.send(context.writer.error(Optional.of(id), error));
  }

  void send(String text) {
    connection.send(text);
  }

  void ping() {
    connection.ping();
  }

  void abort(String reason) {
    connection.send(context.writer.notice(new ServerNotice.Aborted(reason)));
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

  void loginRefused(RpcId id, RpcError error) {
    context.tally.loginsRefused.increment();
    phase.compareAndSet(Phase.LOGGING_IN, Phase.NEW);
    refuse(id, error);
    strike("too many refused logins");
  }

  /** A mistake that a client may make a few times. */
  void strike(String reason) {
    if (strikes.incrementAndGet() > context.settings.limits().maxMalformedFrames()) {
      log.info("{} is closed: {}.", connection.remote(), reason);
      close(CloseCode.PROTOCOL, reason);
    }
  }

  private void malformed(Inbound.Malformed malformed) {
    context.tally.malformed.increment();
    connection.send(context.writer.error(malformed.id(), malformed.error()));
    strike("too many malformed frames");
  }

  private void request(RpcId id, ClientCall call) {
    if (call instanceof ClientCall.Ping) {
      answer(id, ServerResult.EMPTY);
    } else if (call instanceof ClientCall.Login login) {
      login(id, login);
    } else {
      post(
          line -> line.call(this, id, call),
          () -> {
            refuse(id, RtmErrorCode.notLoggedIn(call.method()));
            callBeforeLogin();
          });
    }
  }

  private void login(RpcId id, ClientCall.Login call) {
    if (!phase.compareAndSet(Phase.NEW, Phase.LOGGING_IN)) {
      refuse(
          id,
          RtmErrorCode.LOGIN_ERR_ALREADY_LOGIN.because(
              "This connection is logged in, or about to be; log out first."));
      return;
    }
    AppUser caller;
    try {
      caller = AppUser.rtm(new AppId(call.appId()), new UserId(call.userId()));
    } catch (InvalidValueException wrong) {
      loginRefused(
          id, RtmErrorCode.LOGIN_ERR_INVALID_ARGUMENT.because(String.valueOf(wrong.getMessage())));
      return;
    }
    Admission.Answer answer = context.admission.login(caller, call.token().orElse(""));
    if (answer instanceof Admission.Denied denied) {
      loginRefused(id, denied.error());
    } else if (answer instanceof Admission.Admitted admitted) {
      user = caller;
      context.lane(caller).execute(() -> context.line(caller).login(this, id, call, admitted));
    }
  }

  /** Serves a call on the user's lane, or says that nobody is logged in here. */
  private void post(Consumer<UserLine> call, Runnable notLoggedIn) {
    AppUser named = user;
    if (named == null) {
      notLoggedIn.run();
      return;
    }
    if (waitingCalls.incrementAndGet() > context.settings.limits().maxWaitingCalls()) {
      context.tally.tooSlow.increment();
      log.info("{} ({}) is closed: too many calls at once.", connection.remote(), named);
      close(CloseCode.TOO_SLOW, "too many calls at once");
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
                  .ifPresentOrElse(call, notLoggedIn);
            });
  }

  private void callBeforeLogin() {
    if (phase.get() != Phase.CLOSED) {
      close(CloseCode.PROTOCOL, "not logged in");
    }
  }

  private void loginLate() {
    if (phase.get() != Phase.LOGGED_IN && phase.get() != Phase.CLOSED) {
      close(CloseCode.LOGIN_TIMEOUT, "no login in time");
    }
  }

  @Override
  public String toString() {
    return connection.remote();
  }
}
