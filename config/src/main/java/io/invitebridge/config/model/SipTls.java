package io.invitebridge.config.model;

import java.util.Optional;

/**
 * The certificate of SIP over TLS. The texts are PEM, mostly out of {@code ${file:path}}.
 *
 * @param certificate the chain, the own certificate first
 * @param key the private key
 * @param trust the authorities that are believed; empty: those of the Java platform
 * @param clients whether peers that connect must show a certificate
 */
public record SipTls(String certificate, Secret key, Optional<String> trust, Clients clients) {

  /** What a peer that connects is asked for. */
  public enum Clients {
    NONE,
    WANTED,
    REQUIRED
  }
}
