package io.invitebridge.client;

/** Whether a user can be reached. */
public interface PeerOnlineState {
  /** Connected. */
  int ONLINE = 0;

  /** The connection was lost a moment ago. */
  int UNREACHABLE = 1;

  /** Not connected. */
  int OFFLINE = 2;
}
