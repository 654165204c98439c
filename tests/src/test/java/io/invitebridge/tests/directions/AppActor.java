package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.app.party.AppCallback;
import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.app.party.AppUser;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A user of the Java client library. */
final class AppActor implements Actor {
  private final BlockingQueue<AppCallback> heard = new LinkedBlockingQueue<>();
  private final AppUser user;

  AppActor(NineWayBridge bridge, String name) throws Exception {
    user =
        new AppUser(
            bridge.rtmUrl(),
            NineWayBridge.APP,
            name,
            callback -> {
              if (callback.invitation().isPresent() && !callback.kind().isInBetween()) {
                heard.add(callback);
              }
            });
    user.login();
  }

  @Override
  public void calls(Story story, String callee) throws Exception {
    LocalInvitation call = user.invite(callee, Optional.empty(), Optional.of(NineWayBridge.ROOM));
    if (story == Story.OFFLINE || story == Story.NO_RESPONSE) {
      hears(Kind.LOCAL_FAILURE);
      return;
    }
    hears(Kind.LOCAL_RECEIVED_BY_PEER);
    switch (story) {
      case CALLER_HANGS_UP -> {
        hears(Kind.LOCAL_ACCEPTED);
        user.hangUp(call);
        hears(Kind.CALL_ENDED);
      }
      case CALLEE_HANGS_UP -> {
        hears(Kind.LOCAL_ACCEPTED);
        hears(Kind.CALL_ENDED);
      }
      case REFUSED -> hears(Kind.LOCAL_REFUSED);
      case CANCELED -> {
        user.cancel(call);
        hears(Kind.LOCAL_CANCELED);
      }
      default -> hears(Kind.LOCAL_FAILURE);
    }
  }

  @Override
  public void answers(Story story) throws Exception {
    RemoteInvitation call =
        (RemoteInvitation) hears(Kind.REMOTE_RECEIVED).invitation().orElseThrow();
    switch (story) {
      case CALLER_HANGS_UP -> {
        user.accept(call, Optional.empty());
        hears(Kind.REMOTE_ACCEPTED);
        hears(Kind.CALL_ENDED);
      }
      case CALLEE_HANGS_UP -> {
        user.accept(call, Optional.empty());
        hears(Kind.REMOTE_ACCEPTED);
        user.hangUp(call);
        hears(Kind.CALL_ENDED);
      }
      case REFUSED -> {
        user.refuse(call, "declined", Optional.empty());
        hears(Kind.REMOTE_REFUSED);
      }
      case CANCELED -> hears(Kind.REMOTE_CANCELED);
      default -> hears(Kind.REMOTE_FAILURE);
    }
  }

  @Override
  public String afterwards() {
    return String.join(" ", heard.stream().map(callback -> callback.kind().label()).toList());
  }

  @Override
  public void close() {
    user.close();
  }

  private AppCallback hears(Kind expected) throws InterruptedException {
    AppCallback next = heard.poll(NineWayBridge.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("%s waits for %s", user.name(), expected).isNotNull();
    assertThat(next.kind()).as("%s heard %s", user.name(), next.fields()).isEqualTo(expected);
    return next;
  }
}
