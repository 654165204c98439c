package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.Network;
import io.invitebridge.tests.testkit.Sipp;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any of the three networks calls any of the three, over real sockets. The same stories in virtual
 * time, drawn, are in {@code ladders.NineDirectionsTest}.
 */
class NineDirectionsLoopbackTest {
  private static final Queue<Actor> ACTORS = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger PLAYED = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static NineWayBridge bridge;
  private static Optional<Phones> phones = Optional.empty();
  private static ExecutorService callees;

  @BeforeAll
  static void start() throws Exception {
    bridge = new NineWayBridge();
    callees = Executors.newCachedThreadPool();
    if (Sipp.isInstalled()) {
      phones = Optional.of(new Phones(bridge));
    }
  }

  /** Nobody heard a word too many, and nothing is open. */
  @AfterAll
  static void nothingIsLeft() throws Exception {
    try {
      bridge.awaitQuiet();
      assertThat(ACTORS.stream().map(Actor::afterwards)).allMatch(String::isEmpty);
      if (phones.isPresent() && PLAYED.get() == stories().count()) {
        phones.get().haveAllBeenCalled();
      }
    } finally {
      ACTORS.forEach(Actor::close);
      phones.ifPresent(Phones::close);
      callees.shutdownNow();
      bridge.close();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} calls {1}: {2}")
  @MethodSource("stories")
  void play(Network from, Network to, Story story) throws Exception {
    if (from == Network.SIP || to == Network.SIP) {
      Sipp.isNeeded();
    }
    String suffix = "-" + from.name().toLowerCase(Locale.ROOT) + "-" + story.slug();
    String callee =
        switch (to) {
          case RTM -> "rtm" + suffix;
          case LEGACY -> "old" + suffix;
          case SIP -> NineWayBridge.phone(story);
        };
    Optional<Actor> called =
        to == Network.SIP || story == Story.OFFLINE ? Optional.empty() : callee(to, story, callee);
    String name = "caller-" + to.name().toLowerCase(Locale.ROOT) + suffix;
    Actor caller =
        switch (from) {
          case RTM -> new AppActor(bridge, name);
          case LEGACY -> new OldAppActor(HTTP, bridge, name);
          case SIP -> new PhoneActor(bridge);
        };
    ACTORS.add(caller);
    Optional<Future<?>> part = called.map(actor -> callees.submit(() -> answers(actor, story)));
    caller.calls(story, callee);
    if (part.isPresent()) {
      part.get().get(NineWayBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    PLAYED.incrementAndGet();
  }

  static Stream<Arguments> stories() {
    return Arrays.stream(Story.values())
        .flatMap(
            story ->
                Arrays.stream(Network.values())
                    .flatMap(
                        from ->
                            Arrays.stream(Network.values())
                                .map(to -> Arguments.of(from, to, story))));
  }

  private static Optional<Actor> callee(Network network, Story story, String name)
      throws Exception {
    Actor actor =
        network == Network.LEGACY
            ? new OldAppActor(HTTP, bridge, name)
            : story == Story.NO_RESPONSE
                ? new SilentAppActor(HTTP, bridge, name)
                : new AppActor(bridge, name);
    ACTORS.add(actor);
    return Optional.of(actor);
  }

  private static Void answers(Actor actor, Story story) throws Exception {
    actor.answers(story);
    return null;
  }
}
