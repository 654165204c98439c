package io.invitebridge.config.model;

import java.time.Duration;
import java.util.List;

/**
 * Where the names of trunks are looked up.
 *
 * @param servers none: those of the system
 * @param timeout how long all the look-ups for one target may take together
 */
public record DnsOptions(List<Server> servers, Duration timeout) {
  public DnsOptions {
    servers = List.copyOf(servers);
  }

  /**
   * A DNS server.
   *
   * @param address an IP address, IPv6 without brackets
   */
  public record Server(String address, int port) {}
}
