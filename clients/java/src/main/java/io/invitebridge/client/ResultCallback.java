package io.invitebridge.client;

/**
 * Takes the result of one call of a method. Exactly one of the two is called, once, on the client's
 * callback thread. Every method also takes null instead of a callback.
 *
 * @param <T> what the method yields; {@code Void} means that the value is null
 */
public interface ResultCallback<T> {
  /** The call was well formed and was taken; what becomes of it is told by the listeners. */
  void onSuccess(T responseInfo);

  /** The call was refused; nothing has changed. */
  void onFailure(ErrorInfo errorInfo);
}
