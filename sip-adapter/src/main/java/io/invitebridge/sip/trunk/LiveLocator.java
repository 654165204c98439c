package io.invitebridge.sip.trunk;

import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import io.invitebridge.sip.transport.Locator;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Looks names up in the DNS by what the settings say at that moment. Any thread. */
public final class LiveLocator implements Locator {
  private final Clock clock;
  private final Tokens tokens;
  private volatile Present now;

  /** What a look-up depends on. */
  private record Terms(DnsSettings dns, Set<Protocol> protocols, DnsLocator.Families families) {
    static Terms of(DnsSettings dns, List<Listener> listen) {
      return new Terms(
          dns,
          listen.stream().map(Listener::protocol).collect(Collectors.toUnmodifiableSet()),
          DnsLocator.Families.of(listen));
    }
  }

  private record Present(Terms terms, DnsLocator locator) {}

  /**
   * @param listen their protocols and families of address are those that the bridge can speak
   */
  public LiveLocator(DnsSettings dns, List<Listener> listen, Clock clock, Tokens tokens) {
    this.clock = clock;
    this.tokens = tokens;
    this.now = present(Terms.of(dns, listen));
  }

  /** Under the same terms what is known already still holds. */
  @Override
  public synchronized void become(DnsSettings dns, List<Listener> listen) {
    Terms terms = Terms.of(dns, listen);
    if (!terms.equals(now.terms())) {
      now = present(terms);
    }
  }

  @Override
  public CompletableFuture<List<Endpoint>> locate(TrunkTarget target) {
    return now.locator().locate(target);
  }

  private Present present(Terms terms) {
    return new Present(
        terms, new DnsLocator(terms.dns(), terms.protocols(), terms.families(), clock, tokens));
  }
}
