package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.MessageLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the SIP side's sockets behave.
 *
 * @param tls certificate and trust; without them there is neither TLS nor WSS
 * @param defence the limits
 * @param messages how large messages may be
 * @param keepAlives how often a connection to a host, by its name or address as the trunk has it,
 *     is kept open by a ping of two line ends (RFC 5626 section 4.4.1)
 * @param largeOverTcp whether a request too large for a datagram goes to a UDP peer over TCP, when
 *     the peer takes the connection (RFC 3261 section 18.1.1)
 * @param texts where texts that go by reference are fetched; empty: none go
 */
public record WireSettings(
    Optional<TlsSettings> tls,
    Defence defence,
    MessageLimits messages,
    Map<String, Duration> keepAlives,
    boolean largeOverTcp,
    Optional<TextSettings> texts) {

  public static final WireSettings DEFAULT =
      new WireSettings(
          Optional.empty(),
          Defence.DEFAULT,
          MessageLimits.DEFAULT,
          Map.of(),
          true,
          Optional.empty());

  public WireSettings {
    keepAlives = Map.copyOf(keepAlives);
  }

  public WireSettings withTls(TlsSettings other) {
    return new WireSettings(Optional.of(other), defence, messages, keepAlives, largeOverTcp, texts);
  }

  public WireSettings withDefence(Defence other) {
    return new WireSettings(tls, other, messages, keepAlives, largeOverTcp, texts);
  }

  public WireSettings withKeepAlives(Map<String, Duration> others) {
    return new WireSettings(tls, defence, messages, others, largeOverTcp, texts);
  }

  public WireSettings withMessages(MessageLimits other) {
    return new WireSettings(tls, defence, other, keepAlives, largeOverTcp, texts);
  }

  public WireSettings withTexts(TextSettings other) {
    return new WireSettings(tls, defence, messages, keepAlives, largeOverTcp, Optional.of(other));
  }

  /** The shortest that is asked for any of its names. */
  public Optional<Duration> keepAlive(Endpoint peer) {
    return Stream.concat(Stream.of(peer.host()), peer.way().names().stream())
        .flatMap(host -> Optional.ofNullable(keepAlives.get(host)).stream())
        .min(Duration::compareTo);
  }
}
