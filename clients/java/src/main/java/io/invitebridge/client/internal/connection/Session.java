package io.invitebridge.client.internal.connection;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.RtmStatusCode.ConnectionChangeReason;
import io.invitebridge.client.RtmStatusCode.ConnectionState;
import io.invitebridge.client.RtmStatusCode.LoginError;
import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Codec;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Incoming;
import io.invitebridge.client.internal.wire.Params;
import io.invitebridge.client.internal.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * The login of one user, over as many sockets as it takes. Loop thread.
 *
 * <p>Theory: a session is OUT until {@link #login}, then LOGGING_IN, then ONLINE. When the socket
 * is lost it is RECOVERING, with one attempt after another, until it is ONLINE again; the app hears
 * of that only after 4 s. A session that could not be resumed while the bridge kept it is given up:
 * that is told once, and recovery goes on with a new session. ABORTED is the bridge's decision and
 * lasts until {@link #logout}.
 */
public final class Session {
  /** The WebSocket subprotocol. */
  static final String PROTOCOL = "rtm-invite.v1";

  private static final long LOGIN_MILLIS = 10_000;
  private static final long INTERRUPTION_MILLIS = 4_000;
  private static final long LATE_LOSS_MILLIS = 10_000;
  private static final long FAREWELL_MILLIS = 1_500;
  private static final long STABLE_MILLIS = 10_000;
  private static final int NORMAL_CLOSE = 1000;
  private static final String SILENCE = "the bridge did not answer";

  private enum Phase {
    OUT,
    LOGGING_IN,
    ONLINE,
    RECOVERING,
    ABORTED
  }

  private final Loop loop;
  private final Socket.Factory sockets;
  private final Backoff backoff;
  private final SessionListener listener;
  private final ClientLog log;
  private final Outbox outbox;
  private final Timers timers;
  private final Receipts receipts;
  private final Keepalive keepalive;
  private final Link.Owner owner = new Events();

  private Phase phase = Phase.OUT;
  private String url = "";
  private Credentials credentials = new Credentials("", "", "", "");
  private Request.@Nullable Reply loginReply;
  private String lastProblem = SILENCE;
  private @Nullable Link link;
  private @Nullable String sessionId;
  private long presenceMillis;
  private boolean interruptionTold;

  /** A session that is not logged in. */
  public Session(
      Loop loop, Socket.Factory sockets, Backoff backoff, SessionListener listener, ClientLog log) {
    this.loop = loop;
    this.sockets = sockets;
    this.backoff = backoff;
    this.listener = listener;
    this.log = log;
    this.outbox = new Outbox(loop);
    this.timers = new Timers(loop);
    this.receipts = new Receipts(loop, () -> link, listener::isBehind, log);
    this.keepalive = new Keepalive(timers, this::submit, () -> drop("a ping was not answered"));
  }

  /** Logs in at an address; the reply gets numbers of LoginError. */
  public void login(String bridgeUrl, Credentials user, Request.Reply reply) {
    if (phase != Phase.OUT) {
      String text = "Already logged in, or aborted: log out first.";
      reply.onError(new ErrorInfo(LoginError.LOGIN_ERR_ALREADY_LOGIN, text), false);
      return;
    }
    phase = Phase.LOGGING_IN;
    url = bridgeUrl;
    credentials = user;
    loginReply = reply;
    lastProblem = SILENCE;
    backoff.reset();
    listener.onState(
        ConnectionState.CONNECTION_STATE_CONNECTING,
        ConnectionChangeReason.CONNECTION_CHANGE_REASON_LOGIN);
    timers.start(Timers.Kind.LOGIN, LOGIN_MILLIS, this::loginTimedOut);
    connect();
  }

  /** Ends the session; false when there is none. */
  public boolean logout() {
    if (phase == Phase.OUT) {
      return false;
    }
    Link open = link;
    if (open != null && open.loggedIn) {
      open.request(outbox.nextId(), "logout", new Params());
    }
    Request.Reply waiting = loginReply;
    end(Phase.OUT, "logged-out");
    if (waiting != null) {
      String text = "The login was ended by a logout.";
      waiting.onError(new ErrorInfo(LoginError.LOGIN_ERR_REJECTED, text), false);
    }
    listener.onState(
        ConnectionState.CONNECTION_STATE_DISCONNECTED,
        ConnectionChangeReason.CONNECTION_CHANGE_REASON_LOGOUT);
    return true;
  }

  /** Whether requests can be made: logged in, though perhaps without a connection right now. */
  public boolean isLoggedIn() {
    return phase == Phase.ONLINE || phase == Phase.RECOVERING;
  }

  /** Sends a request, now or as soon as the connection is back. */
  public void submit(Request request) {
    if (!isLoggedIn()) {
      String text = "The user is not logged in.";
      request.reply.onError(new ErrorInfo(request.codes.notLoggedIn, text), false);
      return;
    }
    Link open = link;
    outbox.submit(request, phase == Phase.ONLINE && open != null ? open.socket() : null);
  }

  /** Uses another token at once while there is no connection: the old one may be the reason. */
  public void offerToken(String token) {
    if (phase == Phase.RECOVERING) {
      useToken(token);
    }
  }

  /** Uses another token from the next connection on. */
  public void useToken(String token) {
    credentials = credentials.withToken(token);
  }

  // Connecting.

  private void connect() {
    link = new Link(loop, owner, sockets, url);
    timers.start(Timers.Kind.ATTEMPT, LOGIN_MILLIS, () -> drop(SILENCE));
  }

  private void sendLogin(Link open) {
    open.loginId = outbox.nextId();
    open.resuming = sessionId;
    open.request(open.loginId, "login", credentials.login(sessionId, receipts.lastSeq()));
  }

  private void loggedIn(Link open, Fields answer) {
    Granted granted;
    try {
      granted = new Granted(answer);
    } catch (WireException e) {
      drop("the answer to the login is malformed: " + e.getMessage());
      return;
    }
    boolean recovered = phase == Phase.RECOVERING;
    boolean resumed = granted.resumed && open.resuming != null;
    open.loggedIn = true;
    open.rightAfterResume = resumed;
    timers.cancelAll();
    if (!resumed && sessionId != null) {
      sessionLost();
    }
    sessionId = granted.sessionId;
    presenceMillis = granted.presenceMillis;
    phase = Phase.ONLINE;
    log.info(resumed ? "Resumed after notification " + receipts.lastSeq() + "." : "Logged in.");
    tellConnected(recovered, answer);
    if (recovered && !resumed) {
      listener.onSessionReplaced();
    }
    outbox.flush(open.socket());
    keepalive.start(granted.pingMillis);
    timers.start(Timers.Kind.STABLE, STABLE_MILLIS, backoff::reset);
  }

  private void tellConnected(boolean recovered, Fields answer) {
    if (!recovered || interruptionTold) {
      interruptionTold = false;
      listener.onState(
          ConnectionState.CONNECTION_STATE_CONNECTED,
          ConnectionChangeReason.CONNECTION_CHANGE_REASON_LOGIN_SUCCESS);
    }
    Request.Reply waiting = loginReply;
    loginReply = null;
    if (waiting != null) {
      waiting.onResult(answer);
    }
  }

  private void loginRefused(int code, String message) {
    if (phase == Phase.LOGGING_IN) {
      loginFailed(
          new ErrorInfo(code < 0 ? LoginError.LOGIN_ERR_UNKNOWN : code, message),
          ConnectionChangeReason.CONNECTION_CHANGE_REASON_LOGIN_FAILURE);
      return;
    }
    int abortReason = AbortReasons.ofRefusedLogin(code);
    if (abortReason == AbortReasons.NONE) {
      drop("the login was refused for now: error " + code + " " + message);
    } else {
      abort(abortReason);
    }
  }

  private void loginTimedOut() {
    String text = "No login within " + LOGIN_MILLIS + " ms: " + lastProblem + ".";
    loginFailed(
        new ErrorInfo(LoginError.LOGIN_ERR_TIMEOUT, text),
        ConnectionChangeReason.CONNECTION_CHANGE_REASON_LOGIN_TIMEOUT);
  }

  private void loginFailed(ErrorInfo error, int reason) {
    log.warning("The login failed: " + error);
    Request.Reply waiting = loginReply;
    end(Phase.OUT, "logged-out");
    listener.onState(ConnectionState.CONNECTION_STATE_DISCONNECTED, reason);
    if (waiting != null) {
      waiting.onError(error, false);
    }
  }

  // Losing.

  /** Gives the present socket up; what follows is the same as if it had been lost. */
  private void drop(String why) {
    Link dropped = link;
    if (dropped != null) {
      link = null;
      dropped.socket().abandon();
      socketLost(why, nextPause());
    }
  }

  private long nextPause() {
    return backoff.next(sessionId != null);
  }

  private void socketLost(String why, long pauseMillis) {
    log.info("The connection was lost: " + why + ".");
    lastProblem = why;
    timers.cancel(Timers.Kind.ATTEMPT);
    timers.cancel(Timers.Kind.PING);
    timers.cancel(Timers.Kind.STABLE);
    if (phase == Phase.ONLINE) {
      phase = Phase.RECOVERING;
      outbox.socketLost();
      timers.start(Timers.Kind.INTERRUPTION, INTERRUPTION_MILLIS, this::tellInterruption);
      // The bridge may notice the loss later than we do, and counts from then.
      timers.start(Timers.Kind.PRESENCE, presenceMillis + LATE_LOSS_MILLIS, this::presenceOver);
    }
    if (phase == Phase.RECOVERING || phase == Phase.LOGGING_IN) {
      timers.start(Timers.Kind.RETRY, pauseMillis, this::connect);
    }
  }

  private void tellInterruption() {
    interruptionTold = true;
    listener.onState(
        ConnectionState.CONNECTION_STATE_RECONNECTING,
        ConnectionChangeReason.CONNECTION_CHANGE_REASON_INTERRUPTED);
  }

  private void presenceOver() {
    sessionLost();
    Link attempt = link;
    if (attempt != null && attempt.resuming != null) {
      drop("the session was given up");
    }
  }

  private void sessionLost() {
    sessionId = null;
    receipts.restart();
    listener.onSessionOver("connection-lost");
    outbox.sessionLost();
  }

  private void abort(int reason) {
    log.warning("The bridge ended the session, reason " + reason + ".");
    if (reason == ConnectionChangeReason.CONNECTION_CHANGE_REASON_TOKEN_EXPIRED) {
      listener.onTokenExpired();
    }
    end(Phase.ABORTED, "aborted");
    listener.onState(ConnectionState.CONNECTION_STATE_ABORTED, reason);
  }

  private void end(Phase next, String why) {
    boolean hadSession = isLoggedIn();
    phase = next;
    loginReply = null;
    sessionId = null;
    receipts.restart();
    interruptionTold = false;
    timers.cancelAll();
    Link closing = link;
    link = null;
    if (closing != null) {
      Socket socket = closing.socket();
      socket.close(NORMAL_CLOSE, "");
      loop.schedule(FAREWELL_MILLIS, socket::abandon);
    }
    if (hadSession) {
      listener.onSessionOver(why);
      outbox.loggedOut();
    }
  }

  // Receiving, on the present link only.

  private void received(Link from, Incoming frame) {
    if (frame instanceof Incoming.Notification) {
      notified(from, (Incoming.Notification) frame);
    } else if (frame instanceof Incoming.Result) {
      Incoming.Result result = (Incoming.Result) frame;
      if (result.id == from.loginId && !from.loggedIn) {
        loggedIn(from, result.fields);
      } else {
        outbox.answered(result);
      }
    } else {
      Incoming.Failure failure = (Incoming.Failure) frame;
      if (failure.id == null) {
        log.warning("The bridge could not read a frame: " + failure.message);
      } else if (failure.id == from.loginId && !from.loggedIn) {
        loginRefused(failure.code, failure.message);
      } else {
        outbox.refused(failure.id, failure.code, failure.message);
      }
    }
  }

  private void notified(Link from, Incoming.Notification notification) {
    if (notification.method.equals("aborted")) {
      abort(AbortReasons.of(notification.fields));
    } else if (!from.loggedIn) {
      log.warning("Ignored a notification before the login: " + notification.method);
    } else if (notification.seq == 0) {
      listener.onNotification(notification);
    } else {
      numbered(from, notification);
    }
  }

  private void numbered(Link from, Incoming.Notification notification) {
    Receipts.Verdict verdict = receipts.take(notification.seq, from.rightAfterResume);
    from.rightAfterResume = false;
    if (verdict == Receipts.Verdict.NEW) {
      listener.onNotification(notification);
    } else if (verdict == Receipts.Verdict.GAP) {
      drop("notifications are missing");
    }
  }

  private final class Events implements Link.Owner {
    @Override
    public void opened(Link opened) {
      if (opened == link) {
        sendLogin(opened);
      }
    }

    @Override
    public void received(Link from, String text) {
      if (from != link) {
        return; // A socket that was given up; its session goes on elsewhere or is over.
      }
      try {
        Session.this.received(from, Codec.decode(text));
      } catch (WireException e) {
        log.warning("Ignored a frame of the bridge. " + e.getMessage());
      }
    }

    @Override
    public void closed(Link closed, int code, String reason) {
      if (closed != link) {
        return;
      }
      if (code == CloseCodes.ABORTED && isLoggedIn()) {
        abort(ConnectionChangeReason.CONNECTION_CHANGE_REASON_REMOTE_LOGIN);
      } else {
        link = null;
        long pauseMillis = code == CloseCodes.SERVER_STOPS ? backoff.afterStop() : nextPause();
        socketLost("closed with " + code + (reason.isEmpty() ? "" : " " + reason), pauseMillis);
      }
    }
  }
}
