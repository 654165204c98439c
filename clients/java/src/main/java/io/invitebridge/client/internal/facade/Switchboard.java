package io.invitebridge.client.internal.facade;

import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.RtmMessage;
import io.invitebridge.client.internal.connection.SessionListener;
import io.invitebridge.client.internal.invitation.CallDesk;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Incoming;
import io.invitebridge.client.internal.wire.WireException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands what the session tells to the part of the client that it concerns. Loop thread. */
final class Switchboard implements SessionListener {
  /** With so many callbacks waiting the app is stuck, and the bridge should not send more. */
  private static final int BACKLOG_LIMIT = 1000;

  private final Callbacks callbacks;
  private final ClientLog log;
  private final @Nullable RtmClientListener app;
  private @Nullable CallDesk desk;
  private @Nullable PeerServices peers;

  Switchboard(Callbacks callbacks, ClientLog log, @Nullable RtmClientListener app) {
    this.callbacks = callbacks;
    this.log = log;
    this.app = app;
  }

  /** The parts, which need the session and so are made after it. Before the first login. */
  void connect(CallDesk calls, PeerServices peerServices) {
    desk = calls;
    peers = peerServices;
  }

  @Override
  public void onState(int state, int reason) {
    tell(listener -> listener.onConnectionStateChanged(state, reason));
  }

  @Override
  public void onTokenExpired() {
    tell(RtmClientListener::onTokenExpired);
  }

  @Override
  public void onSessionOver(String reason) {
    if (desk != null) {
      desk.sessionOver(reason);
    }
  }

  @Override
  public void onSessionReplaced() {
    if (peers != null) {
      peers.subscribeAgain();
    }
  }

  @Override
  public boolean isBehind() {
    return callbacks.backlog() > BACKLOG_LIMIT;
  }

  @Override
  public void onNotification(Incoming.Notification notification) {
    try {
      boolean taken = desk != null && desk.take(notification);
      if (!taken) {
        otherThanCalls(notification);
      }
    } catch (WireException e) {
      log.warning("Ignored a " + notification.method + " of the bridge. " + e.getMessage());
    }
  }

  private void otherThanCalls(Incoming.Notification notification) throws WireException {
    Fields fields = notification.fields;
    switch (notification.method) {
      case "messageFromPeer":
        RtmMessage message = PeerServices.message(fields);
        String peerId = fields.text("peerId");
        tell(listener -> listener.onMessageReceived(message, peerId));
        break;
      case "peersOnlineStatusChanged":
        Map<String, Integer> states = PeerServices.states(fields.texts("status"));
        tell(listener -> listener.onPeersOnlineStatusChanged(states));
        break;
      case "tokenPrivilegeWillExpire":
        tell(RtmClientListener::onTokenPrivilegeWillExpire);
        break;
      default:
        log.info("Ignored a " + notification.method + ", which this version does not know.");
    }
  }

  private void tell(Event event) {
    RtmClientListener listener = app;
    if (listener != null) {
      callbacks.post(() -> event.to(listener));
    }
  }

  private interface Event {
    void to(RtmClientListener listener);
  }
}
