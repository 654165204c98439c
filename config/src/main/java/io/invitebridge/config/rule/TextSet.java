package io.invitebridge.config.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts of which any will do; long lists of exact ones cost one look-up. */
public final class TextSet {
  private static final int SHOWN = 8;

  private final Set<String> exact = new LinkedHashSet<>();
  private final List<TextMatch> others = new ArrayList<>();
  private final List<TextMatch> all;

  public TextSet(Collection<? extends TextMatch> matches) {
    if (matches.isEmpty()) {
      throw new IllegalArgumentException("A condition needs at least one value.");
    }
    all = List.copyOf(matches);
    for (TextMatch match : all) {
      if (match instanceof TextMatch.Exact literal) {
        exact.add(literal.text());
      } else {
        others.add(match);
      }
    }
  }

  /** A set of exact texts. */
  public static TextSet of(Collection<String> texts) {
    return new TextSet(texts.stream().map(TextMatch.Exact::new).toList());
  }

  /** Texts of which any set has one. */
  public static TextSet union(List<TextSet> sets) {
    return sets.size() == 1
        ? sets.get(0)
        : new TextSet(sets.stream().flatMap(set -> set.all.stream()).toList());
  }

  /** The groups of the first match. */
  Optional<List<String>> groups(String text) {
    if (exact.contains(text)) {
      return Optional.of(List.of());
    }
    for (TextMatch match : others) {
      Optional<List<String>> groups = match.groups(text);
      if (groups.isPresent()) {
        return groups;
      }
    }
    return Optional.empty();
  }

  /** How many groups every one of the matches has. */
  int groupCount() {
    return all.stream().mapToInt(TextMatch::groupCount).min().orElse(0);
  }

  /** True when every text of the other is certainly one of these. */
  boolean covers(TextSet other) {
    return coversAtSight(other) || coversByAutomaton(other);
  }

  /** The same without the cost of looking into expressions; misses some. */
  boolean coversAtSight(TextSet other) {
    return other.all.stream().allMatch(this::coversOne);
  }

  private boolean coversByAutomaton(TextSet other) {
    if (others.isEmpty() || !other.all.stream().allMatch(this::hasBeginningOf)) {
      return false;
    }
    Optional<Language> wide = Language.of(all);
    Optional<Language> narrow = wide.isPresent() ? Language.of(other.all) : Optional.empty();
    return narrow.isPresent() && wide.get().contains(narrow.get());
  }

  /** Texts that begin differently need no automaton. */
  private boolean hasBeginningOf(TextMatch narrow) {
    return all.stream()
        .anyMatch(
            own ->
                narrow.beginning().startsWith(own.beginning())
                    || own.beginning().startsWith(narrow.beginning()));
  }

  private boolean coversOne(TextMatch match) {
    return (match instanceof TextMatch.Exact literal && exact.contains(literal.text()))
        || others.stream().anyMatch(own -> own.covers(match));
  }

  public List<TextMatch> matches() {
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextSet same && same.all.equals(all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    String some =
        all.stream().limit(SHOWN).map(TextMatch::toString).collect(Collectors.joining(" or "));
    return all.size() > SHOWN ? some + " or one of " + (all.size() - SHOWN) + " others" : some;
  }
}
