package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.UserId;
import io.invitebridge.legacy.LegacyStore.Letter;
import io.invitebridge.legacy.LegacyStore.Owner;
import io.invitebridge.legacy.message.Answer;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.ClientCall;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.translate.Accounts;
import io.invitebridge.legacy.translate.Attributes;
import io.invitebridge.legacy.translate.MessageFlag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instant messages, presence and user attributes. Only on the user's lane. */
final class UserCalls {
  private static final String INSTANT = "instant";

  private final LegacyContext context;
  private final AppUser user;

  UserCalls(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
  }

  void serve(Session session, CallId id, ClientCall call) {
    Link link = session.link();
    try {
      if (call instanceof ClientCall.SendMessage message) {
        send(link, id, message);
      } else if (call instanceof ClientCall.UserStatus query) {
        status(link, id, query);
      } else if (call instanceof ClientCall.SetAttribute set) {
        setAttribute(session, id, set);
      } else if (call instanceof ClientCall.GetAttribute get) {
        UserId of = accountOrSelf(get.account());
        String value = attributes(of).getOrDefault(get.name(), "");
        Answer answer = Answer.ok().with("account", of.value());
        link.answer(id, answer.with("name", get.name()).with("value", value));
      } else if (call instanceof ClientCall.GetAttributes get) {
        UserId of = accountOrSelf(get.account());
        Answer answer = Answer.ok().with("account", of.value());
        link.answer(id, answer.withAttributeText(attributes(of)));
      } else if (call instanceof ClientCall.GetMessagesById) {
        link.answer(id, Answer.ok().withMessages(List.of()));
      } else {
        link.refuse(id, Failure.UNKNOWN_FUNCTION);
      }
    } catch (InvalidValueException wrong) {
      link.refuse(id, Failure.WRONG_ACCOUNT);
    }
  }

  private void send(Link link, CallId id, ClientCall.SendMessage message) {
    if (!message.kind().equals(INSTANT)) {
      link.refuse(id, Failure.WRONG_PARAM);
      return;
    }
    int bytes = message.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > context.settings.limits().maxMessageBytes()
        || MessageFlag.isTooLong(message.flag())) {
      link.refuse(id, Failure.LARGE_PARAM);
      return;
    }
    AppUser to = appUser(Accounts.user(message.peer()));
    Duration life = MessageFlag.life(message.flag(), context.settings.times().messageLife());
    Instant now = context.now();
    Letter letter =
        new Letter(
            context.store.nextLetterId(),
            user,
            message.flag(),
            message.text(),
            now,
            now.plus(life));
    context.lane(to).execute(() -> answer(link, id, deliver(to, letter)));
  }

  /** On the receiver's lane. */
  private Optional<Failure> deliver(AppUser to, Letter letter) {
    Optional<UserLine> line = context.knownLine(to).filter(known -> known.session().isPresent());
    if (line.isEmpty() && !letter.until().isAfter(letter.sentAt())) {
      return Optional.of(Failure.PEER_NOT_ONLINE);
    }
    boolean taken =
        line.map(there -> there.deliver(letter))
            .orElseGet(() -> context.store.keep(to, letter, context.now()));
    if (!taken) {
      context.tally.lettersLost.increment();
    }
    return taken ? Optional.empty() : Optional.of(Failure.MAILBOX_FULL);
  }

  private void status(Link link, CallId id, ClientCall.UserStatus query) {
    UserId account = Accounts.user(query.account());
    int status = context.online.contains(appUser(account)) ? 1 : 0;
    link.answer(id, Answer.ok().with("account", account.value()).with("status", status));
  }

  private void setAttribute(Session session, CallId id, ClientCall.SetAttribute set) {
    Optional<Failure> wrong = Attributes.wrong(set.name(), set.value());
    if (wrong.isPresent()) {
      session.link().refuse(id, wrong.get());
    } else if (!session.attributeChanges.take(context.now())) {
      context.tally.rateLimited.increment();
      session.link().refuse(id, Failure.TOO_OFTEN);
    } else {
      boolean kept = context.store.setAttribute(new Owner.User(user), set.name(), set.value());
      answer(session.link(), id, kept ? Optional.empty() : Optional.of(Failure.STORE_FULL));
    }
  }

  private Map<String, String> attributes(UserId of) {
    return context.store.attributes(new Owner.User(appUser(of)));
  }

  private UserId accountOrSelf(String account) {
    return account.isEmpty() ? user.user() : Accounts.user(account);
  }

  private AppUser appUser(UserId account) {
    return new AppUser(Network.LEGACY, user.app(), account);
  }

  private static void answer(Link link, CallId id, Optional<Failure> failure) {
    failure.ifPresentOrElse(why -> link.refuse(id, why), () -> link.answer(id, Answer.ok()));
  }
}
