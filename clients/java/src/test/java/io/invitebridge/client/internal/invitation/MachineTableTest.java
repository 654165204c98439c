package io.invitebridge.client.internal.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every pair of state and trigger of both machines. A cell reads: next state, events after a plus,
 * a failure's own code in brackets; {@code !n} is an error for the app's call; {@code .} an ignore.
 */
class MachineTableTest {
  @Test
  void localMachine() {
    assertThat(table(LocalState.values(), LocalTrigger.values(), LocalMachine::apply))
        .isEqualTo(
            """
            IDLE
              SEND             SENT
              SEND_LOGGED_OUT  FAILED +FAILURE(4)
              SEND_REJECTED    .
              CANCEL           !2
              END              !2
              CHANGE           !2
              RECEIVED_BY_PEER .
              PROGRESS         .
              ACCEPTED         .
              REFUSED          .
              CANCELED         .
              FAILED           .
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     .
            SENT
              SEND             !5
              SEND_LOGGED_OUT  !5
              SEND_REJECTED    IDLE
              CANCEL           .
              END              !2
              CHANGE           !2
              RECEIVED_BY_PEER RECEIVED +RECEIVED_BY_PEER
              PROGRESS         SENT +PROGRESS
              ACCEPTED         ACCEPTED +RECEIVED_BY_PEER +ACCEPTED
              REFUSED          REFUSED +RECEIVED_BY_PEER +REFUSED
              CANCELED         CANCELED +CANCELED
              FAILED           FAILED +FAILURE
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     FAILED +FAILURE(4)
            RECEIVED
              SEND             !5
              SEND_LOGGED_OUT  !5
              SEND_REJECTED    .
              CANCEL           .
              END              !2
              CHANGE           !2
              RECEIVED_BY_PEER .
              PROGRESS         RECEIVED +PROGRESS
              ACCEPTED         ACCEPTED +ACCEPTED
              REFUSED          REFUSED +REFUSED
              CANCELED         CANCELED +CANCELED
              FAILED           FAILED +FAILURE
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     FAILED +FAILURE(4)
            ACCEPTED
              SEND             !3
              SEND_LOGGED_OUT  !3
              SEND_REJECTED    .
              CANCEL           !3
              END              .
              CHANGE           .
              RECEIVED_BY_PEER .
              PROGRESS         .
              ACCEPTED         .
              REFUSED          .
              CANCELED         .
              FAILED           .
              SESSION_CHANGED  ACCEPTED +SESSION_CHANGED
              CALL_ENDED       OVER +CALL_ENDED
              SESSION_OVER     OVER +CALL_ENDED
            OVER, REFUSED, CANCELED, FAILED
              SEND             !3
              SEND_LOGGED_OUT  !3
              SEND_REJECTED    .
              CANCEL           !3
              END              !3
              CHANGE           !3
              RECEIVED_BY_PEER .
              PROGRESS         .
              ACCEPTED         .
              REFUSED          .
              CANCELED         .
              FAILED           .
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     .
            """);
  }

  @Test
  void remoteMachine() {
    assertThat(table(RemoteState.values(), RemoteTrigger.values(), RemoteMachine::apply))
        .isEqualTo(
            """
            RECEIVED
              ACCEPT           ACCEPT_SENT
              REFUSE           REFUSE_SENT
              ANSWER_REJECTED  .
              END              !2
              CHANGE           !2
              ACCEPTED         ACCEPTED +ACCEPTED
              REFUSED          REFUSED +REFUSED
              CANCELED         CANCELED +CANCELED
              FAILED           FAILED +FAILURE
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     FAILED +FAILURE(3)
            ACCEPT_SENT
              ACCEPT           !4
              REFUSE           !4
              ANSWER_REJECTED  RECEIVED
              END              !2
              CHANGE           !2
              ACCEPTED         ACCEPTED +ACCEPTED
              REFUSED          REFUSED +REFUSED
              CANCELED         CANCELED +CANCELED
              FAILED           FAILED +FAILURE
              SESSION_CHANGED  .
              CALL_ENDED       OVER +ACCEPTED +CALL_ENDED
              SESSION_OVER     FAILED +FAILURE(2)
            REFUSE_SENT
              ACCEPT           !3
              REFUSE           !3
              ANSWER_REJECTED  RECEIVED
              END              !3
              CHANGE           !3
              ACCEPTED         ACCEPTED +ACCEPTED
              REFUSED          REFUSED +REFUSED
              CANCELED         CANCELED +CANCELED
              FAILED           FAILED +FAILURE
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     FAILED +FAILURE(3)
            ACCEPTED
              ACCEPT           !4
              REFUSE           !3
              ANSWER_REJECTED  .
              END              .
              CHANGE           .
              ACCEPTED         .
              REFUSED          .
              CANCELED         .
              FAILED           .
              SESSION_CHANGED  ACCEPTED +SESSION_CHANGED
              CALL_ENDED       OVER +CALL_ENDED
              SESSION_OVER     OVER +CALL_ENDED
            OVER, REFUSED, CANCELED, FAILED
              ACCEPT           !3
              REFUSE           !3
              ANSWER_REJECTED  .
              END              !3
              CHANGE           !3
              ACCEPTED         .
              REFUSED          .
              CANCELED         .
              FAILED           .
              SESSION_CHANGED  .
              CALL_ENDED       .
              SESSION_OVER     .
            """);
  }

  @Test
  void everyFinalState_refusesEveryCall_andIgnoresEveryNews() {
    for (LocalState state : LocalState.values()) {
      for (LocalTrigger trigger : LocalTrigger.values()) {
        Step<LocalState, LocalEvent> step = LocalMachine.apply(state, trigger);
        assertThat(state.isFinal() && (step.next() != state || !step.events().isEmpty()))
            .as("%s + %s", state, trigger)
            .isFalse();
      }
    }
    for (RemoteState state : RemoteState.values()) {
      for (RemoteTrigger trigger : RemoteTrigger.values()) {
        Step<RemoteState, RemoteEvent> step = RemoteMachine.apply(state, trigger);
        assertThat(state.isFinal() && (step.next() != state || !step.events().isEmpty()))
            .as("%s + %s", state, trigger)
            .isFalse();
      }
    }
  }

  private static <S extends Enum<S>, T extends Enum<T>, E> String table(
      S[] states, T[] triggers, BiFunction<S, T, Step<S, E>> machine) {
    Map<String, String> statesByRows = new LinkedHashMap<>();
    for (S state : states) {
      StringBuilder rows = new StringBuilder();
      for (T trigger : triggers) {
        rows.append(String.format("  %-16s ", trigger));
        rows.append(cell(state, machine.apply(state, trigger))).append('\n');
      }
      statesByRows.merge(rows.toString(), state.name(), (a, b) -> a + ", " + b);
    }
    return statesByRows.entrySet().stream()
        .map(entry -> entry.getValue() + "\n" + entry.getKey())
        .collect(Collectors.joining());
  }

  private static <S, E> String cell(S state, Step<S, E> step) {
    if (step.apiError() != 0) {
      return "!" + step.apiError();
    }
    if (step.next() == state && step.events().isEmpty()) {
      return ".";
    }
    List<E> events = step.events();
    String told = events.stream().map(event -> " +" + event).collect(Collectors.joining());
    return step.next() + told + (step.failureCode() == 0 ? "" : "(" + step.failureCode() + ")");
  }
}
