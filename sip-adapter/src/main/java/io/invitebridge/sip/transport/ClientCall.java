package io.invitebridge.sip.transport;

/** A client transaction (RFC 3261 section 17.1) that was handed to the wire. */
@FunctionalInterface
public interface ClientCall {
  /** Forgets the transaction without a final response; its listener hears no more. */
  void abandon();
}
