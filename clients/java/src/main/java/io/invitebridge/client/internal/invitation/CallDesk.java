package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.OpenCall;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallExtension;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.RtmCallManager;
import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.internal.Limits;
import io.invitebridge.client.internal.connection.ErrorCodes;
import io.invitebridge.client.internal.connection.Request;
import io.invitebridge.client.internal.connection.Session;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.thread.Loop;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Incoming;
import io.invitebridge.client.internal.wire.Params;
import io.invitebridge.client.internal.wire.WireException;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the app asks for things. What it passes is read on its own thread, at once; everything else
 * happens on the loop thread, in the order of the calls.
 */
public final class CallDesk extends RtmCallManager implements RtmCallExtension {
  // The group has no code for a lost login; the invitation has ended with it.
  private static final ErrorCodes CODES =
      new ErrorCodes(
          InvitationApiCallError.INVITATION_API_CALL_ERR_INVALID_ARGUMENT,
          InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END,
          InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END,
          InvitationApiCallError.INVITATION_API_CALL_ERR_TOO_OFTEN);
  private static final Runnable NOTHING = () -> {};
  private static final Fields NO_FIELDS = new Fields(new Params().json());
  private static final String FOREIGN = "The invitation is null or not one of this client.";
  private static final String NO_WORD = "The change is no word of SessionChange.";
  private static final String TOO_LONG = "A text has more than 8192 bytes of UTF-8.";

  private final Loop loop;
  private final Callbacks callbacks;
  private final Session session;
  private final Supplier<String> newIds;
  private final CallEvents events;
  private final Calls calls;
  private final CallNotifications notifications;
  private volatile boolean released;

  /** The calls of one client; {@code newIds} yields an id for each invitation the app creates. */
  public CallDesk(
      Loop loop, Callbacks callbacks, Session session, Supplier<String> newIds, ClientLog log) {
    this.loop = loop;
    this.callbacks = callbacks;
    this.session = session;
    this.newIds = newIds;
    this.events = new CallEvents(callbacks);
    this.calls = new Calls(events, log);
    this.notifications = new CallNotifications(this, calls, log);
  }

  /** Takes a notification of the bridge; false when it is not about invitations. Loop thread. */
  public boolean take(Incoming.Notification notification) throws WireException {
    return notifications.take(notification);
  }

  /** Ends every invitation. Loop thread. */
  public void sessionOver(String reason) {
    calls.sessionOver(reason);
  }

  /** A message of the app hung up, in RTM's old way, a call with this peer. Loop thread. */
  public void hungUpByText(String peerId, String text) {
    calls.hungUpByText(peerId, text);
  }

  /** Creates no more invitations. */
  public void release() {
    released = true;
  }

  @Override
  public void setEventListener(@Nullable RtmCallEventListener listener) {
    events.listener(listener);
  }

  @Override
  public void setCallListener(@Nullable RtmCallListener listener) {
    events.callListener(listener);
  }

  @Override
  public @Nullable LocalInvitation createLocalInvitation(@Nullable String calleeId) {
    return released ? null : new LocalCall(this, newIds.get(), calleeId == null ? "" : calleeId);
  }

  @Override
  public void sendLocalInvitation(
      @Nullable LocalInvitation localInvitation, @Nullable ResultCallback<Void> callback) {
    LocalCall call = mine(localInvitation);
    if (call == null) {
      refuse(callback, FOREIGN);
      return;
    }
    InviteText invite = InviteText.of(call);
    String mistake = invite.mistake();
    if (mistake != null) {
      refuse(callback, mistake);
    } else {
      Params params = invite.params(identified(call));
      loop.execute(() -> send(call, params, callback));
    }
  }

  @Override
  public void cancelLocalInvitation(
      @Nullable LocalInvitation localInvitation, @Nullable ResultCallback<Void> callback) {
    cancelLocalInvitation(localInvitation, null, callback);
  }

  @Override
  public void cancelLocalInvitation(
      @Nullable LocalInvitation localInvitation,
      @Nullable String reason,
      @Nullable ResultCallback<Void> callback) {
    LocalCall call = mine(localInvitation);
    if (call == null) {
      refuse(callback, FOREIGN);
    } else if (!Limits.fits(reason, Limits.TEXT_BYTES)) {
      refuse(callback, TOO_LONG);
    } else {
      Params params = identified(call).text("reason", reason);
      loop.execute(() -> ask(call, LocalTrigger.CANCEL, "cancel", params, callback));
    }
  }

  @Override
  public void acceptRemoteInvitation(
      @Nullable RemoteInvitation remoteInvitation, @Nullable ResultCallback<Void> callback) {
    answer(remoteInvitation, RemoteTrigger.ACCEPT, "accept", null, callback);
  }

  @Override
  public void refuseRemoteInvitation(
      @Nullable RemoteInvitation remoteInvitation, @Nullable ResultCallback<Void> callback) {
    answer(remoteInvitation, RemoteTrigger.REFUSE, "refuse", null, callback);
  }

  @Override
  public void refuseRemoteInvitation(
      @Nullable RemoteInvitation remoteInvitation,
      @Nullable String reason,
      @Nullable ResultCallback<Void> callback) {
    answer(remoteInvitation, RemoteTrigger.REFUSE, "refuse", reason, callback);
  }

  @Override
  public void endCall(
      @Nullable CallInvitation invitation,
      @Nullable String info,
      @Nullable ResultCallback<Void> callback) {
    LocalCall local = mine(invitation);
    RemoteCall remote = mineAsCallee(invitation);
    if (!Limits.fits(info, Limits.TEXT_BYTES)) {
      refuse(callback, TOO_LONG);
    } else if (local != null) {
      loop.execute(() -> hangUp(local, info, callback));
    } else if (remote != null) {
      loop.execute(() -> hangUp(remote, info, callback));
    } else {
      refuse(callback, FOREIGN);
    }
  }

  @Override
  public void changeSession(
      @Nullable CallInvitation invitation,
      @Nullable String change,
      @Nullable String content,
      @Nullable ResultCallback<Void> callback) {
    LocalCall local = mine(invitation);
    RemoteCall remote = mineAsCallee(invitation);
    Params params = new Params().text("change", change).text("content", content);
    if (!SessionChangeCall.isWord(change)) {
      refuse(callback, NO_WORD);
    } else if (!Limits.fits(content, Limits.TEXT_BYTES)) {
      refuse(callback, TOO_LONG);
    } else if (local != null) {
      loop.execute(
          () ->
              change(local, calls.apply(local, LocalTrigger.CHANGE, News.NONE), params, callback));
    } else if (remote != null) {
      loop.execute(
          () ->
              change(
                  remote, calls.apply(remote, RemoteTrigger.CHANGE, News.NONE), params, callback));
    } else {
      refuse(callback, FOREIGN);
    }
  }

  @Override
  public void queryOpenCalls(@Nullable ResultCallback<List<OpenCall>> callback) {
    loop.execute(() -> session.submit(OpenCallsQuery.request(calls, callbacks, callback)));
  }

  private void answer(
      @Nullable RemoteInvitation remoteInvitation,
      RemoteTrigger trigger,
      String method,
      @Nullable String reason,
      @Nullable ResultCallback<Void> callback) {
    RemoteCall call = mineAsCallee(remoteInvitation);
    if (call == null) {
      refuse(callback, FOREIGN);
      return;
    }
    String response = call.getResponse();
    Params params = identified(call).text("response", response).text("reason", reason);
    if (!Limits.fits(response, Limits.TEXT_BYTES)
        || !Limits.fits(reason, Limits.TEXT_BYTES)
        || !Limits.fits(params.json().toString(), Limits.PARAMS_BYTES)) {
      refuse(callback, TOO_LONG);
    } else {
      loop.execute(() -> ask(call, trigger, method, params, callback));
    }
  }

  // On the loop thread.

  private void send(LocalCall call, Params params, @Nullable ResultCallback<Void> callback) {
    if (session.isLoggedIn()) {
      ask(call, LocalTrigger.SEND, "invite", params, callback);
      return;
    }
    LocalTrigger trigger = LocalTrigger.SEND_LOGGED_OUT;
    int error = LocalMachine.apply(call.state(), trigger).apiError();
    if (error == 0) {
      // The result comes before the event that ends the invitation.
      callbacks.success(callback);
      calls.apply(call, trigger, News.because("not-logged-in"));
    } else {
      refuse(callback, call, error);
    }
  }

  private void ask(
      LocalCall call,
      LocalTrigger trigger,
      String method,
      Params params,
      @Nullable ResultCallback<Void> callback) {
    int error = calls.apply(call, trigger, News.NONE);
    if (error != 0) {
      refuse(callback, call, error);
      return;
    }
    IntConsumer undo = trigger == LocalTrigger.SEND ? code -> rejected(call, code) : code -> {};
    submit(method, params, callback, NOTHING, undo);
  }

  private void rejected(LocalCall call, int code) {
    if (code == InvitationApiCallError.INVITATION_API_CALL_ERR_USER_NOT_LOGGED_IN) {
      calls.apply(call, LocalTrigger.SESSION_OVER, News.because("not-logged-in"));
    } else {
      calls.apply(call, LocalTrigger.SEND_REJECTED, News.NONE);
    }
  }

  private void ask(
      RemoteCall call,
      RemoteTrigger trigger,
      String method,
      Params params,
      @Nullable ResultCallback<Void> callback) {
    int error = calls.apply(call, trigger, News.NONE);
    if (error != 0) {
      refuse(callback, call, error);
      return;
    }
    submit(
        method,
        params,
        callback,
        NOTHING,
        code -> calls.apply(call, RemoteTrigger.ANSWER_REJECTED, News.NONE));
  }

  // The bridge tells the end of a call to the other side only, so it is told here to our own.

  private void hangUp(
      LocalCall call, @Nullable String info, @Nullable ResultCallback<Void> callback) {
    int error = calls.apply(call, LocalTrigger.END, News.NONE);
    if (error != 0) {
      refuse(callback, call, error);
      return;
    }
    Runnable over = () -> calls.apply(call, LocalTrigger.CALL_ENDED, News.hungUp(info));
    submit("end", identified(call).text("info", info), callback, over, code -> {});
  }

  private void hangUp(
      RemoteCall call, @Nullable String info, @Nullable ResultCallback<Void> callback) {
    int error = calls.apply(call, RemoteTrigger.END, News.NONE);
    if (error != 0) {
      refuse(callback, call, error);
      return;
    }
    Runnable over = () -> calls.apply(call, RemoteTrigger.CALL_ENDED, News.hungUp(info));
    submit("end", identified(call).text("info", info), callback, over, code -> {});
  }

  private void change(
      CallInvitation call, int error, Params params, @Nullable ResultCallback<Void> callback) {
    if (error == 0) {
      params.text("invitationId", call.getInvitationId());
      session.submit(SessionChangeCall.request(params, callbacks, callback));
    } else {
      refuse(callback, call, error);
    }
  }

  private void submit(
      String method,
      Params params,
      @Nullable ResultCallback<Void> callback,
      Runnable onTaken,
      IntConsumer undo) {
    Request.Reply reply =
        new Request.Reply() {
          @Override
          public void onResult(Fields result) {
            callbacks.success(callback);
            onTaken.run();
          }

          @Override
          public void onError(ErrorInfo error, boolean sentTwice) {
            if (sentTwice && saysItIsDone(error.getErrorCode())) {
              onResult(NO_FIELDS); // The first one had arrived.
            } else {
              callbacks.failure(callback, error);
              undo.accept(error.getErrorCode());
            }
          }
        };
    session.submit(
        new Request(method, params.json(), Request.OnLoss.REPEAT_IN_SESSION, CODES, 0, reply));
  }

  private static boolean saysItIsDone(int code) {
    return code == InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_SENT
        || code == InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_ACCEPT
        || code == InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END;
  }

  private void refuse(@Nullable ResultCallback<Void> callback, String text) {
    int code = InvitationApiCallError.INVITATION_API_CALL_ERR_INVALID_ARGUMENT;
    callbacks.failure(callback, new ErrorInfo(code, text));
  }

  private void refuse(@Nullable ResultCallback<Void> callback, CallInvitation call, int error) {
    String text = "Not possible any more, or not yet: " + call + ".";
    callbacks.failure(callback, new ErrorInfo(error, text));
  }

  private static Params identified(CallInvitation call) {
    return new Params().text("invitationId", call.getInvitationId());
  }

  private @Nullable LocalCall mine(@Nullable CallInvitation invitation) {
    LocalCall call = invitation instanceof LocalCall ? (LocalCall) invitation : null;
    return call != null && call.belongsTo(this) ? call : null;
  }

  private @Nullable RemoteCall mineAsCallee(@Nullable CallInvitation invitation) {
    RemoteCall call = invitation instanceof RemoteCall ? (RemoteCall) invitation : null;
    return call != null && call.belongsTo(this) ? call : null;
  }
}
