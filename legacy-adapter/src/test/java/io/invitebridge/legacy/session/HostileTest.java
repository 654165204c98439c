package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.message.CloseCode;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users who mean harm, or whose clients went mad: what they do has a bound, and others go on. */
class HostileTest {
  private static final String LONG = "x".repeat(8_000);

  private Stage stage = new Stage();

  @AfterEach
  void quiet() {
    stage.quiet();
  }

  @Test
  void aFlagIsNoPlaceToKeepThings() {
    LegacyPeer alice = stage.online("alice");
    long sent = alice.message("nobody", "hi", "v1:E:3600" + "x".repeat(60_000));
    stage.time.settle();
    assertThat(alice.error(sent)).isEqualTo("large param");
    assertThat(stage.store.waitingLetters(stage.time.now())).isZero();
  }

  @Test
  void smallMessagesToManyAbsentUsersComeToAnEnd() {
    stage = new Stage(Stage.settings().withLimits(LegacyLimits.DEFAULT.withStoredBytes(1_000_000)));
    LegacyPeer alice = stage.online("alice");
    long last = 0;
    for (int i = 0; i < 1_990; i++) {
      last = alice.message("nobody" + i, "x");
      stage.time.settle();
    }
    assertThat(alice.error(last)).isEqualTo("peer mailbox full");
    assertThat(stage.store.waitingLetters(stage.time.now())).isLessThan(1_900);
  }

  @Test
  void invitesToManyAbsentUsersComeToAnEnd() {
    LegacyPeer alice = stage.online("alice");
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      long invite = alice.invite("room1", "nobody" + i, "");
      if (i % 500 == 499) {
        stage.time.settle();
        refused += alice.error(invite).isEmpty() ? 0 : 1;
        assertThat(stage.adapter.openLegs()).isLessThanOrEqualTo(200);
        assertThat(stage.adapter.remembered()).isLessThan(500);
      }
      if (i % 100 == 99) {
        stage.seconds(1);
      }
    }
    assertThat(refused).isPositive();
    LegacyPeer carol = stage.online("carol");
    stage.online("bob");
    carol.invite("room2", "bob", "");
    stage.time.settle();
    assertThat(carol.kinds()).containsExactly("voip_invite_ack");
  }

  @Test
  void oneUserCannotTakeTheSpaceForChannels() {
    LegacyPeer alice = stage.online("alice");
    long last = 0;
    for (int i = 0; i < 1_000; i++) {
      last =
          alice.call("channel_set_attr", Map.of("channel", "room" + i, "name", "n", "value", "v"));
    }
    stage.time.settle();
    assertThat(alice.error(last)).isEqualTo("too often");
    assertThat(stage.adapter.remembered()).isLessThan(20);
    stage.seconds(1);
    long later = alice.call("channel_set_attr", Map.of("channel", "c", "name", "n", "value", "v"));
    stage.time.settle();
    assertThat(alice.error(later)).isEmpty();
  }

  @Test
  void whoDoesNotTakeTheWordsOfCallsIsDropped() {
    LegacyPeer alice = stage.online("alice");
    LegacyPeer bob = stage.online("bob");
    call(alice, bob);
    bob.polls(false);
    for (int i = 0; i < 500; i++) {
      alice.word("voip_invite_msg", "room1", "bob", LONG);
    }
    stage.time.settle();
    assertThat(bob.closedWith()).contains(CloseCode.POLICY);
    assertThat(bob.heard()).hasSizeLessThan(300);
    alice.bye("room1", "bob", "");
  }

  @Test
  void whenAllWordsTakeTooMuchThoseWhoReadGoOn() {
    stage = new Stage(Stage.settings().withLimits(LegacyLimits.DEFAULT.withStoredBytes(1_000_000)));
    LegacyPeer alice = stage.online("alice");
    LegacyPeer deaf = stage.online("deaf");
    call(alice, deaf);
    deaf.polls(false);
    IntStream.range(0, 63).forEach(i -> alice.word("voip_invite_msg", "room1", "deaf", LONG));
    stage.time.settle();
    LegacyPeer bob = stage.online("bob");
    LegacyPeer carol = stage.online("carol");
    call(bob, carol);
    for (int i = 0; i < 100; i++) {
      bob.word("voip_invite_msg", "room1", "carol", LONG);
      stage.time.settle();
      carol.poll();
      stage.time.settle();
    }
    assertThat(carol.isOpen()).isTrue();
    alice.word("voip_invite_msg", "room1", "deaf", LONG);
    stage.time.settle();
    assertThat(deaf.isOpen()).isFalse();
    alice.bye("room1", "deaf", "");
    bob.bye("room1", "carol", "");
  }

  private void call(LegacyPeer caller, LegacyPeer callee) {
    caller.invite("room1", callee.address().user().value(), "");
    stage.time.settle();
    callee.accept("room1", caller.address().user().value(), "");
    callee.poll();
    stage.time.settle();
  }
}
