package io.invitebridge.app.party;

import io.invitebridge.app.party.AppCallback.Kind;
import io.invitebridge.client.CallInvitation;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An app user who does what a script says, one call at a time. For the script's one thread. */
public final class ScriptedUser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Set<Kind> NOT_ABOUT_CALLS =
      EnumSet.of(
          Kind.CONNECTION,
          Kind.MESSAGE,
          Kind.TOKEN_WILL_EXPIRE,
          Kind.TOKEN_EXPIRED,
          Kind.PEERS_ONLINE);

  private final AppUser user;
  private final Hearing<AppCallback> hearing;
  private volatile Optional<CallInvitation> latest = Optional.empty();

  public ScriptedUser(String url, String appId, String name) {
    this.hearing = new Hearing<>(name, callback -> callback.kind().label());
    this.user = new AppUser(url, appId, name, this::hear);
  }

  public void login() throws LoginFailedException, InterruptedException {
    user.login();
  }

  public String name() {
    return user.name();
  }

  public void calls(String callee) {
    latest = Optional.of(user.invite(callee, Optional.empty(), Optional.empty()));
  }

  public void cancels() {
    user.cancel((LocalInvitation) call());
  }

  public void accepts() {
    user.accept((RemoteInvitation) call(), Optional.empty());
  }

  public void refuses(String reason) {
    user.refuse((RemoteInvitation) call(), reason, Optional.empty());
  }

  public void says(String peer, String text) {
    user.say(peer, text);
  }

  public void hangsUp() {
    user.hangUp(call());
  }

  /** Waits for the next callback about a call and wants it to be this one. */
  public void hears(Kind expected) throws UnexpectedException, InterruptedException {
    hearing.next(expected.label(), PATIENCE);
  }

  /** As {@link #hears}, with what one of the callback's fields must say. */
  public void hears(Kind expected, String field, String value)
      throws UnexpectedException, InterruptedException {
    AppCallback callback = hearing.next(expected.label(), PATIENCE);
    if (!callback.field(field).equals(value)) {
      throw new UnexpectedException(
          name()
              + " should have heard "
              + value
              + " with "
              + expected.label()
              + " and heard "
              + callback.field(field)
              + ".");
    }
  }

  /** What came and was not waited for, by its names. */
  public List<String> leftovers() {
    return hearing.leftovers();
  }

  @Override
  public void close() {
    user.close();
  }

  private CallInvitation call() {
    return latest.orElseThrow(() -> new IllegalStateException(name() + " has no call."));
  }

  /** The library's callback thread. */
  private void hear(AppCallback callback) {
    if (callback.kind() == Kind.REMOTE_RECEIVED) {
      latest = callback.invitation();
    }
    if (!NOT_ABOUT_CALLS.contains(callback.kind()) && !callback.kind().isInBetween()) {
      hearing.add(callback);
    }
  }
}
