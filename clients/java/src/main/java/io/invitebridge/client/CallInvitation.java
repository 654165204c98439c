package io.invitebridge.client;

/**
 * What both views of an invitation have in common, beyond RTM 1.x: an id that app, bridge and log
 * files agree on, and a word for why it ended.
 */
public interface CallInvitation {
  /**
   * The invitation's id on this client's connection, never null. The caller's and the callee's ids
   * of one invitation differ.
   */
  String getInvitationId();

  /**
   * Why it was refused, canceled, failed or hung up, as one word such as {@code busy}, {@code
   * declined}, {@code answered-elsewhere}, {@code hung-up}; empty as long as it has not ended or
   * when no reason was given.
   */
  String getEndReason();

  /**
   * The other side's words at the end: what the caller gave with its cancel, or who hung up with
   * its hang-up; empty when there are none.
   */
  String getEndInfo();

  /** One of {@link RtmStatusCode.LocalInvitationState} or RemoteInvitationState. */
  int getState();
}
