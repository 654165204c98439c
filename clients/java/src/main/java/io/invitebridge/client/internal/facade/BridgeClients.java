package io.invitebridge.client.internal.facade;

import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import io.invitebridge.client.internal.connection.Backoff;
import io.invitebridge.client.internal.connection.OkHttpSockets;
import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.thread.DaemonThreads;
import io.invitebridge.client.internal.thread.LoopThread;
import java.security.SecureRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Makes clients with real threads, sockets and chance. */
public final class BridgeClients {
  /** The version of this library. */
  public static final String VERSION = "0.1.0";

  private static final int ID_BYTES = 16;
  private static final long IDLE_THREAD_SECONDS = 30;

  private BridgeClients() {}

  /**
   * A client.
   *
   * @param url the bridge's address, or null for that of the surroundings
   */
  public static RtmClient create(
      @Nullable String url, @Nullable String appId, @Nullable RtmClientListener listener) {
    String given = url == null || url.isEmpty() ? null : BridgeAddress.of(url);
    String address = given == null ? BridgeAddress.ofSurroundings() : given;
    SecureRandom random = new SecureRandom();
    Supplier<String> newIds =
        () -> {
          byte[] id = new byte[ID_BYTES];
          random.nextBytes(id);
          return ByteString.of(id).hex();
        };
    ClientLog log = new ClientLog();
    LoopThread loop = new LoopThread("rtm-client-loop", log);
    ThreadPoolExecutor appThread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("rtm-client-callbacks"));
    appThread.allowCoreThreadTimeOut(true);
    Runnable onReleased =
        () -> {
          loop.close();
          appThread.shutdown();
        };
    return new BridgeRtmClient(
        new BridgeRtmClient.Surroundings(
            loop, appThread, new OkHttpSockets(), new Backoff(random::nextDouble), newIds, log),
        address,
        appId == null ? "" : appId,
        listener,
        onReleased);
  }
}
