package io.invitebridge.client;

/**
 * Beyond RTM 1.x: the words for a change of a call, of its media such as hold and resume, or of the
 * party (transfer): {@link RtmCallExtension#changeSession} and {@link
 * RtmCallListener#onSessionChanged}.
 */
public interface SessionChange {
  /** Proposes a session description (RFC 3264). */
  String OFFER = "offer";

  /** Takes the other party's offer, with a description of one's own. */
  String ANSWER = "answer";

  /** Does not take the other party's offer: the media stays as it was. */
  String REFUSAL = "refusal";

  /** Takes one's own offer back: the media stays as it was. */
  String WITHDRAWAL = "withdrawal";

  /**
   * Asks the other party to call somebody else: the member {@code target} of the content. Who is
   * asked says {@link #TRANSFER_TRYING} and calls the target, then {@link #TRANSFER_DONE} or {@link
   * #TRANSFER_FAILED}; or {@link #TRANSFER_FAILED} at once when it does not want to.
   */
  String TRANSFER = "transfer";

  /** The target is being called. */
  String TRANSFER_TRYING = "transfer-trying";

  /** The target has answered; who asked usually hangs up now. */
  String TRANSFER_DONE = "transfer-done";

  /** There is no transfer: the content may have the member {@code status}, a SIP status. */
  String TRANSFER_FAILED = "transfer-failed";

  /** Who asked waits for it no longer. */
  String TRANSFER_WITHDRAWN = "transfer-withdrawn";
}
