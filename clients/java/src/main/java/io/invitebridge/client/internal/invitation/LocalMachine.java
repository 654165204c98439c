package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.RtmStatusCode.LocalInvitationError;

/**
 * Every transition of the caller's view. Pure.
 *
 * <p>The bridge decides how calls that cross come out, so a cancel moves nothing by itself: the
 * state changes when the bridge says CANCELED, or ACCEPTED when the callee was faster. An answer
 * implies that the callee has the invitation; if that news is missing, the app hears it first.
 */
final class LocalMachine {
  private LocalMachine() {}

  static Step<LocalState, LocalEvent> apply(LocalState state, LocalTrigger trigger) {
    switch (state) {
      case IDLE:
        return idle(trigger);
      case SENT:
        return sent(trigger);
      case RECEIVED:
        return received(trigger);
      case ACCEPTED:
        return accepted(trigger);
      case OVER:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return ended(state, trigger);
    }
    throw new AssertionError(state);
  }

  private static Step<LocalState, LocalEvent> idle(LocalTrigger trigger) {
    switch (trigger) {
      case SEND:
        return Step.move(LocalState.SENT);
      case SEND_LOGGED_OUT:
        return fail(LocalInvitationError.LOCAL_INVITATION_ERR_NOT_LOGGEDIN);
      case CANCEL:
      case END:
      case CHANGE:
        return refuse(LocalState.IDLE, InvitationApiCallError.INVITATION_API_CALL_ERR_NOT_STARTED);
      case SEND_REJECTED:
      case RECEIVED_BY_PEER:
      case PROGRESS:
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
      case SESSION_CHANGED:
      case CALL_ENDED:
      case SESSION_OVER:
        return Step.ignore(LocalState.IDLE); // The bridge does not know it.
    }
    throw new AssertionError(trigger);
  }

  private static Step<LocalState, LocalEvent> sent(LocalTrigger trigger) {
    switch (trigger) {
      case SEND:
      case SEND_LOGGED_OUT:
        return refuse(LocalState.SENT, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_SENT);
      case SEND_REJECTED:
        return Step.move(LocalState.IDLE); // As if it had not been sent; the app may mend it.
      case CANCEL:
        return Step.move(LocalState.SENT);
      case END:
      case CHANGE:
        return refuse(LocalState.SENT, InvitationApiCallError.INVITATION_API_CALL_ERR_NOT_STARTED);
      case RECEIVED_BY_PEER:
        return Step.move(LocalState.RECEIVED, LocalEvent.RECEIVED_BY_PEER);
      case PROGRESS:
        return Step.move(LocalState.SENT, LocalEvent.PROGRESS);
      case ACCEPTED:
        return Step.move(LocalState.ACCEPTED, LocalEvent.RECEIVED_BY_PEER, LocalEvent.ACCEPTED);
      case REFUSED:
        return Step.move(LocalState.REFUSED, LocalEvent.RECEIVED_BY_PEER, LocalEvent.REFUSED);
      case CANCELED:
        return Step.move(LocalState.CANCELED, LocalEvent.CANCELED);
      case FAILED:
        return Step.move(LocalState.FAILED, LocalEvent.FAILURE);
      case SESSION_CHANGED:
      case CALL_ENDED:
        return Step.ignore(LocalState.SENT); // There is no call yet.
      case SESSION_OVER:
        return fail(LocalInvitationError.LOCAL_INVITATION_ERR_NOT_LOGGEDIN);
    }
    throw new AssertionError(trigger);
  }

  private static Step<LocalState, LocalEvent> received(LocalTrigger trigger) {
    switch (trigger) {
      case SEND:
      case SEND_LOGGED_OUT:
        return refuse(
            LocalState.RECEIVED, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_SENT);
      case CANCEL:
        return Step.move(LocalState.RECEIVED);
      case END:
      case CHANGE:
        return refuse(
            LocalState.RECEIVED, InvitationApiCallError.INVITATION_API_CALL_ERR_NOT_STARTED);
      case PROGRESS:
        return Step.move(LocalState.RECEIVED, LocalEvent.PROGRESS);
      case ACCEPTED:
        return Step.move(LocalState.ACCEPTED, LocalEvent.ACCEPTED);
      case REFUSED:
        return Step.move(LocalState.REFUSED, LocalEvent.REFUSED);
      case CANCELED:
        return Step.move(LocalState.CANCELED, LocalEvent.CANCELED);
      case FAILED:
        return Step.move(LocalState.FAILED, LocalEvent.FAILURE);
      case SESSION_OVER:
        return fail(LocalInvitationError.LOCAL_INVITATION_ERR_NOT_LOGGEDIN);
      case SEND_REJECTED:
      case RECEIVED_BY_PEER:
      case SESSION_CHANGED:
      case CALL_ENDED:
        return Step.ignore(LocalState.RECEIVED); // Late, or known already.
    }
    throw new AssertionError(trigger);
  }

  private static Step<LocalState, LocalEvent> accepted(LocalTrigger trigger) {
    switch (trigger) {
      case SEND:
      case SEND_LOGGED_OUT:
      case CANCEL:
        return refuse(
            LocalState.ACCEPTED, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END);
      case END:
      case CHANGE:
        return Step.move(LocalState.ACCEPTED);
      case SESSION_CHANGED:
        return Step.move(LocalState.ACCEPTED, LocalEvent.SESSION_CHANGED);
      case CALL_ENDED:
      case SESSION_OVER:
        return Step.move(LocalState.OVER, LocalEvent.CALL_ENDED);
      case SEND_REJECTED:
      case RECEIVED_BY_PEER:
      case PROGRESS:
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return Step.ignore(LocalState.ACCEPTED); // The invitation has had its final word.
    }
    throw new AssertionError(trigger);
  }

  private static Step<LocalState, LocalEvent> ended(LocalState state, LocalTrigger trigger) {
    switch (trigger) {
      case SEND:
      case SEND_LOGGED_OUT:
      case CANCEL:
      case END:
      case CHANGE:
        return refuse(state, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END);
      case SEND_REJECTED:
      case RECEIVED_BY_PEER:
      case PROGRESS:
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
      case SESSION_CHANGED:
      case CALL_ENDED:
      case SESSION_OVER:
        return Step.ignore(state); // It has had its final word.
    }
    throw new AssertionError(trigger);
  }

  private static Step<LocalState, LocalEvent> fail(int code) {
    return Step.fail(LocalState.FAILED, LocalEvent.FAILURE, code);
  }

  private static Step<LocalState, LocalEvent> refuse(LocalState state, int apiError) {
    return Step.refuse(state, apiError);
  }
}
