package io.invitebridge.core.invitation;

/** Why a leg ended without any decision by its user. */
public enum LegFailure {
  /** Known there, not reachable now (SIP 480). */
  OFFLINE,
  /** No such user or number there (SIP 404, 410, 484, 604). */
  UNKNOWN,
  /** The peer or its network did not answer in time or answered 5xx (SIP 408, 503, Timer B). */
  NO_RESPONSE,
  /** The party was there and its connection is gone for good (RTM presence lapsed, peer dead). */
  CONNECTION_LOST
}
