package io.invitebridge.sip.trunk;

import io.invitebridge.sip.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The order of RFC 2782: by priority, and by lot among equals, each as often as its weight. */
final class WeightedOrder {
  private WeightedOrder() {}

  static <T> List<T> of(
      List<T> all, ToIntFunction<T> priority, ToIntFunction<T> weight, Tokens tokens) {
    TreeMap<Integer, List<T>> byPriority = new TreeMap<>();
    for (T one : all) {
      byPriority.computeIfAbsent(priority.applyAsInt(one), p -> new ArrayList<>()).add(one);
    }
    List<T> order = new ArrayList<>();
    byPriority.values().forEach(equals -> draw(equals, weight, tokens, order));
    return order;
  }

  private static <T> void draw(
      List<T> equals, ToIntFunction<T> weight, Tokens tokens, List<T> order) {
    // Those of weight 0 first, so that they have a small chance too.
    equals.sort(Comparator.comparing(one -> weight.applyAsInt(one) > 0));
    while (!equals.isEmpty()) {
      int sum = equals.stream().mapToInt(weight).sum();
      int lot = tokens.below(sum + 1);
      int at = 0;
      int running = weight.applyAsInt(equals.get(0));
      while (running < lot) {
        at++;
        running += weight.applyAsInt(equals.get(at));
      }
      order.add(equals.remove(at));
    }
  }
}
