package io.invitebridge.config.routing;

import io.invitebridge.config.rule.Action.Round;
import io.invitebridge.core.model.InvitationId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts rounds that have weights in an order by lot; the others keep their places. The lot is drawn
 * by the call's id, so that the same call is always ordered alike.
 */
final class WeightedOrder {
  private WeightedOrder() {}

  static List<Round> of(List<Round> rounds, InvitationId call) {
    SplittableRandom random = new SplittableRandom(call.value().hashCode());
    List<Round> out = new ArrayList<>();
    List<Round> pool = new ArrayList<>();
    for (Round round : rounds) {
      if (round.weight().isEmpty()) {
        drawAll(pool, out, random);
        out.add(round);
      } else {
        pool.add(round);
      }
    }
    drawAll(pool, out, random);
    return out;
  }

  private static void drawAll(List<Round> pool, List<Round> out, SplittableRandom random) {
    while (!pool.isEmpty()) {
      int lot = random.nextInt(pool.stream().mapToInt(WeightedOrder::weight).sum());
      int next = 0;
      while (lot >= weight(pool.get(next))) {
        lot -= weight(pool.get(next));
        next++;
      }
      out.add(pool.remove(next));
    }
  }

  private static int weight(Round round) {
    return round.weight().orElse(1);
  }
}
