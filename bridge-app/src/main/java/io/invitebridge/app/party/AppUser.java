package io.invitebridge.app.party;

import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An app user on the client library. Callbacks come one after another on the library's callback
 * thread; every method may be called from any thread, also from a callback, except {@link #login}
 * and {@link #close}, which wait.
 */
public final class AppUser implements AutoCloseable {
  /** The library itself gives up after 10 s. */
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(12);

  private static final Duration LOGOUT_LIMIT = Duration.ofSeconds(2);

  private final String url;
  private final String name;
  private final CallbackFeed feed;
  private final RtmClient client;

  /**
   * @param url the bridge's RTM address, {@code ws://host:port/path}
   * @throws IllegalArgumentException when the address is not one
   */
  public AppUser(String url, String appId, String name, Consumer<AppCallback> heard) {
    this.url = url;
    this.name = name;
    this.feed = new CallbackFeed(heard);
    this.client = RtmClient.createInstance(url, appId, feed);
    client.setLogFilter(RtmClient.LOG_FILTER_ERROR);
    client.getRtmCallManager().setEventListener(feed);
    client.getRtmCallExtension().setCallListener(feed);
  }

  public String name() {
    return name;
  }

  /** Returns when the user is logged in; the library then keeps the connection by itself. */
  public void login() throws LoginFailedException, InterruptedException {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    client.login(
        "", name, onResult(error -> result.complete(error.map(ErrorInfo::getErrorCode).orElse(0))));
    int code = await(result, LOGIN_LIMIT).orElseThrow(() -> new LoginFailedException(silence()));
    if (code != 0) {
      throw new LoginFailedException(refusal(StatusNames.loginError(code)));
    }
  }

  public LocalInvitation invite(
      String callee, Optional<String> content, Optional<String> channelId) {
    LocalInvitation invitation = client.getRtmCallManager().createLocalInvitation(callee);
    content.ifPresent(invitation::setContent);
    channelId.ifPresent(invitation::setChannelId);
    client.getRtmCallManager().sendLocalInvitation(invitation, telling(invitation, "invite"));
    return invitation;
  }

  public void cancel(LocalInvitation invitation) {
    client.getRtmCallManager().cancelLocalInvitation(invitation, telling(invitation, "cancel"));
  }

  public void accept(RemoteInvitation invitation, Optional<String> response) {
    response.ifPresent(invitation::setResponse);
    client.getRtmCallManager().acceptRemoteInvitation(invitation, telling(invitation, "accept"));
  }

  /**
   * @param reason {@code declined}, {@code busy} or {@code unavailable}
   */
  public void refuse(RemoteInvitation invitation, String reason, Optional<String> response) {
    response.ifPresent(invitation::setResponse);
    client
        .getRtmCallExtension()
        .refuseRemoteInvitation(invitation, reason, telling(invitation, "refuse"));
  }

  public void hangUp(CallInvitation invitation) {
    client.getRtmCallExtension().endCall(invitation, "", telling(invitation, "hang up"));
  }

  /** A message beside all calls; nobody is told when it does not arrive. */
  public void say(String peer, String text) {
    client.sendMessageToPeer(peer, client.createMessage(text), onResult(error -> {}));
  }

  /** Logs out, which ends what is still open, and stops the library's threads. */
  @Override
  public void close() {
    CompletableFuture<Integer> done = new CompletableFuture<>();
    client.logout(onResult(error -> done.complete(0)));
    try {
      await(done, LOGOUT_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.release();
    }
  }

  private String silence() {
    return "The bridge does not answer at " + url + ".";
  }

  private String refusal(String error) {
    return switch (error) {
      case "TIMEOUT" -> silence();
      case "INVALID_APP_ID" -> "The bridge at " + url + " does not know this app id.";
      default -> "The bridge at " + url + " did not let " + name + " in: " + error + ".";
    };
  }

  private ResultCallback<Void> telling(CallInvitation invitation, String what) {
    return onResult(
        error ->
            error.ifPresent(
                info ->
                    feed.requestFailed(
                        invitation, what, info.getErrorCode(), info.getErrorDescription())));
  }

  private static ResultCallback<Void> onResult(Consumer<Optional<ErrorInfo>> then) {
    return new ResultCallback<>() {
      @Override
      public void onSuccess(Void nothing) {
        then.accept(Optional.empty());
      }

      @Override
      public void onFailure(ErrorInfo error) {
        then.accept(Optional.of(error));
      }
    };
  }

  private static <T> Optional<T> await(CompletableFuture<T> result, Duration limit)
      throws InterruptedException {
    try {
      return Optional.of(result.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("This result never fails.", e);
    }
  }
}
