package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Protocol;
import java.net.URI;

/**
 * Where texts that go by reference are fetched.
 *
 * @param on the address to listen on, over TCP (http) or TLS (https)
 * @param url what peers are told, but for the token behind it; ends with a slash
 * @param mostBytes what all texts together may take; more are not kept
 */
public record TextSettings(Endpoint on, URI url, long mostBytes) {
  public TextSettings {
    if (on.protocol() != Protocol.TCP && on.protocol() != Protocol.TLS) {
      throw new IllegalArgumentException("Texts are fetched over TCP or TLS.");
    }
    if (!url.isAbsolute() || !url.toString().endsWith("/")) {
      throw new IllegalArgumentException("The URL of texts is absolute and ends with a slash.");
    }
    if (mostBytes < 1) {
      throw new IllegalArgumentException("Texts need some room.");
    }
  }
}
