package io.invitebridge.sip.transport;

import io.invitebridge.sip.DnsSettings;
import io.invitebridge.sip.TrunkTarget;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Listener;
import io.invitebridge.sip.message.Protocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the addresses of a target (RFC 3263 section 4). Any thread. */
@FunctionalInterface
public interface Locator {
  /**
   * Looks nothing up: the name is left to the wire, UDP and the protocol's own port stand for what
   * is not written.
   */
  Locator AS_WRITTEN =
      target ->
          CompletableFuture.completedFuture(
              List.of(
                  new Endpoint(
                      target.protocol().orElse(Protocol.UDP),
                      target.host(),
                      target.port().orElse(target.protocol().orElse(Protocol.UDP).defaultPort()))));

  /**
   * @return the addresses in the order in which they are to be tried; none when the name has none.
   *     Never fails. Completed on a thread of the locator's, or at once.
   */
  CompletableFuture<List<Endpoint>> locate(TrunkTarget target);

  /**
   * Other settings from now on; of no effect where nothing is looked up.
   *
   * @param listen what the bridge can be reached by
   */
  default void become(DnsSettings dns, List<Listener> listen) {}
}
