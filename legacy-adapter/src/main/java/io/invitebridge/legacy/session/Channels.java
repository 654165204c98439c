package io.invitebridge.legacy.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.legacy.LegacyStore.Owner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All channels of one adapter. A channel lives on a lane of its own. Any thread. */
final class Channels {
  private final LegacyContext context;
  private final Map<Owner.Channel, ChannelRoom> rooms = new ConcurrentHashMap<>();

  Channels(LegacyContext context) {
    this.context = context;
  }

  /**
   * Does something in a channel, on its lane; the channel is made if there is none and forgotten
   * when nothing is left in it.
   *
   * @return false: there are too many channels
   */
  boolean enter(Owner.Channel name, Consumer<ChannelRoom> work) {
    if (!rooms.containsKey(name) && rooms.size() >= context.settings.limits().maxChannels()) {
      return false;
    }
    post(name, work);
    return true;
  }

  /**
   * A session that is in the channel, or on its way in, is over or goes to another one. Its join
   * may still wait on the channel's lane, so this has to queue up behind it in any case.
   */
  void leave(ChannelId channel, AppUser user, String line) {
    post(new Owner.Channel(user.app(), channel), room -> room.gone(user, line));
  }

  /** On the channel's lane: its attributes are worthless now. */
  void forget(ChannelRoom room) {
    rooms.remove(room.name(), room);
  }

  int size() {
    return rooms.size();
  }

  private void post(Owner.Channel name, Consumer<ChannelRoom> work) {
    context
        .workers
        .lane(name)
        .execute(
            () -> {
              ChannelRoom room =
                  rooms.computeIfAbsent(name, channel -> new ChannelRoom(context, channel));
              work.accept(room);
              if (room.isForgettable()) {
                rooms.remove(name, room);
              }
            });
  }
}
