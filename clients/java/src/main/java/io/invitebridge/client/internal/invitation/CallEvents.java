package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallListener;
import io.invitebridge.client.internal.thread.Callbacks;
import org.jspecify.annotations.Nullable;

/** Brings events to the app's listeners: to those that are set when the event's turn comes. */
final class CallEvents {
  private final Callbacks callbacks;
  private volatile @Nullable RtmCallEventListener listener;
  private volatile @Nullable RtmCallListener callListener;

  CallEvents(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  void listener(@Nullable RtmCallEventListener replacement) {
    listener = replacement;
  }

  void callListener(@Nullable RtmCallListener replacement) {
    callListener = replacement;
  }

  void received(RemoteInvitation remote) {
    tell(app -> app.onRemoteInvitationReceived(remote));
  }

  /** A move of which the app hears nothing, but whose state it may see. */
  void moved(LocalCall local) {
    LocalState state = local.state();
    callbacks.post(() -> local.show(state));
  }

  /** A move of which the app hears nothing, but whose state it may see. */
  void moved(RemoteCall remote) {
    RemoteState state = remote.state();
    callbacks.post(() -> remote.show(state));
  }

  void local(LocalCall local, LocalEvent event, News news) {
    LocalState shown = event.state();
    if (shown != null) {
      callbacks.post(() -> local.show(shown));
    }
    switch (event) {
      case RECEIVED_BY_PEER:
        tell(app -> app.onLocalInvitationReceivedByPeer(local));
        break;
      case PROGRESS:
        tellOfCall(app -> app.onLocalInvitationProgress(local, news.code, news.content));
        break;
      case ACCEPTED:
        tell(app -> app.onLocalInvitationAccepted(local, local.getResponse()));
        break;
      case REFUSED:
        tell(app -> app.onLocalInvitationRefused(local, local.getResponse()));
        break;
      case CANCELED:
        tell(app -> app.onLocalInvitationCanceled(local));
        break;
      case FAILURE:
        tell(app -> app.onLocalInvitationFailure(local, news.code));
        break;
      case SESSION_CHANGED:
        tellOfCall(app -> app.onSessionChanged(local, news.change, news.content));
        break;
      case CALL_ENDED:
        tellOfCall(app -> app.onCallEnded(local, news.reason, news.info));
        break;
    }
  }

  void remote(RemoteCall remote, RemoteEvent event, News news) {
    RemoteState shown = event.state();
    if (shown != null) {
      callbacks.post(() -> remote.show(shown));
    }
    switch (event) {
      case ACCEPTED:
        tell(app -> app.onRemoteInvitationAccepted(remote));
        break;
      case REFUSED:
        tell(app -> app.onRemoteInvitationRefused(remote));
        break;
      case CANCELED:
        tell(app -> app.onRemoteInvitationCanceled(remote));
        break;
      case FAILURE:
        tell(app -> app.onRemoteInvitationFailure(remote, news.code));
        break;
      case SESSION_CHANGED:
        tellOfCall(app -> app.onSessionChanged(remote, news.change, news.content));
        break;
      case CALL_ENDED:
        tellOfCall(app -> app.onCallEnded(remote, news.reason, news.info));
        break;
    }
  }

  private void tellOfCall(CallEvent event) {
    callbacks.post(
        () -> {
          RtmCallListener app = callListener;
          if (app != null) {
            event.to(app);
          }
        });
  }

  private void tell(Event event) {
    callbacks.post(
        () -> {
          RtmCallEventListener app = listener;
          if (app != null) {
            event.to(app);
          }
        });
  }

  private interface Event {
    void to(RtmCallEventListener app);
  }

  private interface CallEvent {
    void to(RtmCallListener app);
  }
}
