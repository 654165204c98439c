package io.invitebridge.rtm.message;

import java.util.Optional;

/** What a text frame turned out to be. */
public sealed interface Inbound {

  /** A call that wants an answer under this id. */
  record Request(RpcId id, ClientCall call) implements Inbound {}

  /** {@code ack}, the only call without an answer. */
  record Acknowledgement(long seq) implements Inbound {}

  /**
   * The client's mistake, with the answer it gets.
   *
   * @param id the request's id where it could be read, else the answer carries null
   */
  record Malformed(Optional<RpcId> id, RpcError error) implements Inbound {}
}
