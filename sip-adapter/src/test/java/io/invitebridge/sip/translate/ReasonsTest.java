package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.translate.ReasonTable.Answer;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reason, Retry-After and Warning across the bridge: RFC 3326, 3398, 6432, 3261 section 20. */
class ReasonsTest {

  @ParameterizedTest(name = "[{index}] Q.850 {0} is {1} (RFC 3398 section 7.2.4.1)")
  @CsvSource({
    "1, 404", "2, 404", "3, 404", "17, 486", "18, 408", "19, 480", "20, 480", "21, 403",
    "22, 410", "23, 410", "26, 404", "27, 502", "28, 484", "29, 501", "31, 480", "34, 503",
    "38, 503", "41, 503", "42, 503", "47, 503", "55, 403", "57, 403", "58, 503", "65, 488",
    "70, 488", "79, 501", "87, 403", "88, 503", "102, 504", "111, 500", "127, 500",
  })
  void a_cause_has_its_status(int cause, int status) {
    assertThat(CauseTable.status(cause)).hasValue(status);
  }

  @ParameterizedTest(name = "[{index}] {0} is Q.850 {1} (RFC 3398 section 8.2.6.1)")
  @CsvSource({
    "400, 41", "401, 21", "402, 21", "403, 21", "404, 1", "407, 21", "408, 102", "410, 22",
    "480, 18", "482, 25", "483, 25", "484, 28", "486, 17", "500, 41", "501, 79", "502, 38",
    "503, 41", "504, 102", "600, 17", "603, 21", "604, 1",
  })
  void a_status_has_its_cause(int status, int cause) {
    assertThat(CauseTable.cause(status)).hasValue(cause);
  }

  @Test
  void a_text_as_long_as_a_message_needs_no_deep_stack() {
    String text = "x\\\"".repeat(10_000);
    assertThat(Reasons.cause(List.of("SIP;text=\"" + text + "\";cause=200"), "SIP")).hasValue(200);
  }

  @Test
  void every_status_that_a_cause_comes_to_has_a_cause() {
    IntStream.rangeClosed(1, 127)
        .mapToObj(CauseTable::status)
        .filter(OptionalInt::isPresent)
        .forEach(status -> assertThat(CauseTable.cause(status.getAsInt())).isPresent());
    assertThat(CauseTable.status(16)).as("a normal end").isEmpty();
    assertThat(CauseTable.cause(487)).as("cancelled").isEmpty();
    assertThat(CauseTable.cause(1)).as("no status").isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {0} with cause {1} is {2}")
  @CsvSource({
    "480, 17, busy", "503, 17, busy", "500, 21, declined", "480, 1, wrong-number",
    "480, 19, unavailable", "503, 34, network", "503, 20, unavailable", "486, 1, busy",
    "603, 17, declined", "404, 16, wrong-number",
  })
  void a_vague_status_means_what_its_cause_says(int status, int cause, String word) {
    assertThat(StatusTable.of(status, OptionalInt.of(cause)).word()).isEqualTo(word);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SIP;cause=200;text=\"Call completed elsewhere\"  | answered-elsewhere",
        "SIP ; text=\"a;cause=486\" ; cause=603           | declined-elsewhere",
        "sip;cause=486                                    | busy-elsewhere",
        "SIP;cause=600                                    | busy-elsewhere",
        "SIP;cause=487                                    | ''",
        "Q.850;cause=17                                   | ''",
        "SIP;text=\"cause=200\"                           | ''",
        "nonsense                                         | ''",
      })
  void a_cancel_says_what_became_of_the_call_elsewhere(String reason, String word) {
    assertThat(Reasons.elsewhereWord(Reasons.elsewhere(List.of(reason))).orElse(""))
        .isEqualTo(word);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"reason\":[\"Q.850;cause=34;text=\\\"x\\\"\"],\"status\":503} | Q.850;cause=34",
        "{\"reason\":[\"SIP;cause=503\",\"q.850;cause=34\"]}            | SIP;cause=503, Q.850;cause=34",
        "{\"reason\":[],\"status\":503}                                 | Q.850;cause=41",
        "{\"status\":1}      | Q.850;cause=20;text=\"No response\"",
        "free text           | Q.850;cause=20;text=\"No response\"",
      })
  void a_caller_hears_why_in_the_words_of_the_callees_network(String response, String reason) {
    Rejection rejection = Rejection.failed(EndReason.PEER_NO_RESPONSE, new Content(response));
    assertThat(answer(rejection).reason()).isEqualTo(reason);
  }

  @ParameterizedTest(name = "[{index}] {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "BUSY        | {\"retryAfter\":120}        | Retry-After: 120",
        "DECLINED    | {\"retryAfter\":9999999}    | Retry-After: 86400",
        "BUSY        | {\"retryAfter\":-1}         | ''",
        "BUSY        | {\"retryAfter\":\"1\\r\\n\"} | ''",
        "FORBIDDEN   | {\"retryAfter\":120}        | ''",
        "MEDIA       | {}                         | Warning: 304 bridge \"Media type not available\"",
        "MEDIA       | {\"warning\":[\"305 pbx \\\"no \\\\\\\"codec\\\"\"]} |"
            + " Warning: 305 bridge \"no \\\"codec\"",
        "MEDIA       | {\"warning\":[\"305 a\\r\\nVia: b\"]} |"
            + " Warning: 304 bridge \"Media type not available\"",
      })
  void a_refusal_carries_its_hints(RefuseReason why, String response, String header) {
    Answer answer = answer(Rejection.refused(why, new Content(response)));
    assertThat(answer.headers().stream().map(h -> h.name() + ": " + h.value()).toList())
        .isEqualTo(header.isEmpty() ? List.of() : List.of(header));
  }

  private static Answer answer(Rejection rejection) {
    return CoreToSip.rejection(rejection, DeclinePolicy.DEFAULT, false, TrunkProfile.PLAIN);
  }
}
