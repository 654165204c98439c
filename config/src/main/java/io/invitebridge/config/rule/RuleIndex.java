package io.invitebridge.config.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rules that may match without looking at the others: by what the callee's or the
 * caller's user must be or begin with. Rules that say nothing of the kind are looked at for every
 * call.
 */
public final class RuleIndex {
  private final ByText callee = new ByText();
  private final ByText caller = new ByText();
  private final List<Integer> always = new ArrayList<>();

  /** Adds a rule under its number; numbers are given in the order of the rules. */
  public void add(int rule, Condition when) {
    if (!callee.add(rule, when.demand(Facet.Plain.TO_USER))
        && !caller.add(rule, when.demand(Facet.Plain.FROM_USER))) {
      always.add(rule);
    }
  }

  /** The rules that may match, in their order. */
  public int[] candidates(String calleeUser, String callerUser) {
    List<Integer> found = new ArrayList<>(always);
    callee.find(calleeUser, found);
    caller.find(callerUser, found);
    return found.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }

  /** The rules that may cover the condition, in their order. */
  public int[] coverCandidates(Condition when) {
    return candidates(
        beginning(when.demand(Facet.Plain.TO_USER)), beginning(when.demand(Facet.Plain.FROM_USER)));
  }

  // What covers a set covers its first member, and whatever covers that begins no longer than it.
  private static String beginning(Optional<TextSet> demand) {
    return demand.map(texts -> texts.matches().get(0).beginning()).orElse("");
  }

  private static final class ByText {
    private final Map<String, List<Integer>> exact = new HashMap<>();
    private final Map<String, List<Integer>> prefix = new HashMap<>();
    private final BitSet prefixLengths = new BitSet();

    boolean add(int rule, Optional<TextSet> demand) {
      List<TextMatch> matches = demand.map(TextSet::matches).orElse(List.of());
      if (matches.isEmpty() || matches.stream().anyMatch(match -> match.beginning().isEmpty())) {
        return false;
      }
      for (TextMatch match : matches) {
        String text = match.beginning();
        if (match instanceof TextMatch.Exact) {
          exact.computeIfAbsent(text, key -> new ArrayList<>()).add(rule);
        } else {
          prefix.computeIfAbsent(text, key -> new ArrayList<>()).add(rule);
          prefixLengths.set(text.length());
        }
      }
      return true;
    }

    void find(String text, List<Integer> found) {
      found.addAll(exact.getOrDefault(text, List.of()));
      for (int length = prefixLengths.nextSetBit(0);
          length >= 0 && length <= text.length();
          length = prefixLengths.nextSetBit(length + 1)) {
        found.addAll(prefix.getOrDefault(text.substring(0, length), List.of()));
      }
    }
  }
}
