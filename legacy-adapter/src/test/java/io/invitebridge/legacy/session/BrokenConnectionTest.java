package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.testing.LegacyPeer;
import io.invitebridge.legacy.testing.WebPage;
import io.invitebridge.legacy.testing.WebPage.Build;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections that break at every point between a push and its receipt. The page with web build
 * 1.4.0 shows everything once, in order. Builds that remember nothing over a login show everything,
 * and twice only what they had taken without the server having heard of it.
 */
class BrokenConnectionTest {
  private static final int MESSAGES = 5;

  @Test
  void atEachFrameOfADialogueNothingIsLostOrDoubled() {
    int frames = new Run(1, Build.V1_4_0).dialogue(Integer.MAX_VALUE);
    assertThat(frames).isGreaterThan(20);
    for (int cut = 0; cut < frames; cut++) {
      Run run = new Run(cut, Build.V1_4_0);
      run.dialogue(cut);
      run.page.cut();
      run.stage.pass(Duration.ofMillis(200));
      run.send();
      run.page.connect();
      run.finish();
      assertThat(run.page.shown()).as("cut after frame %d", cut).isEqualTo(run.sent());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPageThatComesBackAgainAndAgainShowsEverythingOnce(long seed) {
    for (int world = 0; world < 40; world++) {
      Run run = new Run(seed * 1_000 + world, Build.V1_4_0);
      run.page.connect();
      for (int step = 0; step < 150; step++) {
        run.anything(Run.Break.COMES_BACK);
      }
      run.finish();
      assertThat(run.page.shown()).as("world %d", seed * 1_000 + world).isEqualTo(run.sent());
    }
  }

  @ParameterizedTest
  @EnumSource(Build.class)
  void aPageThatIsReloadedLosesNothingAndDoublesOnlyWhatTheServerHadNoReceiptFor(Build build) {
    for (int world = 0; world < 100; world++) {
      Run run = new Run(world, build);
      run.page.connect();
      for (int step = 0; step < 120; step++) {
        run.anything(Run.Break.RELOADS);
      }
      run.finish();
      List<String> shown = run.page.shown();
      assertThat(List.copyOf(new LinkedHashSet<>(shown)))
          .as("world %d", world)
          .isEqualTo(run.sent());
      if (build != Build.V1_1_3) {
        assertThat(shown.size() - run.sent().size()).isLessThanOrEqualTo(run.unsure);
      }
    }
  }

  @Test
  void aReceiptComesWithinARoundTripAndNotASecond() {
    for (Build build : List.of(Build.V1_4_0, Build.V1_3_0)) {
      Run run = new Run(1, build);
      run.page.connect();
      run.settle();
      run.send();
      run.settle();
      assertThat(run.stage.store.waitingLetters(run.stage.time.now())).isZero();
    }
  }

  @Test
  void aCounterFromALostConnectionNeitherAcknowledgesNorShowsAnything() {
    Run run = new Run(1, Build.V1_4_0);
    run.page.connect();
    run.settle();
    IntStream.range(0, 10).forEach(i -> run.send());
    run.settle();
    run.page.cut();
    run.stage.seconds(40);
    run.page.connect();
    run.settle();
    run.send();
    run.page.minute();
    while (run.page.toServer()) {
      run.stage.time.settle();
    }
    run.page.cut();
    run.stage.seconds(1);
    run.page.connect();
    run.finish();
    assertThat(run.page.shown()).isEqualTo(run.sent());
  }

  @Test
  void aCounterFromALostConnectionIsNotToldToPollAgainAndAgain() {
    Run run = new Run(1, Build.V1_4_0);
    run.page.connect();
    run.settle();
    run.send();
    run.settle();
    run.page.cut();
    run.stage.seconds(1);
    run.page.connect();
    run.settle();
    run.page.minute();
    run.settle();
    run.page.second();
    assertThat(run.page.toServer()).isFalse();
  }

  @Test
  void aPageOverASlowNetworkIsKnownByItsFirstPollAllTheSame() {
    Run run = new Run(1, Build.V1_4_0);
    run.page.connect();
    run.page.toServer();
    run.stage.seconds(2);
    run.send();
    run.stage.time.settle();
    assertThat(run.page.underWay()).anyMatch(frame -> frame.contains("msg-v2 "));
    run.settle();
    run.send();
    run.send();
    run.stage.time.settle();
    assertThat(run.page.underWay()).anyMatch(frame -> frame.contains("msg-v3 "));
    while (run.page.toPage()) {
      run.stage.time.settle();
    }
    run.page.cut();
    run.stage.seconds(1);
    run.page.connect();
    run.finish();
    assertThat(run.page.shown()).isEqualTo(run.sent());
  }

  @Test
  void aConnectionThatIsHalfOpenIsReplaced() {
    Run run = new Run(1, Build.V1_4_0);
    run.page.connect();
    run.settle();
    run.send();
    run.stage.time.settle();
    run.page.connect();
    run.finish();
    assertThat(run.page.shown()).isEqualTo(run.sent());
    assertThat(run.stage.adapter.connections()).isEqualTo(2);
  }

  @Test
  void aThousandMessagesOverAConnectionThatKeepsBreakingArriveOnceAndInOrder() {
    Run run = new Run(9, Build.V1_4_0);
    run.page.connect();
    IntStream.range(0, 1_000).forEach(i -> run.send());
    for (int i = 0; i < 3_000; i++) {
      run.stage.time.settle();
      run.page.step();
      if (i % 97 == 96) {
        run.page.cut();
        run.stage.pass(Duration.ofMillis(200));
        run.page.connect();
      }
    }
    run.finish();
    assertThat(run.page.shown()).isEqualTo(run.sent());
  }

  @Test
  void aReceiptOfAnInviteIsOneForWhatCameBeforeIt() {
    Run run = new Run(1, Build.V1_1_3);
    run.page.connect();
    run.settle();
    run.send();
    run.alice.invite("room1", "bob", "");
    run.settle();
    assertThat(run.stage.store.waitingLetters(run.stage.time.now())).isZero();
    run.alice.bye("room1", "bob", "");
    run.finish();
  }

  @Test
  void aCallRingsOnceInEachSessionAndNeverAfterItsEnd() {
    int frames = call(Integer.MAX_VALUE, false).moved;
    for (int cut = 0; cut < frames; cut++) {
      Run back = call(cut, false);
      back.page.connect();
      back.finish();
      long rung = back.page.shown().stream().filter("voip_invite room1 alice"::equals).count();
      assertThat(rung).as("cut after frame %d", cut).isBetween(1L, 2L);
      assertThat(back.page.shown()).endsWith("voip_invite room1 alice");
      back.alice.bye("room1", "bob", "");
      back.finish();
      Run late = call(cut, true);
      int before = late.page.shown().size();
      late.page.connect();
      late.finish();
      assertThat(late.page.shown().subList(before, late.page.shown().size()))
          .as("cut after frame %d", cut)
          .doesNotContain("voip_invite room1 alice");
    }
  }

  @Test
  void theEndOfAnOldCallIsNotTakenForOneOfANewCall() {
    Run run = new Run(1, Build.V1_3_0);
    LegacyPeer carol = run.stage.online("carol");
    run.page.connect();
    run.settle();
    run.page.word("voip_invite", "room1", "carol");
    run.settle();
    carol.refuse("room1", "bob", "");
    run.stage.time.settle();
    run.page.cut();
    run.stage.seconds(1);
    run.page.connect();
    run.page.toServer();
    run.stage.time.settle();
    run.page.toPage();
    run.page.word("voip_invite", "room1", "carol");
    run.settle();
    assertThat(run.page.shown()).doesNotContain("voip_invite_refuse room1 carol");
    run.page.word("voip_invite_bye", "room1", "carol");
    run.finish();
  }

  /** Up to a cut, a call that rings; it may be taken back while the callee is away. */
  private static Run call(int cut, boolean takenBack) {
    Run run = new Run(1, Build.V1_4_0);
    run.page.connect();
    run.settle();
    run.alice.invite("room1", "bob", "{\"_timeout\":30}");
    run.stage.time.settle();
    while (run.moved < cut && run.move()) {
      run.stage.time.settle();
    }
    if (cut < Integer.MAX_VALUE) {
      run.page.cut();
      run.stage.seconds(1);
    }
    if (takenBack) {
      run.alice.bye("room1", "bob", "");
      run.stage.seconds(1);
    }
    return run;
  }

  /** Alice writes to a page. */
  private static final class Run {
    enum Break {
      COMES_BACK,
      RELOADS
    }

    final Stage stage = new Stage();
    final LegacyPeer alice = stage.online("alice");
    final WebPage page;
    int unsure;
    int moved;
    private final Random random;
    private int messages;

    Run(long seed, Build build) {
      random = new Random(seed);
      page = new WebPage(stage.adapter, Stage.APP, "bob", build);
    }

    void send() {
      alice.message("bob", "m" + messages++);
    }

    List<String> sent() {
      return IntStream.range(0, messages).mapToObj(i -> "m" + i).toList();
    }

    boolean move() {
      boolean one = page.step();
      moved += one ? 1 : 0;
      return one;
    }

    void settle() {
      do {
        stage.time.settle();
      } while (page.step());
    }

    /** Messages in twos with everything moved between, up to a cut; how many frames moved. */
    int dialogue(int cut) {
      page.connect();
      while (moved < cut) {
        stage.time.settle();
        if (!move()) {
          if (messages >= MESSAGES) {
            return moved;
          }
          send();
          send();
        }
      }
      return moved;
    }

    void anything(Break how) {
      switch (random.nextInt(12)) {
        case 0, 1 -> send();
        case 2, 3, 4 -> page.toServer();
        case 5, 6, 7 -> page.toPage();
        case 8 -> stage.time.settle();
        case 9 -> page.second();
        case 10 -> stage.pass(Duration.ofMillis(random.nextInt(200)));
        default -> {
          if (random.nextInt(3) == 0) {
            breaks(how);
          }
        }
      }
    }

    void breaks(Break how) {
      stage.time.settle();
      if (how == Break.COMES_BACK) {
        page.cut();
        stage.pass(Duration.ofMillis(200));
        page.connect();
      } else {
        unsure += stage.store.waitingLetters(stage.time.now());
        page.reload();
      }
    }

    /** Everything moves, and everybody polls until nothing is left to say. */
    void finish() {
      for (int i = 0; i < 4; i++) {
        settle();
        page.second();
        settle();
        page.minute();
      }
      settle();
      assertThat(stage.runtime.figures().violations()).isZero();
    }
  }
}
