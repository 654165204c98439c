package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacyStore.Owner;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.message.MailLine;
import io.invitebridge.legacy.translate.Accounts;
import io.invitebridge.legacy.translate.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One channel: who is in it, and what they say to all. Only on the channel's lane. */
final class ChannelRoom {
  private static final Cancellation NO_TIMER = () -> {};

  private final LegacyContext context;
  private final Owner.Channel name;
  private final Worker lane;
  private final Map<AppUser, String> lines = new LinkedHashMap<>();
  private final TokenBucket messages;
  private final TokenBucket changes;
  private Cancellation expiry = NO_TIMER;

  /** Who asks, and how the answer gets there. */
  record Caller(AppUser user, String line, Link link, CallId id) {
    void answer(Answer answer) {
      link.answer(id, answer);
    }

    void refuse(Failure failure) {
      link.refuse(id, failure);
    }
  }

  ChannelRoom(LegacyContext context, Owner.Channel name) {
    LegacyLimits limits = context.settings.limits();
    this.context = context;
    this.name = name;
    this.lane = context.workers.lane(name);
    this.messages = new TokenBucket(limits.messagesPerChannel(), context.now());
    this.changes = new TokenBucket(limits.attributeChanges(), context.now());
  }

  Owner.Channel name() {
    return name;
  }

  boolean isForgettable() {
    return lines.isEmpty() && expiry == NO_TIMER;
  }

  void join(Caller caller) {
    boolean known = lines.containsKey(caller.user());
    if (!known && lines.size() >= context.settings.limits().maxChannelUsers()) {
      caller.refuse(Failure.CHANNEL_FULL);
      toLine(caller.user(), line -> line.channelRefused(caller.line(), name.name()));
      return;
    }
    stopExpiry();
    lines.put(caller.user(), caller.line());
    int max = context.settings.limits().maxListedUsers();
    caller.answer(Answer.ok().withList(newest(max)).withAttributes(context.store.attributes(name)));
    if (!known) {
      MailLine what = MailLine.joined(name.name().value(), member(caller.user()), context.now());
      lines.keySet().stream()
          .filter(other -> !other.equals(caller.user()))
          .forEach(other -> tell(other, what));
    }
  }

  void leave(Caller caller) {
    gone(caller.user(), caller.line());
    caller.answer(Answer.ok());
  }

  /** A session is in this channel no more; a newer one of the same user may be. */
  void gone(AppUser user, String line) {
    if (lines.remove(user, line)) {
      MailLine what = MailLine.left(name.name().value(), member(user), context.now());
      lines.keySet().forEach(other -> tell(other, what));
      expireIfEmpty();
    }
  }

  void message(Caller caller, String text) {
    if (!lines.containsKey(caller.user())) {
      caller.refuse(Failure.NOT_IN_CHANNEL);
    } else if (!messages.take(context.now())) {
      context.tally.rateLimited.increment();
      caller.refuse(Failure.TOO_OFTEN);
    } else {
      context.tally.channelMessages.increment();
      caller.answer(Answer.ok());
      tellAll(
          MailLine.channelMessage(name.name().value(), member(caller.user()), context.now(), text));
    }
  }

  void setAttribute(Caller caller, String attribute, String value) {
    if (mayChange(caller)) {
      if (context.store.setAttribute(name, attribute, value)) {
        changed(caller, attribute, value, "update");
      } else {
        caller.refuse(Failure.STORE_FULL);
      }
    }
  }

  void deleteAttribute(Caller caller, String attribute) {
    if (mayChange(caller)) {
      context.store.removeAttribute(name, attribute);
      changed(caller, attribute, "", "del");
    }
  }

  void clearAttributes(Caller caller) {
    if (mayChange(caller)) {
      context.store.clearAttributes(name);
      changed(caller, "", "", "clear");
    }
  }

  void count(Caller caller) {
    caller.answer(Answer.ok().with("num", lines.size()));
  }

  void isIn(Caller caller, String account) {
    boolean in = lines.keySet().stream().anyMatch(one -> one.user().value().equals(account));
    caller.answer(Answer.ok().with("isin", in ? 1 : 0));
  }

  void list(Caller caller, int max) {
    caller.answer(Answer.ok().with("num", lines.size()).withList(newest(max)));
  }

  private boolean mayChange(Caller caller) {
    boolean may = changes.take(context.now());
    if (!may) {
      context.tally.rateLimited.increment();
      caller.refuse(Failure.TOO_OFTEN);
    }
    return may;
  }

  private void changed(Caller caller, String attribute, String value, String type) {
    caller.answer(Answer.ok());
    tellAll(
        MailLine.attribute(
            name.name().value(), member(caller.user()), context.now(), attribute, value, type));
    expireIfEmpty();
  }

  private List<Answer.Member> newest(int max) {
    return lines.keySet().stream()
        .skip(Math.max(0, lines.size() - max))
        .map(ChannelRoom::member)
        .toList();
  }

  private void tellAll(MailLine what) {
    lines.keySet().forEach(user -> tell(user, what));
  }

  private void tell(AppUser user, MailLine what) {
    String session = lines.getOrDefault(user, "");
    toLine(user, line -> line.channelLine(session, name.name(), what));
  }

  private void toLine(AppUser user, Consumer<UserLine> work) {
    context.lane(user).execute(() -> context.knownLine(user).ifPresent(work));
  }

  /** The attributes of an empty channel live on for a while. */
  private void expireIfEmpty() {
    stopExpiry();
    Map<String, String> attributes = context.store.attributes(name);
    if (lines.isEmpty() && !attributes.isEmpty()) {
      expiry =
          lane.after(
              Attributes.channelLife(attributes, context.settings.times().channelLife()),
              this::expire);
    }
  }

  private void stopExpiry() {
    expiry.cancel();
    expiry = NO_TIMER;
  }

  private void expire() {
    expiry = NO_TIMER;
    if (lines.isEmpty()) {
      context.store.clearAttributes(name);
      context.channels.forget(this);
    }
  }

  private static Answer.Member member(AppUser user) {
    return new Answer.Member(user.user().value(), Accounts.uid(user.user()));
  }
}
