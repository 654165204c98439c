package io.invitebridge.app.server;

import io.invitebridge.app.admin.AdminServer;
import io.invitebridge.app.admin.AdminTokens;
import io.invitebridge.app.metrics.RequestCount;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.Secret;
import io.invitebridge.core.port.PreparedChange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The admin listener of one bridge, which may move. Changed by one thread at a time. */
final class AdminDoor implements AutoCloseable {
  /** The request that asked for the change is answered over the listener that goes. */
  private static final Executor SOON = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

  private final BridgeServer server;
  private volatile Optional<AdminServer> open = Optional.empty();
  private Optional<ListenAddress> address = Optional.empty();

  AdminDoor(BridgeServer server) {
    this.server = server;
  }

  /** Opens the listener when it is another one. */
  PreparedChange prepare(BridgeConfig next) throws StartException {
    Optional<ListenAddress> wanted = next.listen().admin();
    boolean moves = !wanted.equals(address);
    @Nullable AdminServer fresh = moves && wanted.isPresent() ? open(next, wanted.get()) : null;
    return new PreparedChange() {
      @Override
      public void commit() {
        if (moves) {
          open.ifPresent(old -> SOON.execute(old::close));
          open = Optional.ofNullable(fresh);
          address = wanted;
        } else {
          open.ifPresent(same -> same.use(tokens(next)));
        }
      }

      @Override
      public void cancel() {
        if (fresh != null) {
          fresh.close();
        }
      }
    };
  }

  @Override
  public void close() {
    open.ifPresent(AdminServer::close);
  }

  private AdminServer open(BridgeConfig config, ListenAddress at) throws StartException {
    try {
      return AdminServer.start(
          new InetSocketAddress(at.host(), at.port()),
          new AdminPages(server).operations(),
          tokens(config),
          new RequestCount(server.metrics().registry()));
    } catch (IOException | RuntimeException e) {
      throw StartException.notListening("admin", at.toString(), e);
    }
  }

  private static AdminTokens tokens(BridgeConfig config) {
    return new AdminTokens(
        config.admin().token().map(Secret::value), config.admin().readToken().map(Secret::value));
  }
}
