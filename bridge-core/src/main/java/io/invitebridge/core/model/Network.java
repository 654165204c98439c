package io.invitebridge.core.model;

/** The three networks that meet in the bridge. */
public enum Network {
  /** App users on the RTM-style WebSocket protocol; a call is a call invitation. */
  RTM,
  /** PBXes, trunks and phones; a call is an INVITE dialog (RFC 3261). */
  SIP,
  /** Apps that still ship the old signaling SDK; a call is a channel-ID call. */
  LEGACY
}
