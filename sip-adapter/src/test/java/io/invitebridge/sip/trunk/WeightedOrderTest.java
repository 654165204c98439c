package io.invitebridge.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Tokens;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 2782: priorities in order, weights by lot. */
class WeightedOrderTest {
  private record One(String name, int priority, int weight) {}

  private final Tokens dice =
      new Tokens() {
        private final Random random = new Random(7);

        @Override
        public String next() {
          return "t";
        }

        @Override
        public int below(int bound) {
          return random.nextInt(bound);
        }
      };

  @Test
  void lower_priorities_come_first_always() {
    for (int i = 0; i < 200; i++) {
      assertThat(order(new One("c", 3, 100), new One("a", 1, 0), new One("b", 2, 1)))
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void weights_are_shares_of_the_first_place() {
    int firsts = 0;
    for (int i = 0; i < 10_000; i++) {
      if (order(new One("a", 1, 30), new One("b", 1, 10)).get(0).equals("a")) {
        firsts++;
      }
    }
    assertThat(firsts).isBetween(7_200, 7_900);
  }

  @Test
  void a_weight_of_zero_has_a_small_chance_and_never_a_big_one() {
    int firsts = 0;
    for (int i = 0; i < 10_000; i++) {
      if (order(new One("zero", 1, 0), new One("b", 1, 99)).get(0).equals("zero")) {
        firsts++;
      }
    }
    assertThat(firsts).isBetween(20, 300);
  }

  @Test
  void none_is_lost() {
    assertThat(order(new One("a", 1, 0), new One("b", 1, 0), new One("c", 1, 0)))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(order()).isEmpty();
  }

  private List<String> order(One... all) {
    return WeightedOrder.of(List.of(all), One::priority, One::weight, dice).stream()
        .map(One::name)
        .toList();
  }
}
