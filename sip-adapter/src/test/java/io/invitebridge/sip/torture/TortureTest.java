package io.invitebridge.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.torture.TortureCase.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each message over UDP and over TCP, whole and in pieces, against the running adapter; and after
 * each the adapter still serves.
 */
class TortureTest {
  private static final AtomicInteger IDS = new AtomicInteger();
  private static Optional<Loopback> running = Optional.empty();

  @BeforeAll
  static void start() {
    running = Optional.of(new Loopback());
  }

  @AfterAll
  static void stop() {
    assertThat(bridge().adapter.counters().snapshot().get(Count.FAULTS)).isZero();
    bridge().close();
  }

  static Stream<TortureCase> cases() {
    return Stream.of(
            ValidMessages.all(),
            InvalidMessages.all(),
            LayerMessages.all(),
            Ipv6Messages.all(),
            OwnMessages.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void over_udp(TortureCase torture) throws IOException {
    try (RawPeer peer = RawPeer.udp(address())) {
      String id = id();
      peer.send(torture.bytes("UDP", peer.port(), id));
      check(torture.overUdp(), peer, id);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void over_tcp(TortureCase torture) throws IOException {
    inPieces(torture, new int[0]);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void over_tcp_cut_at_the_line_ends(TortureCase torture) throws IOException {
    byte[] sample = torture.bytes("TCP", 40_000, "sample-000");
    IntStream breaks =
        IntStream.range(1, sample.length).filter(i -> sample[i - 1] == '\r' || sample[i] == '\r');
    inPieces(torture, breaks.limit(60).toArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void over_tcp_cut_at_every_octet(TortureCase torture) throws IOException {
    inPieces(torture, IntStream.range(1, 600).toArray());
  }

  private static void inPieces(TortureCase torture, int... cuts) throws IOException {
    try (RawPeer peer = RawPeer.tcp(address())) {
      String id = id();
      try {
        peer.sendCut(torture.bytes("TCP", peer.port(), id), cuts);
      } catch (IOException cutOff) {
        assertThat(cutOff).as("the bridge may close a stream that it cannot follow").isNotNull();
      }
      check(torture.overTcp(), peer, id);
    }
  }

  private static void check(Outcome outcome, RawPeer peer, String id) throws IOException {
    if (outcome instanceof Outcome.Dropped) {
      assertThat(beforeTheProbe(peer)).isEmpty();
    } else if (outcome instanceof Outcome.Answered answered) {
      String said = first(peer, 200);
      assertThat(answered.statuses()).as(said).contains(status(said));
      assertThat(said).contains(answered.holding());
    } else if (outcome instanceof Outcome.Taken taken) {
      String said = first(peer, 101);
      assertThat(status(said)).as(said).isIn(180, 200);
      assertThat(bridge().invitedBy(id))
          .hasValueSatisfying(call -> assertThat(call.callee().value()).isEqualTo(taken.callee()));
    }
    stillServes();
  }

  /** The first response that is not below this status. */
  private static String first(RawPeer peer, int from) throws IOException {
    Optional<String> said = peer.next();
    while (said.isPresent() && status(said.get()) < from) {
      said = peer.next();
    }
    return said.orElseGet(() -> "nothing at all");
  }

  /** What is said until a request behind the dropped one is answered, or the stream is cut. */
  private static List<String> beforeTheProbe(RawPeer peer) throws IOException {
    if (peer.transport().equals("TCP")) {
      return List.of();
    }
    String id = id();
    peer.send(probe(peer, id));
    List<String> said = new ArrayList<>();
    Optional<String> next = peer.next();
    while (next.isPresent() && !next.get().contains(id)) {
      said.add(next.get());
      next = peer.next();
    }
    assertThat(next).isPresent();
    return said;
  }

  private static void stillServes() throws IOException {
    try (RawPeer udp = RawPeer.udp(address());
        RawPeer tcp = RawPeer.tcp(address())) {
      for (RawPeer peer : List.of(udp, tcp)) {
        peer.send(probe(peer, id()));
        assertThat(peer.next())
            .as(peer.transport())
            .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200 "));
      }
    }
  }

  private static byte[] probe(RawPeer peer, String id) {
    return TortureCase.answered("probe", 200, "", LayerMessages.options("70", "70"))
        .bytes(peer.transport(), peer.port(), id);
  }

  private static int status(String response) {
    return response.startsWith("SIP/2.0 ") ? Integer.parseInt(response.substring(8, 11)) : 0;
  }

  private static String id() {
    return "t" + IDS.incrementAndGet() + "x";
  }

  private static Loopback bridge() {
    return running.orElseThrow();
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge().port);
  }
}
