package io.invitebridge.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Time to route one call by 10, 1,000 and 10,000 rules, of which half are exact and half are
 * prefixes, beside a loop in the same run that asks every rule until one matches. The routed time
 * includes the plan; the loop's is for finding the rule alone. Calls hit rules evenly. Medians of
 * several rounds after a warm-up.
 */
@Tag("benchmark")
class RoutingBenchmark {
  private static final List<Integer> RULES = List.of(10, 1_000, 10_000);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 9);
  private static final int CALLS = 512;
  private static final long ROUND_NANOS = 200_000_000L;
  private static final InvitationId ID = new InvitationId("n1-bench");

  @Test
  void aCallIsRoutedByManyRules() throws IOException {
    List<String> report = new ArrayList<>();
    report.add("| rules | routed, ns/call | naive loop, ns/call |");
    report.add("|---|---|---|");
    for (int rules : RULES) {
      BridgeConfig config = config(rules);
      RuleDirectory directory = new RuleDirectory(config);
      List<Invited> calls = calls(rules);
      double routed = nanosPerCall(i -> isRouted(directory, calls.get(i)));
      double naive = nanosPerCall(i -> isFound(config.routes(), calls.get(i)));
      report.add(String.format(Locale.ROOT, "| %,d | %,.0f | %,.0f |", rules, routed, naive));
    }
    report.forEach(System.out::println);
    Files.write(Path.of("target", "routing.md"), report);
  }

  private static boolean isRouted(RuleDirectory directory, Invited call) {
    boolean[] answered = new boolean[1];
    directory.route(ID, call, answer -> answered[0] = true);
    return answered[0];
  }

  private static boolean isFound(List<Route> routes, Invited invited) {
    Call call = new Call(ID, invited, Instant.EPOCH);
    for (Route route : routes) {
      if (route.when().match(call).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static double nanosPerCall(IntPredicate work) {
    round(work);
    round(work);
    double[] times = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      times[i] = round(work);
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  private static double round(IntPredicate work) {
    long calls = 0;
    long found = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < ROUND_NANOS) {
      for (int i = 0; i < CALLS; i++) {
        found += work.test(i) ? 1 : 0;
      }
      calls += CALLS;
    }
    long end = System.nanoTime();
    assertThat(found).isEqualTo(calls);
    return (end - begin) / (double) calls;
  }

  private static List<Invited> calls(int rules) {
    List<Invited> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      int rule = (int) ((long) i * rules / CALLS);
      String callee = rule % 2 == 0 ? "user" + rule : "+49%05d77".formatted(rule);
      calls.add(
          new Invited(
              Address.AppUser.rtm(new AppId("a"), new UserId("amy")),
              Optional.empty(),
              new CalleeName(callee),
              Optional.empty(),
              Content.EMPTY,
              Invited.INITIAL_HOPS,
              CallerLimits.NONE));
    }
    return calls;
  }

  private static BridgeConfig config(int rules) {
    StringBuilder yaml =
        new StringBuilder("apps: [{id: a}]\nlisten: {rtm: \"ws://127.0.0.1:8080/\"}\nroutes:\n");
    for (int i = 0; i < rules; i++) {
      String user = i % 2 == 0 ? "{is: user" + i + "}" : "{prefix: \"+49%05d\"}".formatted(i);
      yaml.append("- {name: r%d, when: {to: {user: %s}}, ring: [{rtm: x}]}\n".formatted(i, user));
    }
    LoadResult result = ConfigLoader.load(yaml.toString(), "bench.yaml", Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return loaded.config();
    }
    throw new AssertionError(result.toString());
  }
}
