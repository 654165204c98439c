package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How the bridge serves apps with the old signaling SDK.
 *
 * @param tokens which tokens are let in
 * @param urls what server discovery tells web SDK 1.4.0; empty: made from the request
 * @param pairs what it tells older builds and the Java library; they win over the URLs
 * @param delivery how long a call waits for its receipt when the caller does not say
 * @param presence how long the calls of a lost connection wait for the next login
 * @param login how long a connection may stay without a login
 * @param connections the most connections to the server
 * @param connectionsPerAddress the most from one IP address; 0: no limit
 * @param origins values of the Origin header that are let in; empty: all
 */
public record LegacyOptions(
    Tokens tokens,
    List<String> urls,
    List<HostPort> pairs,
    Duration delivery,
    Duration presence,
    Duration login,
    int connections,
    int connectionsPerAddress,
    Set<String> origins) {

  /**
   * Which tokens are let in where an app has a certificate.
   *
   * @param optional {@code _no_need_token} too
   * @param older one that expires before the one that its user is logged in with, too
   */
  public record Tokens(boolean optional, boolean older) {}

  /** An IPv4 address and a port. */
  public record HostPort(String host, int port) {}

  public LegacyOptions {
    urls = List.copyOf(urls);
    pairs = List.copyOf(pairs);
    origins = Set.copyOf(origins);
  }
}
