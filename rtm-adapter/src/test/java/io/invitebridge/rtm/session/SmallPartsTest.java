package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendRinging;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.UserId;
import io.invitebridge.rtm.RtmLimits;
import io.invitebridge.rtm.RtmRate;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTimes;
import io.invitebridge.rtm.message.PeerStatus;
import io.invitebridge.rtm.session.Outbox.Notice;
import io.invitebridge.rtm.session.Outbox.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The parts that sessions are made of, each alone. */
class SmallPartsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final AppUser ALICE = AppUser.rtm(Stage.APP, new UserId("alice"));
  private static final AppUser BOB = AppUser.rtm(Stage.APP, new UserId("bob"));
  private static final LegRef LEG = new LegRef(new InvitationId("n1-a"), LegId.INVITER);

  @Test
  void window_countsWithinTheLastSpanOnly() {
    SlidingWindow window = new SlidingWindow(new RtmRate(2, Duration.ofSeconds(1)));
    assertThat(window.take(START)).isTrue();
    assertThat(window.take(START.plusMillis(500))).isTrue();
    assertThat(window.take(START.plusMillis(999))).isFalse();
    assertThat(window.take(START.plusMillis(1000))).isTrue();
    assertThat(window.isIdle(START.plusMillis(1999))).isFalse();
    assertThat(window.isIdle(START.plusMillis(2000))).isTrue();
  }

  @Test
  void outbox_isBoundedByCountAndByBytes() {
    Outbox few = new Outbox(RtmLimits.DEFAULT.withNotices(4, 1024 * 1024));
    assertThat(keep(few, Share.MESSAGES, 3)).isEqualTo(2);
    assertThat(keep(few, Share.INVITATIONS, 3)).isEqualTo(1);
    assertThat(keep(few, Share.ALL, 3)).isEqualTo(1);

    Outbox small = new Outbox(RtmLimits.DEFAULT.withNotices(100, 64 * 1024));
    String half = "ä".repeat(16 * 1024);
    assertThat(small.keep(Share.ALL, notice(half), () -> {})).isTrue();
    assertThat(small.keep(Share.MESSAGES, notice("x"), () -> {})).isFalse();
    assertThat(small.keep(Share.ALL, notice(half), () -> {})).isTrue();
    assertThat(small.keep(Share.ALL, notice("x"), () -> {})).isFalse();
    small.acknowledge(1);
    assertThat(small.keep(Share.ALL, notice("x"), () -> {})).isTrue();
  }

  @Test
  void outbox_acknowledgesUpToANumber() {
    Outbox outbox = new Outbox(RtmLimits.DEFAULT);
    List<String> acknowledged = new ArrayList<>();
    for (String text : List.of("a", "b", "c")) {
      outbox.keep(Share.ALL, notice(text), () -> acknowledged.add(text));
    }
    assertThat(outbox.nextSeq()).isEqualTo(4);
    assertThat(outbox.wasSent(3)).isTrue();
    assertThat(outbox.wasSent(4)).isFalse();
    outbox.acknowledge(2);
    outbox.acknowledge(1);
    assertThat(acknowledged).containsExactly("a", "b");
    assertThat(outbox.unacknowledged()).extracting(Notice::text).containsExactly("c");
  }

  @Test
  void owners_keepEffectsThatComeBeforeTheOwnerIsKnown() {
    LegOwners owners = new LegOwners();
    SendRinging ringing = new SendRinging(LegId.INVITER, true);
    SendAccept accept = new SendAccept(LegId.INVITER, Content.EMPTY);
    assertThat(owners.ownerOrPark(LEG, ringing)).isEmpty();
    assertThat(owners.ownerOrPark(LEG, accept)).isEmpty();

    assertThat(owners.bind(LEG, ALICE)).containsExactly(ringing, accept);
    assertThat(owners.ownerOrPark(LEG, accept)).contains(ALICE);
    assertThat(owners.dropParked(LEG)).isFalse();
    owners.forget(LEG);
    assertThat(owners.size()).isZero();
  }

  @Test
  void owners_giveUpOnAnOwnerWhoNeverCame() {
    LegOwners owners = new LegOwners();
    owners.ownerOrPark(LEG, new SendRinging(LegId.INVITER, true));
    assertThat(owners.dropParked(LEG)).isTrue();
    assertThat(owners.size()).isZero();
  }

  @Test
  void effectForALegOfNobody_isForgotten() {
    Stage stage = new Stage();
    stage.adapter.perform(LEG, new SendRinging(LegId.INVITER, true));
    stage.adapter.perform(
        new LegRef(LEG.invitation(), new LegId(1)), new SendAccept(new LegId(1), Content.EMPTY));
    stage.seconds(2);
    assertThat(stage.adapter.remembered()).isZero();
    assertThat(stage.adapter.counters().lateEffects()).isEqualTo(2);
  }

  @Test
  void board_tellsOnlyChangesAndForgetsWhoIsOffline() {
    PresenceBoard board = new PresenceBoard();
    board.watch(BOB, ALICE);
    assertThat(board.publish(BOB, PeerStatus.OFFLINE)).isEmpty();
    assertThat(board.publish(BOB, PeerStatus.ONLINE)).containsExactly(ALICE);
    assertThat(board.publish(BOB, PeerStatus.ONLINE)).isEmpty();
    assertThat(board.sessions()).isEqualTo(1);
    board.unwatch(BOB, ALICE);
    assertThat(board.publish(BOB, PeerStatus.OFFLINE)).isEmpty();
    assertThat(board.sessions()).isZero();
    assertThat(board.watched()).isZero();
  }

  @Test
  void settings_refuseWhatMakesNoSense() {
    RtmSettings.App app = new RtmSettings.App(Stage.APP, false);
    assertThatThrownBy(() -> RtmSettings.of("h", 70_000, "/", List.of(app)))
        .hasMessageContaining("port");
    assertThatThrownBy(() -> RtmSettings.of("h", 1, "rtm", List.of(app)))
        .hasMessageContaining("slash");
    assertThatThrownBy(() -> RtmSettings.of("h", 1, "/", List.of(app, app)))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> RtmTimes.DEFAULT.withPing(Duration.ofSeconds(7)))
        .hasMessageContaining("out of order");
    assertThatThrownBy(() -> RtmTimes.DEFAULT.withPresence(Duration.ZERO))
        .hasMessageContaining("presence");
    assertThatThrownBy(() -> RtmLimits.DEFAULT.withNotices(0, 1 << 20))
        .hasMessageContaining("maxNotices");
    assertThatThrownBy(() -> RtmLimits.DEFAULT.withNotices(1, 1))
        .hasMessageContaining("maxNoticeBytes");
    assertThatThrownBy(() -> new RtmRate(0, Duration.ofSeconds(1))).hasMessageContaining("rate");
  }

  private static int keep(Outbox outbox, Share share, int times) {
    int kept = 0;
    for (int i = 0; i < times; i++) {
      kept += outbox.keep(share, notice("x"), () -> {}) ? 1 : 0;
    }
    return kept;
  }

  private static Notice notice(String text) {
    return new Notice(text, "test", Optional.empty());
  }
}
