package io.invitebridge.client;

/** The region settings of the hosted service; a bridge of one's own has an address instead. */
public class RtmServiceContext {
  /** The region; no effect. */
  public int areaCode;

  /** The kind of proxy; no effect. */
  public int proxyType;

  /** A context as it is by default. */
  public RtmServiceContext() {}
}
