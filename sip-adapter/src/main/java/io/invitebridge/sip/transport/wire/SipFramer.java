package io.invitebridge.sip.transport.wire;

import io.invitebridge.sip.message.MessageLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a stream into SIP messages by their Content-Length (RFC 3261 section 18.3), answers
 * keep-alives (RFC 5626 section 4.4.1), and ends a stream whose next message begins nobody knows
 * where, or whose sender takes too long for one message.
 */
final class SipFramer extends ByteToMessageDecoder {
  /** How long a sender may read the answer to its last message. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private static final int NOT_A_LENGTH = -1;

  private final Duration forOneMessage;
  private final MessageLimits limits;
  private Optional<Future<?>> deadline = Optional.empty();
  private int searched;
  private boolean over;

  /**
   * @param forOneMessage the longest time from the first octet of a message to its last
   * @param limits how far a message is followed
   */
  SipFramer(Duration forOneMessage, MessageLimits limits) {
    this.forOneMessage = forOneMessage;
    this.limits = limits;
  }

  /** A whole message, or the head of one that cannot be followed further. */
  record Frame(byte[] bytes) {}

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (over) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (searched == 0) {
      skipBreaks(context, in);
    }
    int head = headLength(in);
    if (head < 0) {
      partial(context, in, out);
      return;
    }
    String text = in.toString(in.readerIndex(), head, StandardCharsets.ISO_8859_1);
    int body = contentLength(text);
    if (body == NOT_A_LENGTH || body > limits.largestBody()) {
      last(context, in, head, out);
    } else if (in.readableBytes() < head + body) {
      startClock(context);
    } else {
      emit(in, head + body, out);
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    stopClock();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    over = true; // half a message is none
    stopClock();
    super.channelInactive(context);
  }

  /** Between messages: two line ends are a ping, one is a pong or nothing. */
  private static void skipBreaks(ChannelHandlerContext context, ByteBuf in) {
    int breaks = 0;
    while (in.isReadable()) {
      byte next = in.getByte(in.readerIndex());
      if (next != '\r' && next != '\n') {
        break;
      }
      breaks += next == '\n' ? 1 : 0;
      in.skipBytes(1);
    }
    if (breaks > 1) {
      context.writeAndFlush(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    }
  }

  private void partial(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() > limits.largestHead()) {
      last(context, in, in.readableBytes(), out);
    } else if (in.isReadable()) {
      startClock(context);
    }
  }

  private void emit(ByteBuf in, int length, List<Object> out) {
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    out.add(new Frame(bytes));
    searched = 0;
    stopClock();
  }

  /** What is complete is still looked at, so that its sender hears why the stream ends. */
  private void last(ChannelHandlerContext context, ByteBuf in, int length, List<Object> out) {
    emit(in, length, out);
    over = true;
    in.skipBytes(in.readableBytes());
    context.executor().schedule(() -> context.close(), FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Up to and with the empty line; negative when that has not come. */
  private int headLength(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    int from = start + Math.max(0, searched - 3);
    for (int i = from; i < end; i++) {
      if (in.getByte(i) != '\n') {
        continue;
      }
      boolean bare = i > start && in.getByte(i - 1) == '\n';
      boolean pair = i > start + 1 && in.getByte(i - 1) == '\r' && in.getByte(i - 2) == '\n';
      if (bare || pair) {
        return i + 1 - start;
      }
    }
    searched = end - start;
    return -1;
  }

  /** Zero when there is none (RFC 3261 section 20.14 wants it on streams, but who begins anew?). */
  private static int contentLength(String head) {
    int found = 0;
    boolean seen = false;
    for (String line : head.split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        continue;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (!name.equals("content-length") && !name.equals("l")) {
        continue;
      }
      String value = unfolded(head, line, colon);
      boolean number = !value.isEmpty() && value.length() < 9 && isNumber(value);
      int length = number ? Integer.parseInt(value) : NOT_A_LENGTH;
      if (seen && length != found) {
        return NOT_A_LENGTH;
      }
      seen = true;
      found = length;
    }
    return found;
  }

  private static String unfolded(String head, String line, int colon) {
    String value = line.substring(colon + 1).strip();
    if (!value.isEmpty()) {
      return value;
    }
    int next = head.indexOf(line) + line.length() + 1;
    int end = head.indexOf('\n', Math.min(next, head.length()));
    boolean folded = end > next && (head.charAt(next) == ' ' || head.charAt(next) == '\t');
    return folded ? head.substring(next, end).strip() : "";
  }

  private static boolean isNumber(String value) {
    return value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void startClock(ChannelHandlerContext context) {
    if (deadline.isEmpty()) {
      deadline =
          Optional.of(
              context
                  .executor()
                  .schedule(
                      () -> context.close(), forOneMessage.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void stopClock() {
    deadline.ifPresent(clock -> clock.cancel(false));
    deadline = Optional.empty();
  }
}
