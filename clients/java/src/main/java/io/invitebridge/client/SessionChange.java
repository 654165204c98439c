package io.invitebridge.client;

/**
 * Beyond RTM 1.x: the words for a change of a call's media, such as hold and resume: {@link
 * RtmCallExtension#changeSession} and {@link RtmCallListener#onSessionChanged}.
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
}
