package io.invitebridge.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallbackLineTest {
  private static final LocalTime NOON = LocalTime.of(12, 0, 0, 5_000_000);

  @Test
  void time_name_peer_and_fields_in_one_line() {
    assertThat(line("1001", Map.of("reason", "busy", "error", "PEER_OFFLINE")))
        .isEqualTo(
            "12:00:00.005  LocalInvitationFailure        1001  error=PEER_OFFLINE  reason=busy");
  }

  @Test
  void what_the_network_sent_cannot_leave_its_line_or_move_the_cursor() {
    assertThat(line("a\u001b[2Jb", Map.of("content", "x\r\ny\tz\u0000")))
        .endsWith("a?[2Jb  content=x\\r\\ny\\tz?");
  }

  @Test
  void long_texts_are_cut() {
    assertThat(line("bob", Map.of("content", "x".repeat(9_000))))
        .hasSizeLessThan(400)
        .endsWith("...");
  }

  private static String line(String peer, Map<String, String> fields) {
    return CallbackLine.of(
        NOON, new AppCallback(Kind.LOCAL_FAILURE, peer, Optional.empty(), fields));
  }
}
