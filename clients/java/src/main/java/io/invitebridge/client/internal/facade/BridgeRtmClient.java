package io.invitebridge.client.internal.facade;

import com.google.gson.JsonObject;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallExtension;
import io.invitebridge.client.RtmCallManager;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;
import io.invitebridge.client.RtmStatusCode.LoginError;
import io.invitebridge.client.RtmStatusCode.LogoutError;
import io.invitebridge.client.RtmStatusCode.PeerMessageError;
import io.invitebridge.client.RtmStatusCode.RenewTokenError;
import io.invitebridge.client.SendMessageOptions;
import io.invitebridge.client.internal.Limits;
import io.invitebridge.client.internal.connection.Backoff;
import io.invitebridge.client.internal.connection.Credentials;
import io.invitebridge.client.internal.connection.ErrorCodes;
import io.invitebridge.client.internal.connection.Request;
import io.invitebridge.client.internal.connection.Session;
import io.invitebridge.client.internal.connection.Socket;
import io.invitebridge.client.internal.invitation.CallDesk;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Params;
import io.invitebridge.client.internal.wire.WireException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client: reads what the app passes, on the app's thread, and does the rest on the loop. */
public final class BridgeRtmClient extends RtmClient {
  private static final long ANSWER_MILLIS = 10_000;
  private static final long FAREWELL_MILLIS = 2_000;
  private static final ErrorCodes RENEW =
      new ErrorCodes(
          RenewTokenError.RENEW_TOKEN_ERR_FAILURE,
          RenewTokenError.RENEW_TOKEN_ERR_FAILURE,
          RenewTokenError.RENEW_TOKEN_ERR_USER_NOT_LOGGED_IN,
          RenewTokenError.RENEW_TOKEN_ERR_TOO_OFTEN);

  private final Loop loop;
  private final Socket.Factory sockets;
  private final Callbacks callbacks;
  private final ClientLog log;
  private final Session session;
  private final CallDesk desk;
  private final PeerServices peers;
  private final String appId;
  private final String device;
  private final Runnable onReleased;
  private final AtomicBoolean released = new AtomicBoolean();
  private volatile @Nullable String url;

  /**
   * A client that is not logged in.
   *
   * @param url the bridge's address, or null as long as nobody has given one
   * @param onReleased ends the threads, once the farewell is said
   */
  public BridgeRtmClient(
      Surroundings surroundings,
      @Nullable String url,
      String appId,
      @Nullable RtmClientListener listener,
      Runnable onReleased) {
    this.loop = surroundings.loop;
    this.sockets = surroundings.sockets;
    this.log = surroundings.log;
    this.callbacks = new Callbacks(surroundings.appThread, log);
    this.device = surroundings.newIds.get();
    this.url = url;
    this.appId = appId;
    this.onReleased = onReleased;
    Switchboard switchboard = new Switchboard(callbacks, log, listener);
    this.session = new Session(loop, sockets, surroundings.backoff, switchboard, log);
    this.desk = new CallDesk(loop, callbacks, session, surroundings.newIds, log);
    this.peers = new PeerServices(session, callbacks);
    switchboard.connect(desk, peers);
  }

  @Override
  public void login(
      @Nullable String token, @Nullable String userId, @Nullable ResultCallback<Void> callback) {
    Request.Reply reply = new LoginReply(callback);
    String address = url;
    if (released.get()) {
      log.warning("A released client cannot log in.");
    } else if (userId == null || !Limits.isUserId(userId)) {
      loginFails(callback, LoginError.LOGIN_ERR_INVALID_ARGUMENT, "The user id is not valid.");
    } else if (appId.isEmpty()) {
      loginFails(callback, LoginError.LOGIN_ERR_INVALID_APP_ID, "The app id is empty.");
    } else if (address == null) {
      String text =
          "Nobody gave the bridge's address: pass it to createInstance, or set "
              + BridgeAddress.VARIABLE
              + ".";
      loginFails(callback, LoginError.LOGIN_ERR_INVALID_ARGUMENT, text);
    } else {
      Credentials user = new Credentials(appId, userId, token == null ? "" : token, device);
      loop.execute(() -> session.login(address, user, reply));
    }
  }

  private void loginFails(@Nullable ResultCallback<Void> callback, int code, String text) {
    log.warning("The login failed: " + text);
    callbacks.failure(callback, new ErrorInfo(code, text));
  }

  @Override
  public void logout(@Nullable ResultCallback<Void> callback) {
    loop.execute(
        () -> {
          peers.forget();
          if (session.logout()) {
            callbacks.success(callback);
          } else {
            int code = LogoutError.LOGOUT_ERR_USER_NOT_LOGGED_IN;
            callbacks.failure(callback, new ErrorInfo(code, "The user is not logged in."));
          }
        });
  }

  @Override
  public void renewToken(@Nullable String token, @Nullable ResultCallback<Void> callback) {
    if (token == null || token.isEmpty()) {
      int code = RenewTokenError.RENEW_TOKEN_ERR_INVALID_ARGUMENT;
      callbacks.failure(callback, new ErrorInfo(code, "The token is empty."));
      return;
    }
    Request.Reply reply =
        new Request.Reply() {
          @Override
          public void onResult(Fields result) {
            session.useToken(token);
            callbacks.success(callback);
          }

          @Override
          public void onError(ErrorInfo error, boolean sentTwice) {
            callbacks.failure(callback, error);
          }
        };
    JsonObject params = new Params().text("token", token).json();
    loop.execute(
        () -> {
          session.offerToken(token);
          session.submit(
              new Request(
                  "renewToken", params, Request.OnLoss.REPEAT, RENEW, ANSWER_MILLIS, reply));
        });
  }

  @Override
  public RtmCallManager getRtmCallManager() {
    return desk;
  }

  @Override
  public RtmCallExtension getRtmCallExtension() {
    return desk;
  }

  @Override
  public RtmMessage createMessage() {
    return new PlainMessage(null, null, 0);
  }

  @Override
  public RtmMessage createMessage(@Nullable String text) {
    return new PlainMessage(text, null, 0);
  }

  @Override
  public RtmMessage createMessage(byte @Nullable [] rawMessage) {
    return new PlainMessage(null, rawMessage, 0);
  }

  @Override
  public RtmMessage createMessage(byte @Nullable [] rawMessage, @Nullable String description) {
    return new PlainMessage(description, rawMessage, 0);
  }

  @Override
  public void sendMessageToPeer(
      @Nullable String peerId,
      @Nullable RtmMessage message,
      @Nullable SendMessageOptions options,
      @Nullable ResultCallback<Void> callback) {
    sendMessageToPeer(peerId, message, callback);
  }

  @Override
  public void sendMessageToPeer(
      @Nullable String peerId,
      @Nullable RtmMessage message,
      @Nullable ResultCallback<Void> callback) {
    if (peerId == null || !Limits.isCallee(peerId)) {
      int code = PeerMessageError.PEER_MESSAGE_ERR_INVALID_USERID;
      callbacks.failure(callback, new ErrorInfo(code, "The peer id is not valid."));
      return;
    }
    JsonObject params = PeerServices.messageParams(peerId, message);
    if (params == null) {
      int code = PeerMessageError.PEER_MESSAGE_ERR_INVALID_MESSAGE;
      callbacks.failure(callback, new ErrorInfo(code, "The message is null or over 32 KB."));
    } else {
      String text = message == null ? "" : message.getText();
      Runnable onTaken = () -> desk.hungUpByText(peerId, text);
      loop.execute(() -> peers.send(params, callback, onTaken));
    }
  }

  @Override
  public void queryPeersOnlineStatus(
      @Nullable Set<String> peerIds, @Nullable ResultCallback<Map<String, Boolean>> callback) {
    Set<String> ids = copy(peerIds);
    loop.execute(() -> peers.query(ids, callback));
  }

  @Override
  public void subscribePeersOnlineStatus(
      @Nullable Set<String> peerIds, @Nullable ResultCallback<Void> callback) {
    Set<String> ids = copy(peerIds);
    loop.execute(() -> peers.subscribe(ids, callback));
  }

  @Override
  public void unsubscribePeersOnlineStatus(
      @Nullable Set<String> peerIds, @Nullable ResultCallback<Void> callback) {
    Set<String> ids = copy(peerIds);
    loop.execute(() -> peers.unsubscribe(ids, callback));
  }

  @Override
  public void queryPeersBySubscriptionOption(
      int option, @Nullable ResultCallback<Set<String>> callback) {
    loop.execute(() -> peers.subscriptions(option, callback));
  }

  @Override
  public int setParameters(@Nullable String parameters) {
    try {
      String address = parameters == null ? null : BridgeAddress.ofSettings(parameters);
      if (address != null) {
        url = address;
      }
      return parameters == null ? -1 : 0;
    } catch (WireException | IllegalArgumentException e) {
      log.warning("The parameters were not taken. " + e.getMessage());
      return -1;
    }
  }

  @Override
  public int setLogFile(@Nullable String filePath) {
    return 0;
  }

  @Override
  public int setLogFilter(int filter) {
    log.filter(filter);
    return 0;
  }

  @Override
  public int setLogFileSize(int fileSizeInKBytes) {
    return 0;
  }

  @Override
  public void release() {
    if (!released.compareAndSet(false, true)) {
      return;
    }
    desk.release();
    callbacks.stop();
    loop.execute(
        () -> {
          session.logout();
          loop.schedule(
              FAREWELL_MILLIS,
              () -> {
                sockets.shutdown();
                onReleased.run();
              });
        });
  }

  private static Set<String> copy(@Nullable Set<String> ids) {
    return ids == null ? new LinkedHashSet<>() : new LinkedHashSet<>(ids);
  }

  private final class LoginReply implements Request.Reply {
    private final @Nullable ResultCallback<Void> callback;

    LoginReply(@Nullable ResultCallback<Void> callback) {
      this.callback = callback;
    }

    @Override
    public void onResult(Fields result) {
      callbacks.success(callback);
    }

    @Override
    public void onError(ErrorInfo error, boolean sentTwice) {
      callbacks.failure(callback, error);
    }
  }

  /** What a client needs from outside. */
  public static final class Surroundings {
    final Loop loop;
    final Executor appThread;
    final Socket.Factory sockets;
    final Backoff backoff;
    final Supplier<String> newIds;
    final ClientLog log;

    /**
     * What a client needs from outside.
     *
     * @param appThread runs the app's code, one task after another, in order
     * @param newIds yields names that nobody else has: 1 to 64 letters, digits, hyphens
     */
    public Surroundings(
        Loop loop,
        Executor appThread,
        Socket.Factory sockets,
        Backoff backoff,
        Supplier<String> newIds,
        ClientLog log) {
      this.loop = loop;
      this.appThread = appThread;
      this.sockets = sockets;
      this.backoff = backoff;
      this.newIds = newIds;
      this.log = log;
    }
  }
}
