package io.invitebridge.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import io.invitebridge.sip.Loopback;
import io.invitebridge.sip.SipCounters.Count;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.MessageLimits;
import io.invitebridge.sip.message.RequestCheck;
import io.invitebridge.sip.message.SipReader;
import io.invitebridge.sip.transport.StackLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Spoiled messages, each from a seed of its own that a failure prints. As many as a few seconds
 * allow; {@code -Dfuzz.count=N} takes that many, {@code -Dfuzz.seed=N} begins at another seed.
 */
class MutationFuzzTest {
  private static final long FIRST = Long.getLong("fuzz.seed", 1);
  private static final int READ = Integer.getInteger("fuzz.count", 1_500);
  private static final int SENT = Integer.getInteger("fuzz.count", 100);
  private static final int AT_ONCE = 20;

  private static final List<TortureCase> MESSAGES = messages();
  private static Optional<Loopback> running = Optional.empty();

  @BeforeAll
  static void start() {
    CommonLogger.legacyLogger = new StackLog();
    running = Optional.of(new Loopback());
  }

  @AfterAll
  static void stop() {
    bridge().close();
  }

  @Test
  void the_reader_and_the_checks_throw_nothing_but_what_they_say() {
    SipReader reader = new SipReader();
    LongStream.range(FIRST, FIRST + READ)
        .forEach(
            seed -> {
              try {
                SIPMessage message = read(reader, spoiled(seed, "UDP", 40_000));
                if (message instanceof SIPRequest request) {
                  RequestCheck.check(request, MessageLimits.DEFAULT)
                      .ifPresent(MutationFuzzTest::isAnswer);
                }
              } catch (ParseException dropped) {
                assertThat(dropped).as("what nobody could answer").isNotNull();
              } catch (RuntimeException | Error e) {
                fail(told(seed, "UDP"), e);
              }
            });
  }

  @Test
  void over_udp_each_is_answered_or_dropped_and_the_adapter_serves_on() throws IOException {
    for (long from = FIRST; from < FIRST + SENT; from += AT_ONCE) {
      List<RawPeer> peers = new ArrayList<>();
      for (long seed = from; seed < from + AT_ONCE; seed++) {
        RawPeer peer = RawPeer.udp(address());
        peers.add(peer);
        peer.send(spoiled(seed, "UDP", peer.port()));
      }
      for (int i = 0; i < AT_ONCE; i++) {
        long seed = from + i;
        if (mustBeAnswered(spoiled(seed, "UDP", peers.get(i).port()), peers.get(i).port())) {
          isAnswered(seed, peers.get(i));
        }
      }
      stillServes(from);
      peers.forEach(RawPeer::close);
    }
  }

  @Test
  void over_tcp_each_is_answered_or_dropped_and_the_adapter_serves_on() throws IOException {
    for (long from = FIRST; from < FIRST + SENT; from += AT_ONCE) {
      List<RawPeer> peers = new ArrayList<>();
      for (long seed = from; seed < from + AT_ONCE; seed++) {
        RawPeer peer = RawPeer.tcp(address());
        peers.add(peer);
        byte[] bytes = spoiled(seed, "TCP", peer.port());
        peer.sendCut(bytes, Math.floorMod(seed * 31, 300));
      }
      stillServes(from);
      peers.forEach(RawPeer::close);
    }
  }

  /** A request that the reader can read, and whose Via names this socket and no other place. */
  private static boolean mustBeAnswered(byte[] bytes, int port) {
    try {
      return read(new SipReader(), bytes) instanceof SIPRequest request
          && !request.getMethod().equals("ACK")
          && "UDP".equalsIgnoreCase(request.getTopmostVia().getTransport())
          && request.getTopmostVia().hasParameter("rport")
          && !request.getTopmostVia().hasParameter("maddr")
          && port > 0;
    } catch (ParseException dropped) {
      return false;
    }
  }

  private static void isAnswered(long seed, RawPeer peer) throws IOException {
    Optional<String> said = peer.next();
    while (said.isPresent() && said.get().startsWith("SIP/2.0 1")) {
      said = peer.next();
    }
    assertThat(said)
        .as("%s%s", told(seed, peer.transport()), bridge().adapter.counters().snapshot())
        .isPresent();
    assertThat(said.orElseThrow()).as(told(seed, peer.transport())).matches("(?s)SIP/2.0 [2-6].*");
  }

  private static void stillServes(long seed) throws IOException {
    try (RawPeer udp = RawPeer.udp(address());
        RawPeer tcp = RawPeer.tcp(address())) {
      for (RawPeer peer : List.of(udp, tcp)) {
        peer.send(
            TortureCase.answered("probe", 200, "", LayerMessages.options("70", "70"))
                .bytes(peer.transport(), peer.port(), "probe" + System.nanoTime()));
        assertThat(peer.next())
            .as("the probe after the seeds from %d", seed)
            .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200 "));
      }
    }
    assertThat(bridge().adapter.counters().snapshot().get(Count.FAULTS))
        .as("faults after the %d seeds from %d", AT_ONCE, seed)
        .isZero();
  }

  private static void isAnswer(Complaint complaint) {
    assertThat(complaint.status()).isBetween(400, 699);
    assertThat(complaint.phrase()).doesNotContain("\r", "\n");
  }

  private static SIPMessage read(SipReader reader, byte[] bytes) throws ParseException {
    SIPMessage message = reader.parseSIPMessage(bytes, true, false, NOBODY);
    if (message == null) {
      throw new ParseException("a keep-alive", 0);
    }
    return message;
  }

  private static byte[] spoiled(long seed, String transport, int port) {
    TortureCase message = MESSAGES.get(Math.floorMod(seed * 7, MESSAGES.size()));
    return new Mutator(seed).spoiled(message.bytes(transport, port, "f" + seed + "x" + port));
  }

  private static String told(long seed, String transport) {
    return "seed "
        + seed
        + ":\n"
        + new String(
            spoiled(seed, transport, 40_000), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static List<TortureCase> messages() {
    return Stream.of(
            ValidMessages.all(),
            InvalidMessages.all(),
            LayerMessages.all(),
            Ipv6Messages.all(),
            ordinary())
        .flatMap(List::stream)
        .toList();
  }

  private static List<TortureCase> ordinary() {
    String invite = InvalidMessages.GOOD;
    return Stream.of("INVITE", "BYE", "CANCEL", "ACK", "OPTIONS", "INFO", "UPDATE", "PRACK")
        .flatMap(
            method ->
                Stream.of(
                    invite.replace("INVITE", method),
                    invite
                        .replace("INVITE", method)
                        .replace("To: <sip:200@127.0.0.1>", "To: <sip:200@127.0.0.1>;tag=n1-7"),
                    invite
                        .replaceFirst("INVITE [^\n]*", "SIP/2.0 200 OK")
                        .replace("INVITE", method),
                    invite
                        .replaceFirst("INVITE [^\n]*", "SIP/2.0 183 Session Progress")
                        .replace("INVITE", method)))
        .map(text -> TortureCase.dropped("ordinary", text))
        .toList();
  }

  private static final ParseExceptionListener NOBODY = (fault, message, type, header, text) -> {};

  private static Loopback bridge() {
    return running.orElseThrow();
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge().port);
  }
}
