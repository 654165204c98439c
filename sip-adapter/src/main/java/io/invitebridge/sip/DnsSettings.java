package io.invitebridge.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Where trunks' names are looked up.
 *
 * @param servers none: those of the system
 * @param timeout how long all the look-ups for one target may take together
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration timeout) {
  /** Shorter than a trunk's probe, so that a dead DNS server does not eat it up. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

  public static final DnsSettings SYSTEM = new DnsSettings(List.of(), DEFAULT_TIMEOUT);

  public DnsSettings {
    servers = List.copyOf(servers);
  }
}
