package io.invitebridge.client.internal.connection;

/** The numbers that the errors of the client itself have in one group of RtmStatusCode. */
public final class ErrorCodes {
  final int failure;
  final int timeout;
  final int notLoggedIn;
  final int tooOften;

  /** The numbers of a group; a group without one of them gives its nearest. */
  public ErrorCodes(int failure, int timeout, int notLoggedIn, int tooOften) {
    this.failure = failure;
    this.timeout = timeout;
    this.notLoggedIn = notLoggedIn;
    this.tooOften = tooOften;
  }
}
