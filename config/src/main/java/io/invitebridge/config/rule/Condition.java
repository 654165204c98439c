package io.invitebridge.config.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What a rule demands of a call: for each facet named, one of some texts. No facet at all is met by
 * every call.
 */
public final class Condition {
  private final Map<Facet, TextSet> wanted;
  private final List<TimeWindow> times;
  private final OnlineState onlineState;

  /**
   * @param times of which the call must come in one; none for always
   */
  public Condition(
      Map<? extends Facet, TextSet> wanted, List<TimeWindow> times, OnlineState onlineState) {
    this.wanted = new LinkedHashMap<>(wanted);
    this.times = List.copyOf(times);
    this.onlineState = onlineState;
  }

  /** Whoever may be online. */
  public Condition(Map<? extends Facet, TextSet> wanted, List<TimeWindow> times) {
    this(wanted, times, OnlineState.ANY);
  }

  /** Who has to be online besides; {@link #match} does not look at it. */
  public OnlineState onlineState() {
    return onlineState;
  }

  /** The groups of {@code to.user} when the call meets the condition, whoever may be online. */
  public Optional<List<String>> match(Call call) {
    List<String> groups = List.of();
    for (Map.Entry<Facet, TextSet> demand : wanted.entrySet()) {
      Optional<List<String>> found =
          demand.getKey().of(call).flatMap(text -> demand.getValue().groups(text));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      if (demand.getKey() == Facet.Plain.TO_USER) {
        groups = found.get();
      }
    }
    return isTime(call) ? Optional.of(groups) : Optional.empty();
  }

  private boolean isTime(Call call) {
    return times.isEmpty() || times.stream().anyMatch(window -> window.contains(call.now()));
  }

  /** A sentence part for each demand that the call does not meet, whoever may be online. */
  public List<String> mismatches(Call call) {
    List<String> out = new ArrayList<>();
    wanted.forEach(
        (facet, texts) -> {
          Optional<String> value = facet.of(call);
          if (value.flatMap(texts::groups).isEmpty()) {
            // Content and headers are private to the users: say that it differs, not what it is.
            String is =
                facet instanceof Facet.Member || facet instanceof Facet.Header
                    ? (value.isPresent() ? "differs" : "is missing")
                    : value.map(v -> "is " + v).orElse("is unknown");
            out.add(facet.key() + " " + is + ", wanted " + texts);
          }
        });
    if (!isTime(call)) {
      out.add("time is " + call.now() + ", wanted " + times);
    }
    return out;
  }

  /** How many groups {@code $1}, {@code $2} … every match provides. */
  public int groupCount() {
    TextSet users = wanted.get(Facet.Plain.TO_USER);
    return users == null ? 0 : users.groupCount();
  }

  /**
   * True when every call that meets the other certainly meets this; as for who is online, if both
   * stand in routes of the same app.
   */
  public boolean covers(Condition other) {
    return covers(other, TextSet::covers);
  }

  /** The same without looking into expressions, for when there are very many rules. */
  public boolean coversAtSight(Condition other) {
    return covers(other, TextSet::coversAtSight);
  }

  private boolean covers(Condition other, BiPredicate<TextSet, TextSet> test) {
    for (Map.Entry<Facet, TextSet> demand : wanted.entrySet()) {
      TextSet narrower = other.wanted.get(demand.getKey());
      if (narrower == null || !test.test(demand.getValue(), narrower)) {
        return false;
      }
    }
    return coversOnline(other)
        && (times.isEmpty() || (!other.times.isEmpty() && times.containsAll(other.times)));
  }

  /** Whom a template with groups means depends on the pattern that makes the groups. */
  private boolean coversOnline(Condition other) {
    if (onlineState.isAny()) {
      return true;
    }
    if (!onlineState.equals(other.onlineState)) {
      return false;
    }
    boolean withGroups = onlineState.all().stream().anyMatch(one -> one.user().highestGroup() > 0);
    return !withGroups || demand(Facet.Plain.TO_USER).equals(other.demand(Facet.Plain.TO_USER));
  }

  /** What is demanded of one facet. */
  public Optional<TextSet> demand(Facet facet) {
    return Optional.ofNullable(wanted.get(facet));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition same
        && same.wanted.equals(wanted)
        && same.times.equals(times)
        && same.onlineState.equals(onlineState);
  }

  @Override
  public int hashCode() {
    return Objects.hash(wanted, times, onlineState);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    wanted.forEach((facet, texts) -> parts.add(facet.key() + " " + texts));
    times.forEach(window -> parts.add("time " + window));
    if (!onlineState.isAny()) {
      parts.add(onlineState.toString());
    }
    return parts.isEmpty() ? "every call" : String.join(", ", parts);
  }
}
