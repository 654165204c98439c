package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Content;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreToSipTest {
  @ParameterizedTest
  @CsvSource({
    "DECLINED, false, 0, 603",
    "DECLINED, true, 0, 486",
    "DECLINED, true, 480, 480",
    "BUSY, false, 0, 486",
    "BUSY, false, 480, 486",
  })
  void the_decline_policy_rules_a_decline_only(
      RefuseReason reason, boolean perDevice, int fixed, int status) {
    DeclinePolicy policy =
        new DeclinePolicy(
            false, perDevice, fixed == 0 ? OptionalInt.empty() : OptionalInt.of(fixed));
    Rejection rejection = Rejection.refused(reason, Content.EMPTY);
    assertThat(CoreToSip.rejection(rejection, policy, false).status()).isEqualTo(status);
  }

  @Test
  void a_foreign_reason_keeps_protocol_and_cause_only() {
    Content said =
        JsonContent.ofReasons(
            List.of("SIP;cause=200;text=\"Call completed elsewhere\"", "Q.850 ; cause=16"));
    assertThat(CoreToSip.closing(EndReason.CANCELED, said).value())
        .isEqualTo("SIP;cause=200, Q.850;cause=16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text",
        "{",
        "[1]",
        "{\"reason\":\"SIP;cause=200\"}",
        "{\"reason\":[\"X;cause=1\"]}",
        "{\"reason\":[\"evil\\r\\nX: 1\"]}",
      })
  void what_is_no_reason_is_replaced_by_our_words(String info) {
    assertThat(CoreToSip.closing(EndReason.HUNG_UP, new Content(info)).value())
        .isEqualTo("Q.850;cause=16;text=\"Normal call clearing\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"sdp\":1}", "{\"sdp\":\"\"}", "{\"sdp\"", "[]"})
  void a_text_without_a_description_has_none(String text) {
    assertThat(CoreToSip.sdp(new Content(text))).isEmpty();
  }
}
