package io.invitebridge.rtm.message;

/** RTM's PeerOnlineState; the names are the wire's. */
public enum PeerStatus {
  ONLINE,
  UNREACHABLE,
  OFFLINE
}
