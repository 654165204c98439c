package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.TlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The present TLS contexts, TLS 1.2 and 1.3 only. A renewed certificate is shown by the connections
 * that come after it. Any thread.
 */
final class TlsContexts {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private volatile Optional<Pair> pair;

  private record Pair(SslContext server, SslContext client) {}

  /**
   * @throws IllegalArgumentException says which text cannot be used
   */
  TlsContexts(Optional<TlsSettings> settings) {
    pair = settings.map(TlsContexts::pair);
  }

  /**
   * @return makes the new texts the present ones
   * @throws IllegalArgumentException when they cannot be used; the old ones stay
   */
  Runnable prepare(Optional<TlsSettings> settings) {
    Optional<Pair> next = settings.map(TlsContexts::pair);
    return () -> pair = next;
  }

  Optional<SslContext> server() {
    return pair.map(Pair::server);
  }

  /** Shows our certificate when asked; names are checked behind the handshake (RFC 5922). */
  Optional<SslContext> client() {
    return pair.map(Pair::client);
  }

  private static Pair pair(TlsSettings settings) {
    try {
      SslContextBuilder server =
          SslContextBuilder.forServer(stream(settings.chain()), stream(settings.key()))
              .clientAuth(asked(settings));
      SslContextBuilder client =
          SslContextBuilder.forClient()
              .keyManager(stream(settings.chain()), stream(settings.key()))
              .endpointIdentificationAlgorithm("");
      settings.trust().ifPresent(text -> server.trustManager(stream(text)));
      settings.trust().ifPresent(text -> client.trustManager(stream(text)));
      return new Pair(built(server), built(client));
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The certificate, key or trust for TLS cannot be used: " + reason(e), e);
    }
  }

  private static SslContext built(SslContextBuilder builder) throws SSLException {
    return builder.sslProvider(SslProvider.JDK).protocols(VERSIONS).build();
  }

  private static ClientAuth asked(TlsSettings settings) {
    return switch (settings.clients()) {
      case NONE -> ClientAuth.NONE;
      case WANTED -> ClientAuth.OPTIONAL;
      case REQUIRED -> ClientAuth.REQUIRE;
    };
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
  }

  /** A cause names the fault better than what wraps it; none of them holds the key. */
  private static String reason(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
