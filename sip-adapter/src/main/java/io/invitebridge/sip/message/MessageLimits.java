package io.invitebridge.sip.message;

/**
 * How large a message may be; a request that is larger is refused.
 *
 * @param headerLines the most lines of headers, the folded ones counted each
 * @param headerBytes the most octets up to the empty line
 * @param bodyBytes the most octets behind it
 */
public record MessageLimits(int headerLines, int headerBytes, int bodyBytes) {
  public static final MessageLimits DEFAULT = new MessageLimits(500, 32 * 1024, 16 * 1024);

  /** What is somewhat too large is still read, so that its sender hears why it is refused. */
  private static final int ROOM = 64 * 1024;

  public MessageLimits {
    if (headerLines < 1 || headerBytes < 1 || bodyBytes < 0) {
      throw new IllegalArgumentException("A message needs room for its headers.");
    }
  }

  /** Where a stream is not followed any further, because nobody knows where the headers end. */
  public int largestHead() {
    return Math.max(ROOM, 2 * headerBytes);
  }

  /** Where a stream is not followed any further, because the body would have to be stored. */
  public int largestBody() {
    return Math.max(ROOM, 2 * bodyBytes);
  }

  /** The largest message that is read at all. */
  public int largest() {
    return largestHead() + largestBody();
  }
}
