package io.invitebridge.sip;

import java.util.Optional;

/**
 * The certificate that the SIP side shows and whose it believes. The texts are PEM (RFC 7468).
 *
 * @param chain the certificate and those above it, the own one first
 * @param key its private key, unencrypted: PKCS#8 ({@code BEGIN PRIVATE KEY}), or PKCS#1 for RSA
 *     ({@code BEGIN RSA PRIVATE KEY})
 * @param trust the authorities whose certificates are believed; those of the Java platform when
 *     empty
 * @param clients whether peers that connect to us must show a certificate
 */
public record TlsSettings(
    String chain, String key, Optional<String> trust, ClientCertificate clients) {

  /** What a peer that connects over TLS is asked for. */
  public enum ClientCertificate {
    NONE,
    /** Asked for, and verified when shown; the connection stands without one too. */
    WANTED,
    /** Without a verified certificate there is no connection. */
    REQUIRED
  }

  /** The key stays out of every log. */
  @Override
  public String toString() {
    return "TlsSettings[clients=" + clients + "]";
  }
}
