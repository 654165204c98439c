package io.invitebridge.tests.bench;

import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What JMH measures: one call, routed by so many rules, of which half are exact and half are
 * prefixes. The calls hit the rules evenly. The routed time has the plan in it; the naive loop asks
 * one rule after another until one takes the call, and makes no plan.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingFigures {
  private static final int CALLS = 512;
  private static final InvitationId ID = new InvitationId("n1-bench");

  /** How many rules there are. */
  @Param({"10", "1000", "10000"})
  public int rules;

  private RuleDirectory directory = new RuleDirectory(ConfigLoader.defaults());
  private List<Route> routes = List.of();
  private List<Invited> exact = List.of();
  private List<Invited> prefixed = List.of();
  private int next;

  @Setup(Level.Trial)
  public void prepare() {
    BridgeConfig config = config(rules);
    directory = new RuleDirectory(config);
    routes = config.routes();
    exact = IntStream.range(0, CALLS).mapToObj(i -> call("user" + even(i))).toList();
    prefixed =
        IntStream.range(0, CALLS).mapToObj(i -> call("+49%05d77".formatted(even(i) + 1))).toList();
  }

  @Benchmark
  public List<InvitationEvent> routedByExact() {
    return routed(exact);
  }

  @Benchmark
  public List<InvitationEvent> routedByPrefix() {
    return routed(prefixed);
  }

  @Benchmark
  public Optional<Route> naiveExact() {
    return naive(exact);
  }

  @Benchmark
  public Optional<Route> naivePrefix() {
    return naive(prefixed);
  }

  private List<InvitationEvent> routed(List<Invited> calls) {
    List<InvitationEvent> answers = new ArrayList<>(1);
    directory.route(ID, calls.get(next++ & (CALLS - 1)), answers::add);
    return answers;
  }

  private Optional<Route> naive(List<Invited> calls) {
    Call call = new Call(ID, calls.get(next++ & (CALLS - 1)), Instant.EPOCH);
    for (Route route : routes) {
      if (route.when().match(call).isPresent()) {
        return Optional.of(route);
      }
    }
    throw new IllegalStateException("A rule takes every call.");
  }

  /** The number of an exact rule; the rule behind it is a prefix. */
  private int even(int call) {
    return (int) ((long) call * rules / CALLS) & ~1;
  }

  private static Invited call(String callee) {
    return new Invited(
        Address.AppUser.rtm(new AppId("a"), new UserId("amy")),
        Optional.empty(),
        new CalleeName(callee),
        Optional.empty(),
        Content.EMPTY,
        Invited.INITIAL_HOPS,
        CallerLimits.NONE);
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
    throw new IllegalStateException(result.toString());
  }
}
