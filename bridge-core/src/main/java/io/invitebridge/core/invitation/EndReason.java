package io.invitebridge.core.invitation;

/** Why an invitation, or one leg of it, is over. Adapters translate it to their own code. */
public enum EndReason {
  /** An invitee said no. */
  REFUSED,
  /** The inviter took it back. */
  CANCELED,
  /** No device of the invitee was reachable. */
  PEER_OFFLINE,
  /** There is no such invitee. */
  PEER_UNKNOWN,
  /** Reachable, but nothing came back in time; or its network failed. */
  PEER_NO_RESPONSE,
  /** Received and never answered within the ring time. */
  EXPIRED,
  /** Leg only: another invitee was first; or so the inviter's network says. */
  ANSWERED_ELSEWHERE,
  /** Leg only: another invitee refused for everybody; or so the inviter's network says. */
  REFUSED_ELSEWHERE,
  /** Leg only: the same because of another call. */
  BUSY_ELSEWHERE,
  /** Accepted, but the inviter never confirmed it. */
  ACCEPT_FAILURE,
  /** The other side's connection is gone. */
  CONNECTION_LOST,
  /** A party hung up after accept. */
  HUNG_UP,
  /** The session reached its longest permitted time. */
  SESSION_LIMIT,
  /** No rule says whom to ring, or the rule could not be found in time. */
  NO_ROUTE,
  /** The bridge stops, or an operator ended it. */
  SHUT_DOWN
}
