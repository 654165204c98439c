package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import io.invitebridge.client.RtmStatusCode.RemoteInvitationError;

/**
 * Every transition of the callee's view. Pure.
 *
 * <p>An answer of the app is a wish until the bridge has confirmed it: the caller's cancel may have
 * come first. While an answer is under way a second one is refused here. The bridge's word ends any
 * open state, whatever the app has asked for.
 */
final class RemoteMachine {
  private RemoteMachine() {}

  static Step<RemoteState, RemoteEvent> apply(RemoteState state, RemoteTrigger trigger) {
    switch (state) {
      case RECEIVED:
        return received(trigger);
      case ACCEPT_SENT:
        return acceptSent(trigger);
      case REFUSE_SENT:
        return refuseSent(trigger);
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

  private static Step<RemoteState, RemoteEvent> received(RemoteTrigger trigger) {
    switch (trigger) {
      case ACCEPT:
        return Step.move(RemoteState.ACCEPT_SENT);
      case REFUSE:
        return Step.move(RemoteState.REFUSE_SENT);
      case END:
      case CHANGE:
        return refuse(
            RemoteState.RECEIVED, InvitationApiCallError.INVITATION_API_CALL_ERR_NOT_STARTED);
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return bridgeSays(trigger);
      case SESSION_OVER:
        return fail(RemoteInvitationError.REMOTE_INVITATION_ERR_INVITATION_EXPIRE);
      case ANSWER_REJECTED:
      case SESSION_CHANGED:
      case CALL_ENDED:
        return Step.ignore(RemoteState.RECEIVED); // There is no answer and no call.
    }
    throw new AssertionError(trigger);
  }

  private static Step<RemoteState, RemoteEvent> acceptSent(RemoteTrigger trigger) {
    switch (trigger) {
      case ACCEPT:
      case REFUSE:
        return refuse(
            RemoteState.ACCEPT_SENT, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_ACCEPT);
      case ANSWER_REJECTED:
        return Step.move(RemoteState.RECEIVED);
      case END:
      case CHANGE:
        return refuse(
            RemoteState.ACCEPT_SENT, InvitationApiCallError.INVITATION_API_CALL_ERR_NOT_STARTED);
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return bridgeSays(trigger);
      case SESSION_OVER:
        return fail(RemoteInvitationError.REMOTE_INVITATION_ERR_ACCEPT_FAILURE);
      case SESSION_CHANGED:
        return Step.ignore(RemoteState.ACCEPT_SENT); // The call is not confirmed yet.
      case CALL_ENDED: // A call that ended had begun.
        return Step.move(RemoteState.OVER, RemoteEvent.ACCEPTED, RemoteEvent.CALL_ENDED);
    }
    throw new AssertionError(trigger);
  }

  private static Step<RemoteState, RemoteEvent> refuseSent(RemoteTrigger trigger) {
    switch (trigger) {
      case ACCEPT:
      case REFUSE:
      case END:
      case CHANGE:
        return refuse(
            RemoteState.REFUSE_SENT, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END);
      case ANSWER_REJECTED:
        return Step.move(RemoteState.RECEIVED);
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return bridgeSays(trigger);
      case SESSION_OVER:
        return fail(RemoteInvitationError.REMOTE_INVITATION_ERR_INVITATION_EXPIRE);
      case SESSION_CHANGED:
      case CALL_ENDED:
        return Step.ignore(RemoteState.REFUSE_SENT); // There is no call.
    }
    throw new AssertionError(trigger);
  }

  private static Step<RemoteState, RemoteEvent> accepted(RemoteTrigger trigger) {
    switch (trigger) {
      case ACCEPT:
        return refuse(
            RemoteState.ACCEPTED, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_ACCEPT);
      case REFUSE:
        return refuse(
            RemoteState.ACCEPTED, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END);
      case END:
      case CHANGE:
        return Step.move(RemoteState.ACCEPTED);
      case SESSION_CHANGED:
        return Step.move(RemoteState.ACCEPTED, RemoteEvent.SESSION_CHANGED);
      case CALL_ENDED:
      case SESSION_OVER:
        return Step.move(RemoteState.OVER, RemoteEvent.CALL_ENDED);
      case ANSWER_REJECTED:
      case ACCEPTED:
      case REFUSED:
      case CANCELED:
      case FAILED:
        return Step.ignore(RemoteState.ACCEPTED); // The invitation has had its final word.
    }
    throw new AssertionError(trigger);
  }

  private static Step<RemoteState, RemoteEvent> ended(RemoteState state, RemoteTrigger trigger) {
    switch (trigger) {
      case ACCEPT:
      case REFUSE:
      case END:
      case CHANGE:
        return refuse(state, InvitationApiCallError.INVITATION_API_CALL_ERR_ALREADY_END);
      case ANSWER_REJECTED:
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

  private static Step<RemoteState, RemoteEvent> bridgeSays(RemoteTrigger word) {
    switch (word) {
      case ACCEPTED:
        return Step.move(RemoteState.ACCEPTED, RemoteEvent.ACCEPTED);
      case REFUSED:
        return Step.move(RemoteState.REFUSED, RemoteEvent.REFUSED);
      case CANCELED:
        return Step.move(RemoteState.CANCELED, RemoteEvent.CANCELED);
      default:
        return Step.move(RemoteState.FAILED, RemoteEvent.FAILURE);
    }
  }

  private static Step<RemoteState, RemoteEvent> fail(int code) {
    return Step.fail(RemoteState.FAILED, RemoteEvent.FAILURE, code);
  }

  private static Step<RemoteState, RemoteEvent> refuse(RemoteState state, int apiError) {
    return Step.refuse(state, apiError);
  }
}
