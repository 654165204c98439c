package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmStatusCode.InvitationApiCallError;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a trigger does to an invitation: the next state, the events the app hears, or the error the
 * app's call gets. A step with neither events nor error and an unchanged state is an ignore.
 *
 * @param <S> the states
 * @param <E> the events
 */
public final class Step<S, E> {
  private final S next;
  private final List<E> events;
  private final int apiError;
  private final int failureCode;

  private Step(S next, List<E> events, int apiError, int failureCode) {
    this.next = next;
    this.events = events;
    this.apiError = apiError;
    this.failureCode = failureCode;
  }

  /** A move of which the app hears nothing. */
  static <S, E> Step<S, E> move(S next) {
    return move(next, Collections.emptyList());
  }

  /** A move and its event. */
  static <S, E> Step<S, E> move(S next, E event) {
    return move(next, Collections.singletonList(event));
  }

  /** A move and its two events, in their order. */
  static <S, E> Step<S, E> move(S next, E first, E second) {
    return move(next, Collections.unmodifiableList(Arrays.asList(first, second)));
  }

  private static <S, E> Step<S, E> move(S next, List<E> events) {
    return new Step<>(next, events, InvitationApiCallError.INVITATION_API_CALL_ERR_OK, 0);
  }

  /** The end, with a failure whose code the client itself decides. */
  static <S, E> Step<S, E> fail(S next, E event, int failureCode) {
    List<E> list = Collections.singletonList(event);
    return new Step<>(next, list, InvitationApiCallError.INVITATION_API_CALL_ERR_OK, failureCode);
  }

  /** The app's call is wrong in this state. */
  static <S, E> Step<S, E> refuse(S state, int apiError) {
    return new Step<>(state, Collections.emptyList(), apiError, 0);
  }

  /** Nothing: the news is late, or we know it already. */
  static <S, E> Step<S, E> ignore(S state) {
    return new Step<>(
        state, Collections.emptyList(), InvitationApiCallError.INVITATION_API_CALL_ERR_OK, 0);
  }

  /** The state afterwards. */
  public S next() {
    return next;
  }

  /** What the app hears, in this order. */
  public List<E> events() {
    return events;
  }

  /** A number of InvitationApiCallError; 0 for none. */
  public int apiError() {
    return apiError;
  }

  /** The failure's code, or 0 when the trigger brings it along. */
  public int failureCode() {
    return failureCode;
  }
}
