package io.invitebridge.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegId;
import io.invitebridge.sip.TrafficCounters.Key;
import io.invitebridge.sip.testing.SipCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages are counted for their trunk, by method and class of status. */
class TrafficTest {
  private final Bench bench = new Bench();

  @Test
  void each_message_counts_once() {
    List<String> newcomers = new ArrayList<>();
    bench.adapter.traffic().watch(key -> newcomers.add(words(key)));
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(
        new SendRejection(
            LegId.INVITER,
            Rejection.refused(RefuseReason.BUSY, Content.EMPTY),
            DeclinePolicy.DEFAULT));
    call.ackRefusal();
    bench.settle();
    bench.bob.call("100").request("WHATEVER", Optional.empty());
    bench.settle();
    bench.pass(Duration.ofSeconds(100));
    assertThat(newcomers)
        .containsExactly(
            "pbx IN INVITE request",
            "pbx OUT INVITE 1xx",
            "pbx OUT INVITE 4xx",
            "- IN other request",
            "- OUT other 4xx");
    assertThat(bench.adapter.traffic().snapshot().values()).allMatch(count -> count == 1);
  }

  private static String words(Key key) {
    return key.trunk().map(Object::toString).orElse("-")
        + " "
        + key.direction()
        + " "
        + key.method()
        + " "
        + key.kind();
  }
}
