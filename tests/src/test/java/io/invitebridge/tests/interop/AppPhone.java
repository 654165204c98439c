package io.invitebridge.tests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An app user who is told what to do, step by step. */
final class AppPhone implements AutoCloseable {
  private final BlockingQueue<AppCallback> heard = new LinkedBlockingQueue<>();
  private final AppUser user;

  AppPhone(String url, String name) throws Exception {
    user =
        new AppUser(
            url,
            InteropBridge.APP,
            name,
            callback -> {
              if (callback.invitation().isPresent() && !callback.kind().isInBetween()) {
                heard.add(callback);
              }
            });
    user.login();
  }

  LocalInvitation invites(String number) {
    return user.invite(number, Optional.empty(), Optional.of("room"));
  }

  /** The call that rings now. */
  RemoteInvitation rings() throws InterruptedException {
    return (RemoteInvitation) hears(Kind.REMOTE_RECEIVED).invitation().orElseThrow();
  }

  void accepts(RemoteInvitation call) throws InterruptedException {
    user.accept(call, Optional.empty());
    hears(Kind.REMOTE_ACCEPTED);
  }

  void cancels(LocalInvitation call) throws InterruptedException {
    user.cancel(call);
    hears(Kind.LOCAL_CANCELED);
  }

  void hangsUp(CallInvitation call) throws InterruptedException {
    user.hangUp(call);
    hears(Kind.CALL_ENDED);
  }

  String name() {
    return user.name();
  }

  AppUser user() {
    return user;
  }

  /** The next callback about a call; it has to be this one. */
  AppCallback hears(Kind expected) throws InterruptedException {
    AppCallback next = heard.poll(InteropBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("%s waits for %s", user.name(), expected).isNotNull();
    assertThat(next.kind()).as("%s heard %s", user.name(), next.fields()).isEqualTo(expected);
    return next;
  }

  /** Nothing has been heard that was not asked for. */
  void heardNothingElse() {
    assertThat(heard).as(user.name()).isEmpty();
  }

  @Override
  public void close() {
    user.close();
  }
}
