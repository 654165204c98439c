package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.LegacyStore.Owner;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the memory store keeps, refuses and forgets. */
class MemoryStoreTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AppUser ALICE = user("alice");
  private static final AppUser BOB = user("bob");

  private final MemoryStore store = new MemoryStore(LegacyLimits.DEFAULT);

  @Test
  void lettersWaitInOrderUntilTheyAreDroppedOrOld() {
    Letter first = letter("1", 10);
    Letter second = letter("2", 60);
    assertThat(store.keep(BOB, first, NOW)).isTrue();
    assertThat(store.keep(BOB, second, NOW)).isTrue();
    assertThat(store.letters(BOB, NOW)).containsExactly(first, second);
    assertThat(store.letters(BOB, NOW.plusSeconds(10))).containsExactly(second);
    store.drop(BOB, second.id());
    assertThat(store.letters(BOB, NOW)).isEmpty();
    assertThat(store.waitingLetters(NOW)).isZero();
  }

  @Test
  void oneUserCannotHaveTooMany() {
    for (int i = 0; i < LegacyLimits.DEFAULT.maxLetters(); i++) {
      assertThat(store.keep(BOB, letter("x", 60), NOW)).isTrue();
    }
    assertThat(store.keep(BOB, letter("x", 60), NOW)).isFalse();
    assertThat(store.keep(ALICE, letter("x", 60), NOW)).isTrue();
    assertThat(store.keep(BOB, letter("x", 120), NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void allTogetherCannotTakeTooMuchMemory() {
    String text = "x".repeat(8_000);
    int kept = 0;
    while (store.keep(user("u" + kept / 1_000), letter(text, 60), NOW)) {
      kept++;
    }
    assertThat(kept * 16_000L)
        .isBetween(
            LegacyLimits.DEFAULT.maxStoredBytes() * 9L / 10,
            (long) LegacyLimits.DEFAULT.maxStoredBytes());
    assertThat(store.keep(BOB, letter(text, 120), NOW.plus(Duration.ofSeconds(60)))).isTrue();
  }

  @Test
  void attributesHaveTheirLimitAndTheOldestGoFirst() {
    Owner bob = new Owner.User(BOB);
    for (int i = 0; i < LegacyLimits.DEFAULT.maxAttributes(); i++) {
      assertThat(store.setAttribute(bob, "n" + i, "v")).isTrue();
    }
    assertThat(store.setAttribute(bob, "one more", "v")).isFalse();
    assertThat(store.setAttribute(bob, "n0", "other")).isTrue();
    assertThat(store.attributes(bob)).containsEntry("n0", "other");
    String value = "v".repeat(8_000);
    for (int owner = 0; owner < 50; owner++) {
      for (int i = 0; i < 100; i++) {
        store.setAttribute(new Owner.User(user("u" + owner)), "n" + i, value);
      }
    }
    assertThat(store.attributes(bob)).isEmpty();
    assertThat(store.attributes(new Owner.User(user("u49")))).hasSize(100);
    store.removeAttribute(new Owner.User(user("u49")), "n0");
    store.removeAttribute(new Owner.User(user("u49")), "n0");
    assertThat(store.attributes(new Owner.User(user("u49")))).hasSize(99);
    store.clearAttributes(new Owner.User(user("u49")));
    assertThat(store.attributes(new Owner.User(user("u49")))).isEmpty();
  }

  private Letter letter(String text, long seconds) {
    return new Letter(store.nextLetterId(), ALICE, "v1:E:60", text, NOW, NOW.plusSeconds(seconds));
  }

  private static AppUser user(String name) {
    return new AppUser(Network.LEGACY, new AppId("app"), new UserId(name));
  }
}
