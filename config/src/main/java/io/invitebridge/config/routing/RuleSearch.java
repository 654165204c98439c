package io.invitebridge.config.routing;

import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Condition;
import io.invitebridge.config.rule.OnlineState.Filling;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.Presence;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Looks for the first rule that takes one call. A rule that wants to know who is online suspends
 * the search until the answer is there; meanwhile no thread waits. One thread at a time.
 */
final class RuleSearch {
  /**
   * A rule that takes the call, and the groups of its pattern.
   *
   * @param rest the numbers of the candidates behind it; not changed
   */
  record Found(PlanMaker rule, List<String> groups, int[] rest) {}

  private final Call call;
  private final Presence presence;
  private final List<PlanMaker> rules;
  private final int[] candidates;
  private final Consumer<Optional<Found>> result;

  /** Each user is asked about once, so that all rules see the same moment. */
  private final Set<AppUser> asked = new HashSet<>();

  private final Set<AppUser> online = new HashSet<>();
  private int next;

  /**
   * @param candidates the numbers of the rules that may take the call, in their order; not changed
   * @param result hears what was found, once
   */
  RuleSearch(
      Call call,
      Presence presence,
      List<PlanMaker> rules,
      int[] candidates,
      Consumer<Optional<Found>> result) {
    this.call = call;
    this.presence = presence;
    this.rules = rules;
    this.candidates = candidates;
    this.result = result;
  }

  void run() {
    while (next < candidates.length) {
      PlanMaker rule = rules.get(candidates[next]);
      Condition when = rule.route().when();
      Optional<List<String>> groups = when.match(call);
      if (groups.isPresent()) {
        Filling filling = rule.filling(call, groups.get());
        if (!isKnown(when, filling)) {
          return;
        }
        if (when.onlineState().isMet(filling, online)) {
          result.accept(Optional.of(new Found(rule, groups.get(), rest())));
          return;
        }
      }
      next++;
    }
    result.accept(Optional.empty());
  }

  private int[] rest() {
    return Arrays.copyOfRange(candidates, next + 1, candidates.length);
  }

  /** False: the answer is still to come, and the search goes on then. */
  private boolean isKnown(Condition when, Filling filling) {
    if (when.onlineState().isAny()) {
      return true;
    }
    Set<AppUser> wanted = new HashSet<>(when.onlineState().users(filling));
    wanted.removeAll(asked);
    if (wanted.isEmpty()) {
      return true;
    }
    // Whoever comes second goes on: the answer when it comes late, else this very loop, so that a
    // thousand answers given at once are not a thousand calls deep.
    AtomicBoolean first = new AtomicBoolean();
    presence.ask(
        Set.copyOf(wanted),
        present -> {
          asked.addAll(wanted);
          online.addAll(present);
          if (!first.compareAndSet(false, true)) {
            run();
          }
        });
    return !first.compareAndSet(false, true);
  }
}
