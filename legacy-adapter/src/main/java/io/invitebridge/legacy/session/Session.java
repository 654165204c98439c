package io.invitebridge.legacy.session;

import io.invitebridge.core.model.ChannelId;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.message.MailLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** One login, from its good answer to the end of its connection. Only on the user's lane. */
final class Session {
  /** The old protocol numbers channels; its clients know one at a time and ignore the number. */
  private static final long CHANNEL_NUMBER = 1;

  final TokenBucket calls;
  final TokenBucket channelMessages;
  final TokenBucket attributeChanges;

  private final LegacyContext context;
  private final Link link;
  private final String line;
  private Optional<ChannelId> channel = Optional.empty();
  private long channelLines;

  Session(LegacyContext context, Link link) {
    LegacyLimits limits = context.settings.limits();
    this.context = context;
    this.link = link;
    this.line = context.newLine();
    this.calls = new TokenBucket(limits.calls(), context.now());
    this.channelMessages = new TokenBucket(limits.channelMessages(), context.now());
    this.attributeChanges = new TokenBucket(limits.attributeChanges(), context.now());
  }

  Link link() {
    return link;
  }

  /** The handle that the client has to give back with each call. */
  String line() {
    return line;
  }

  boolean isLine(String given) {
    return MessageDigest.isEqual(
        line.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** The one channel that the session is in. */
  Optional<ChannelId> channel() {
    return channel;
  }

  void channel(Optional<ChannelId> joined) {
    channel = joined;
  }

  void push(String frame) {
    link.send(frame);
  }

  /** Something that happened in a channel, if the session is still in it. */
  void channelLine(ChannelId from, MailLine what) {
    if (channel.filter(from::equals).isPresent()) {
      push(context.writer.channelLine(CHANNEL_NUMBER, ++channelLines, what));
    }
  }
}
