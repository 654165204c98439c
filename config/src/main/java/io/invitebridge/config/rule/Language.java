package io.invitebridge.config.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The set of all texts that some matches take, as a finite automaton, to see whether one set lies
 * within another. Expressions of a form that is not known here, and comparisons that grow too
 * large, are undecided. Only the check of a configuration asks; no call depends on it.
 */
final class Language {
  /** What a comparison may cost. */
  private static final int MOST_STATES = 4_000;

  private static final int MOST_PAIRS = 20_000;

  /** From a state to another, for characters between two, both included. */
  record Step(int from, int to, char first, char last) {}

  private final List<List<Step>> steps = new ArrayList<>();
  private final List<List<Integer>> free = new ArrayList<>();
  private final int start = state();
  private final int end = state();

  private Language() {}

  /** Empty when one of the matches has a form that is not known here. */
  static Optional<Language> of(Collection<TextMatch> matches) {
    Language language = new Language();
    try {
      for (TextMatch match : matches) {
        language.add(match);
      }
      return Optional.of(language);
    } catch (Undecided e) {
      return Optional.empty();
    }
  }

  /** True when every text of the other is certainly one of these. */
  boolean contains(Language other) {
    TreeSet<Character> cuts = new TreeSet<>();
    cuts.add('\0');
    cuts(cuts);
    other.cuts(cuts);
    record Pair(BitSet own, BitSet theirs) {}
    Pair first = new Pair(closed(start), other.closed(other.start));
    Set<Pair> seen = new HashSet<>(Set.of(first));
    Deque<Pair> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Pair pair = open.pop();
      if (pair.theirs.get(other.end) && !pair.own.get(end)) {
        return false;
      }
      for (char c : cuts) {
        Pair next = new Pair(after(pair.own, c), other.after(pair.theirs, c));
        if (!next.theirs.isEmpty() && seen.add(next)) {
          open.push(next);
        }
      }
      if (seen.size() > MOST_PAIRS) {
        return false;
      }
    }
    return true;
  }

  private void add(TextMatch match) {
    // Expressions count code points; what is written with two characters would be miscounted.
    if (match.toString().chars().anyMatch(c -> Character.isSurrogate((char) c))) {
      throw new Undecided();
    }
    if (match instanceof TextMatch.Exact exact) {
      connect(literal(start, exact.text()), end);
    } else if (match instanceof TextMatch.Prefix prefix) {
      int rest = literal(start, prefix.text());
      step(rest, rest, '\0', '\uffff');
      connect(rest, end);
    } else if (match instanceof TextMatch.Range range) {
      range(range);
    } else if (match instanceof TextMatch.Regex regex) {
      connect(new Expression(this, regex.pattern().pattern()).from(start), end);
    } else {
      throw new Undecided();
    }
  }

  /** As far as the texts agree with both ends, with one, or with none of them. */
  private void range(TextMatch.Range range) {
    int both = start;
    int low = -1;
    int high = -1;
    int any = -1;
    for (int i = 0; i < range.first().length(); i++) {
      char a = range.first().charAt(i);
      char b = range.last().charAt(i);
      boolean digit = a >= '0' && a <= '9';
      int nextAny = state();
      int nextLow = state();
      int nextHigh = state();
      int nextBoth = -1;
      if (any >= 0 && digit) {
        step(any, nextAny, '0', '9');
      }
      if (low >= 0) {
        step(low, nextLow, a, a);
        stepIfAny(low, nextAny, (char) (a + 1), '9');
      }
      if (high >= 0) {
        step(high, nextHigh, b, b);
        stepIfAny(high, nextAny, '0', (char) (b - 1));
      }
      if (both >= 0 && a == b) {
        nextBoth = state();
        step(both, nextBoth, a, a);
      } else if (both >= 0) {
        step(both, nextLow, a, a);
        step(both, nextHigh, b, b);
        stepIfAny(both, nextAny, (char) (a + 1), (char) (b - 1));
      }
      both = nextBoth;
      low = nextLow;
      high = nextHigh;
      any = nextAny;
    }
    for (int last : new int[] {both, low, high, any}) {
      if (last >= 0) {
        connect(last, end);
      }
    }
  }

  private void stepIfAny(int from, int to, char first, char last) {
    if (first <= last) {
      step(from, to, first, last);
    }
  }

  private int literal(int from, String text) {
    int at = from;
    for (int i = 0; i < text.length(); i++) {
      int next = state();
      step(at, next, text.charAt(i), text.charAt(i));
      at = next;
    }
    return at;
  }

  int state() {
    if (steps.size() >= MOST_STATES) {
      throw new Undecided();
    }
    steps.add(new ArrayList<>());
    free.add(new ArrayList<>());
    return steps.size() - 1;
  }

  void step(int from, int to, char first, char last) {
    steps.get(from).add(new Step(from, to, first, last));
  }

  void connect(int from, int to) {
    free.get(from).add(to);
  }

  private void cuts(Set<Character> cuts) {
    for (List<Step> of : steps) {
      for (Step step : of) {
        cuts.add(step.first());
        if (step.last() < Character.MAX_VALUE) {
          cuts.add((char) (step.last() + 1));
        }
      }
    }
  }

  private BitSet closed(int state) {
    BitSet states = new BitSet();
    close(state, states);
    return states;
  }

  private void close(int from, BitSet states) {
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int state = open.pop();
      if (!states.get(state)) {
        states.set(state);
        free.get(state).forEach(open::push);
      }
    }
  }

  private BitSet after(BitSet states, char c) {
    BitSet next = new BitSet();
    states.stream()
        .forEach(
            state -> {
              for (Step step : steps.get(state)) {
                if (step.first() <= c && c <= step.last()) {
                  close(step.to(), next);
                }
              }
            });
    return next;
  }

  /** The form is not known, or the automaton too large. */
  static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecided() {
      super("undecided", null, false, false);
    }
  }
}
