package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.message.Complaint;
import java.util.Optional;

/**
 * Says whether a new call may begin now. Asked on the readers' threads, before a message is parsed;
 * must be quick.
 */
public interface NewCalls {
  /** All are taken. */
  NewCalls WELCOME = callId -> Optional.empty();

  /**
   * How a new call is refused; empty when it may begin.
   *
   * @param callId decides who of many is refused, so that the copies of an INVITE share its lot
   */
  Optional<Complaint> refusal(String callId);

  /**
   * Whether that INVITE has been taken on, so that this one is a copy of it.
   *
   * @param fromTag the caller's tag
   */
  default boolean knows(String callId, String fromTag, long cseq) {
    return false;
  }

  /** The INVITE was refused. */
  default void refused() {}
}
