package io.invitebridge.legacy.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.legacy.testing.Heard;
import io.invitebridge.legacy.testing.LegacyPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users who do anything at any time, over connections that break. Whatever they do, the engine is
 * never told nonsense, messages stay in order, nobody accepts into the void, and nothing is left.
 */
class SimulationTest {
  private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave");
  private static final List<String> ROOMS = List.of("r1", "r2");
  private static final int STEPS = 3_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anythingAtAnyTime(long seed) {
    World world = new World(seed);
    for (int step = 0; step < STEPS; step++) {
      world.step();
      assertThat(world.stage.runtime.figures().violations()).as("seed %d", seed).isZero();
    }
    world.checkMessages();
    world.peers.values().forEach(LegacyPeer::drop);
    world.stage.quiet();
    assertThat(world.stage.adapter.connections()).isZero();
    assertThat(world.stage.runtime.figures().begun()).isGreaterThan(50);
  }

  private static final class World {
    final Stage stage = new Stage();
    final Map<String, LegacyPeer> peers = new HashMap<>();
    private final Random random;
    private int messages;

    World(long seed) {
      random = new Random(seed);
      NAMES.forEach(name -> peers.put(name, stage.online(name)));
    }

    void step() {
      String name = pick(NAMES);
      LegacyPeer who = peers.get(name);
      String other = pick(NAMES);
      String room = pick(ROOMS);
      switch (random.nextInt(14)) {
        case 0, 1 -> who.invite(room, other, pick(List.of("", "{\"_require_peer_online\":1}")));
        case 2 -> who.invite(room, other, "{\"_timeout\":2}");
        case 3, 4 -> who.accept(room, other, "");
        case 5 -> who.refuse(room, other, "");
        case 6 -> who.bye(room, other, "");
        case 7 -> who.dtmf(room, other, "1");
        case 8, 9 -> who.message(other, name + " " + ++messages);
        case 10 -> who.poll();
        case 11 -> connection(who);
        case 12 -> who.call("channel_join", Map.of("name", room));
        default -> stage.pass(Duration.ofMillis(random.nextInt(5_000)));
      }
      if (random.nextInt(3) > 0) {
        stage.time.settle();
      }
    }

    /** What one user wrote to another is read in that order; a repeat needs a break between. */
    void checkMessages() {
      for (LegacyPeer peer : peers.values()) {
        Map<String, Integer> last = new HashMap<>();
        List<String> seen = new ArrayList<>();
        for (Heard one : peer.heard()) {
          if (one.kind().equals("instant") && !seen.contains(one.body())) {
            seen.add(one.body());
            int number = Integer.parseInt(one.body().split(" ")[1]);
            assertThat(number).isGreaterThan(last.getOrDefault(one.from(), 0));
            last.put(one.from(), number);
          }
        }
      }
    }

    private void connection(LegacyPeer who) {
      switch (random.nextInt(5)) {
        case 0 -> who.drop();
        case 1 -> who.leavePage();
        case 2 -> who.logout();
        default -> who.login();
      }
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }
}
