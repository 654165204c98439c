package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.SessionChange;
import io.invitebridge.client.internal.connection.ErrorCodes;
import io.invitebridge.client.internal.connection.Request;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Params;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a call on its way to the bridge. It is not sent again after a loss: the other party
 * would hear a second offer. Loop thread.
 */
final class SessionChangeCall implements Request.Reply {
  private static final List<String> WORDS =
      Collections.unmodifiableList(
          Arrays.asList(
              SessionChange.OFFER,
              SessionChange.ANSWER,
              SessionChange.REFUSAL,
              SessionChange.WITHDRAWAL,
              SessionChange.TRANSFER,
              SessionChange.TRANSFER_TRYING,
              SessionChange.TRANSFER_DONE,
              SessionChange.TRANSFER_FAILED,
              SessionChange.TRANSFER_WITHDRAWN));
  private static final long ANSWER_MILLIS = 10_000;
  private static final ErrorCodes CODES =
      new ErrorCodes(
          InvitationApiCallError.INVITATION_API_CALL_ERR_INVALID_ARGUMENT,
          InvitationApiCallError.INVITATION_API_CALL_ERR_REJECTED,
          InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END,
          InvitationApiCallError.INVITATION_API_CALL_ERR_TOO_OFTEN);

  private final Callbacks callbacks;
  private final @Nullable ResultCallback<Void> callback;

  private SessionChangeCall(Callbacks callbacks, @Nullable ResultCallback<Void> callback) {
    this.callbacks = callbacks;
    this.callback = callback;
  }

  static boolean isWord(@Nullable String change) {
    return change != null && WORDS.contains(change);
  }

  static Request request(
      Params params, Callbacks callbacks, @Nullable ResultCallback<Void> callback) {
    return new Request(
        "changeSession",
        params.json(),
        Request.OnLoss.FAIL,
        CODES,
        ANSWER_MILLIS,
        new SessionChangeCall(callbacks, callback));
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
