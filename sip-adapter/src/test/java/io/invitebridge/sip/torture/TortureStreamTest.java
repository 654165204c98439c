package io.invitebridge.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.sip.Loopback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only shows in the run of several messages, or in their line ends. */
class TortureStreamTest {
  private final Loopback bridge = new Loopback();

  @AfterEach
  void itStillServes() throws IOException {
    try (RawPeer peer = tcp()) {
      peer.send(options(peer, "last"));
      assertThat(peer.next())
          .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
    }
    bridge.close();
  }

  /** RFC 3261 section 7.5: messages follow each other, with line breaks between them or not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
  void pipelined_requests_are_answered_wherever_the_stream_is_cut(int piece) throws IOException {
    try (RawPeer peer = tcp()) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < 5; i++) {
        all.writeBytes(options(peer, "pipe" + i));
        all.writeBytes("\r\n".repeat(i).getBytes(StandardCharsets.UTF_8));
      }
      byte[] bytes = all.toByteArray();
      peer.sendCut(bytes, IntStream.range(1, bytes.length).filter(i -> i % piece == 0).toArray());
      Set<String> answered = new HashSet<>();
      while (answered.size() < 5) {
        String said = peer.next().orElseThrow();
        if (said.startsWith("SIP/2.0 200")) {
          answered.add(said.lines().filter(l -> l.startsWith("Call-ID")).findFirst().orElseThrow());
        }
      }
      assertThat(answered).hasSize(5);
    }
  }

  @Test
  void lf_alone_ends_a_line_over_udp() throws IOException {
    try (RawPeer peer = udp()) {
      peer.send(text(options(peer, "lf")).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
      assertThat(peer.next())
          .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
    }
  }

  @Test
  void lf_alone_ends_a_line_over_tcp() throws IOException {
    try (RawPeer peer = tcp()) {
      peer.send(text(options(peer, "lf")).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
      assertThat(peer.next())
          .hasValueSatisfying(said -> assertThat(said).startsWith("SIP/2.0 200"));
    }
  }

  @Test
  void cr_alone_ends_nothing() throws IOException {
    try (RawPeer peer = udp()) {
      String good = text(options(peer, "cr"));
      peer.send(good.replace("\r\n", "\r").getBytes(StandardCharsets.UTF_8));
      String inside =
          good.replace("Max-Forwards: 70", "Subject: a\rX-Smuggled: 1\r\nMax-Forwards: 70");
      peer.send(inside.getBytes(StandardCharsets.UTF_8));
      assertThat(peer.next())
          .hasValueSatisfying(
              said -> assertThat(said).startsWith("SIP/2.0 400").doesNotContain("Smuggled"));
    }
  }

  /** RFC 3261 section 8.2.2.2 wants From tag, Call-ID and CSeq alike; one alone joins nothing. */
  @Test
  void the_same_call_id_with_other_tags_is_another_call() throws IOException {
    try (RawPeer peer = udp()) {
      for (String tag : new String[] {"first", "second"}) {
        String invite =
            InvitationText.invite("ring", "same-call-id", "tag=" + tag)
                .replace("z9hG4bK@ID@", "z9hG4bK@ID@" + tag);
        TortureCase same = TortureCase.taken("same", "ring", invite);
        peer.send(same.bytes("UDP", peer.port(), "same"));
        String said = peer.next().orElseThrow();
        while (said.startsWith("SIP/2.0 100")) {
          said = peer.next().orElseThrow();
        }
        assertThat(said).startsWith("SIP/2.0 180").contains("tag=" + tag);
      }
    }
  }

  /** The texts of this class; the placeholders are those of {@link TortureCase}. */
  private static final class InvitationText {
    static String invite(String user, String callId, String tag) {
      return InvalidMessages.GOOD
          .replace("sip:200@", "sip:" + user + "@")
          .replace("Call-ID: @ID@", "Call-ID: " + callId)
          .replace("tag=a1", tag)
          .replace("Via: @VIA@", "Via: SIP/2.0/@T@ 127.0.0.1:@P@;rport;branch=z9hG4bK@ID@");
    }
  }

  private static byte[] options(RawPeer peer, String id) {
    return TortureCase.answered("options", 200, "", LayerMessages.options("70", "70"))
        .bytes(peer.transport(), peer.port(), id);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private RawPeer udp() throws IOException {
    return RawPeer.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port));
  }

  private RawPeer tcp() throws IOException {
    return RawPeer.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), bridge.port));
  }
}
