package io.invitebridge.config.model;

/**
 * How large the messages of SIP peers may be.
 *
 * @param headerLines the most lines of headers
 * @param headerBytes the most octets of headers
 * @param bodyBytes the most octets of a body
 */
public record SipMessages(int headerLines, int headerBytes, int bodyBytes) {
  public static final SipMessages DEFAULT = new SipMessages(500, 32 * 1024, 16 * 1024);
}
