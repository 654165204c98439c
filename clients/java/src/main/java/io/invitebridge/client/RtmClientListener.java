package io.invitebridge.client;

import java.util.Map;

/**
 * What happens to the connection and what arrives besides invitations, on the client's callback
 * thread. The methods that RTM added in 1.2 and 1.5 do nothing unless overridden, so that an app
 * written for any 1.x implements this interface as it is.
 */
public interface RtmClientListener {
  /**
   * The connection changed, see {@link RtmStatusCode.ConnectionState} and {@link
   * RtmStatusCode.ConnectionChangeReason}.
   */
  void onConnectionStateChanged(int state, int reason);

  /** A message of another user arrived. The message object belongs to the app. */
  void onMessageReceived(RtmMessage message, String peerId);

  /** The token is no longer valid: log out, get a new one, log in again. */
  void onTokenExpired();

  /** The token will expire soon: get a new one and call {@link RtmClient#renewToken}. */
  default void onTokenPrivilegeWillExpire() {}

  /** Subscribed users came or went; the values are those of {@link PeerOnlineState}. */
  default void onPeersOnlineStatusChanged(Map<String, Integer> peersStatus) {}
}
