package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.OpenCall;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.internal.connection.ErrorCodes;
import io.invitebridge.client.internal.connection.Request;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Params;
import io.invitebridge.client.internal.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The question to the bridge which invitations and calls are on. Loop thread. */
final class OpenCallsQuery implements Request.Reply {
  private static final long ANSWER_MILLIS = 10_000;
  private static final ErrorCodes CODES =
      new ErrorCodes(
          InvitationApiCallError.INVITATION_API_CALL_ERR_INVALID_ARGUMENT,
          InvitationApiCallError.INVITATION_API_CALL_ERR_REJECTED,
          InvitationApiCallError.INVITATION_API_CALL_ERR_USER_NOT_LOGGED_IN,
          InvitationApiCallError.INVITATION_API_CALL_ERR_TOO_OFTEN);

  private final Calls calls;
  private final Callbacks callbacks;
  private final @Nullable ResultCallback<List<OpenCall>> callback;

  private OpenCallsQuery(
      Calls calls, Callbacks callbacks, @Nullable ResultCallback<List<OpenCall>> callback) {
    this.calls = calls;
    this.callbacks = callbacks;
    this.callback = callback;
  }

  static Request request(
      Calls calls, Callbacks callbacks, @Nullable ResultCallback<List<OpenCall>> callback) {
    return new Request(
        "calls",
        new Params().json(),
        Request.OnLoss.REPEAT,
        CODES,
        ANSWER_MILLIS,
        new OpenCallsQuery(calls, callbacks, callback));
  }

  @Override
  public void onResult(Fields result) {
    try {
      List<OpenCall> open = new ArrayList<>();
      for (Fields fields : result.objects("calls")) {
        open.add(openCall(fields));
      }
      callbacks.success(callback, open);
    } catch (WireException e) {
      int code = InvitationApiCallError.INVITATION_API_CALL_ERR_REJECTED;
      onError(new ErrorInfo(code, String.valueOf(e.getMessage())), false);
    }
  }

  @Override
  public void onError(ErrorInfo error, boolean sentTwice) {
    callbacks.failure(callback, error);
  }

  private OpenCall openCall(Fields fields) throws WireException {
    String id = fields.text("invitationId");
    boolean local = fields.text("side").equals("local");
    return new Answer(
        id,
        local ? calls.local(id) : calls.remote(id),
        local,
        fields.text("peerId"),
        fields.textOrNull("channelId"),
        fields.text("state"));
  }

  private static final class Answer implements OpenCall {
    private final String id;
    private final @Nullable CallInvitation invitation;
    private final boolean local;
    private final String peerId;
    private final @Nullable String channelId;
    private final String state;

    Answer(
        String id,
        @Nullable CallInvitation invitation,
        boolean local,
        String peerId,
        @Nullable String channelId,
        String state) {
      this.id = id;
      this.invitation = invitation;
      this.local = local;
      this.peerId = peerId;
      this.channelId = channelId;
      this.state = state;
    }

    @Override
    public String getInvitationId() {
      return id;
    }

    @Override
    public @Nullable CallInvitation getInvitation() {
      return invitation;
    }

    @Override
    public boolean isLocal() {
      return local;
    }

    @Override
    public String getPeerId() {
      return peerId;
    }

    @Override
    public @Nullable String getChannelId() {
      return channelId;
    }

    @Override
    public String getState() {
      return state;
    }

    @Override
    public String toString() {
      return "OpenCall{" + id + ", " + state + "}";
    }
  }
}
