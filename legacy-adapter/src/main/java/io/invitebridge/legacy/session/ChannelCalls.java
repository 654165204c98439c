package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.legacy.LegacyStore.Owner;
import io.invitebridge.legacy.message.CallId;
import io.invitebridge.legacy.message.ClientCall;
import io.invitebridge.legacy.message.Failure;
import io.invitebridge.legacy.translate.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a client asks of channels. A session is in one channel at most. Checked here, done and
 * answered by the channel's room. Only on the user's lane.
 */
final class ChannelCalls {
  private final LegacyContext context;
  private final AppUser user;

  ChannelCalls(LegacyContext context, AppUser user) {
    this.context = context;
    this.user = user;
  }

  /**
   * @return false: the call is not about a channel
   */
  boolean serve(Session session, CallId id, ClientCall call) {
    ChannelRoom.Caller caller = new ChannelRoom.Caller(user, session.line(), session.link(), id);
    try {
      return membership(session, caller, call)
          || attribute(session, caller, call)
          || query(caller, call);
    } catch (InvalidValueException wrong) {
      session.link().refuse(id, Failure.WRONG_PARAM);
      return true;
    }
  }

  private boolean membership(Session session, ChannelRoom.Caller caller, ClientCall call) {
    if (call instanceof ClientCall.JoinChannel join) {
      join(session, caller, new ChannelId(join.channel()));
      return true;
    }
    if (call instanceof ClientCall.LeaveChannel leave) {
      ChannelId channel = new ChannelId(leave.channel());
      if (session.channel().filter(channel::equals).isPresent()) {
        session.channel(Optional.empty());
      }
      room(caller, channel, room -> room.leave(caller));
      return true;
    }
    if (call instanceof ClientCall.SendToChannel message) {
      send(session, caller, message);
      return true;
    }
    return false;
  }

  private void join(Session session, ChannelRoom.Caller caller, ChannelId channel) {
    session
        .channel()
        .filter(before -> !before.equals(channel))
        .ifPresent(before -> context.channels.leave(before, user, session.line()));
    session.channel(Optional.of(channel));
    if (!room(caller, channel, room -> room.join(caller))) {
      session.channel(Optional.empty());
    }
  }

  private void send(Session session, ChannelRoom.Caller caller, ClientCall.SendToChannel message) {
    ChannelId channel = new ChannelId(message.channel());
    int bytes = message.text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > context.settings.limits().maxMessageBytes()) {
      caller.refuse(Failure.LARGE_PARAM);
    } else if (!session.channelMessages.take(context.now())) {
      context.tally.rateLimited.increment();
      caller.refuse(Failure.TOO_OFTEN);
    } else {
      room(caller, channel, room -> room.message(caller, message.text()));
    }
  }

  private boolean attribute(Session session, ChannelRoom.Caller caller, ClientCall call) {
    if (call instanceof ClientCall.SetChannelAttribute set) {
      Optional<Failure> wrong = Attributes.wrong(set.name(), set.value());
      wrong.ifPresentOrElse(
          caller::refuse,
          () ->
              change(
                  session,
                  caller,
                  set.channel(),
                  room -> room.setAttribute(caller, set.name(), set.value())));
      return true;
    }
    if (call instanceof ClientCall.DeleteChannelAttribute delete) {
      change(
          session, caller, delete.channel(), room -> room.deleteAttribute(caller, delete.name()));
      return true;
    }
    if (call instanceof ClientCall.ClearChannelAttributes clear) {
      change(session, caller, clear.channel(), room -> room.clearAttributes(caller));
      return true;
    }
    return false;
  }

  /** Nobody fills the space for channels alone: an attribute makes one, and keeps it for hours. */
  private void change(
      Session session, ChannelRoom.Caller caller, String channel, Consumer<ChannelRoom> work) {
    ChannelId name = new ChannelId(channel);
    if (session.attributeChanges.take(context.now())) {
      room(caller, name, work);
    } else {
      context.tally.rateLimited.increment();
      caller.refuse(Failure.TOO_OFTEN);
    }
  }

  private boolean query(ChannelRoom.Caller caller, ClientCall call) {
    if (call instanceof ClientCall.CountChannel count) {
      room(caller, new ChannelId(count.channel()), room -> room.count(caller));
      return true;
    }
    if (call instanceof ClientCall.IsInChannel query) {
      room(caller, new ChannelId(query.channel()), room -> room.isIn(caller, query.account()));
      return true;
    }
    if (call instanceof ClientCall.ListChannel list) {
      int max = list.max().orElse(context.settings.limits().maxListedUsers());
      room(caller, new ChannelId(list.channel()), room -> room.list(caller, max));
      return true;
    }
    return false;
  }

  /**
   * @return false: there are too many channels, and the caller has been told
   */
  private boolean room(ChannelRoom.Caller caller, ChannelId channel, Consumer<ChannelRoom> work) {
    boolean entered = context.channels.enter(new Owner.Channel(user.app(), channel), work);
    if (!entered) {
      caller.refuse(Failure.OVERLOADED);
    }
    return entered;
  }
}
