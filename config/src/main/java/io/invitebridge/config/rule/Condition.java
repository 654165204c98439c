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

  public Condition(Map<? extends Facet, TextSet> wanted) {
    this.wanted = new LinkedHashMap<>(wanted);
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
    return Optional.of(groups);
  }

  /** A sentence part for each demand that the call does not meet. */
  public List<String> mismatches(Call call) {
    List<String> out = new ArrayList<>();
    wanted.forEach(
        (facet, texts) -> {
          Optional<String> value = facet.of(call);
          if (value.flatMap(texts::groups).isEmpty()) {
            // Content is private to the users: say that it differs, not what it is.
            String is =
                facet instanceof Facet.Member
                    ? (value.isPresent() ? "differs" : "is missing")
                    : value.map(v -> "is " + v).orElse("is unknown");
            out.add(facet.key() + " " + is + ", wanted " + texts);
          }
        });
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
    return true;
  }

  /** What is demanded of one facet. */
  public Optional<TextSet> demand(Facet facet) {
    return Optional.ofNullable(wanted.get(facet));
  }

  @Override
  public String toString() {
    return wanted.isEmpty() ? "every call" : wanted.toString();
  }
}
