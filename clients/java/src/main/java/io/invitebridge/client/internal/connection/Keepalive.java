package io.invitebridge.client.internal.connection;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Params;
import java.util.function.Consumer;

/**
 * Asks the bridge again and again whether the connection is alive. A network that went away without
 * a word is noticed by nothing else. Loop thread.
 */
final class Keepalive implements Request.Reply {
  private static final ErrorCodes CODES = new ErrorCodes(1, 1, 1, 1);

  private final Timers timers;
  private final Consumer<Request> submit;
  private final Runnable onSilence;
  private long pingMillis;

  Keepalive(Timers timers, Consumer<Request> submit, Runnable onSilence) {
    this.timers = timers;
    this.submit = submit;
    this.onSilence = onSilence;
  }

  /** Begins, until the timer PING is canceled. */
  void start(long everyMillis) {
    pingMillis = everyMillis;
    timers.start(Timers.Kind.PING, pingMillis, this::ping);
  }

  private void ping() {
    submit.accept(
        new Request("ping", new Params().json(), Request.OnLoss.FAIL, CODES, pingMillis, this));
  }

  @Override
  public void onResult(Fields result) {
    timers.start(Timers.Kind.PING, pingMillis, this::ping);
  }

  @Override
  public void onError(ErrorInfo error, boolean sentTwice) {
    onSilence.run();
  }
}
