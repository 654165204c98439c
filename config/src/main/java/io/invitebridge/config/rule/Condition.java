package io.invitebridge.config.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule demands of a call: for each facet named, one of some texts. No facet at all is met by
 * every call.
 */
public final class Condition {
  private final Map<Facet, TextSet> wanted;
  private final List<TimeWindow> times;

  /**
   * @param times of which the call must come in one; none for always
   */
  public Condition(Map<? extends Facet, TextSet> wanted, List<TimeWindow> times) {
    this.wanted = new LinkedHashMap<>(wanted);
    this.times = List.copyOf(times);
  }

  /** The groups of {@code to.user} when the call meets the condition. */
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

  /** A sentence part for each demand that the call does not meet. */
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

  /** True when every call that meets the other certainly meets this. */
  public boolean covers(Condition other) {
    for (Map.Entry<Facet, TextSet> demand : wanted.entrySet()) {
      TextSet narrower = other.wanted.get(demand.getKey());
      if (narrower == null || !demand.getValue().covers(narrower)) {
        return false;
      }
    }
    return times.isEmpty() || (!other.times.isEmpty() && times.containsAll(other.times));
  }

  /** What is demanded of one facet. */
  public Optional<TextSet> demand(Facet facet) {
    return Optional.ofNullable(wanted.get(facet));
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    wanted.forEach((facet, texts) -> parts.add(facet.key() + " " + texts));
    times.forEach(window -> parts.add("time " + window));
    return parts.isEmpty() ? "every call" : String.join(", ", parts);
  }
}
