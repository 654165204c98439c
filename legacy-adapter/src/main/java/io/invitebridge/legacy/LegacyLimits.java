package io.invitebridge.legacy;

/**
 * What holds whatever a client does. The old service published some of these numbers: messages and
 * extras of 8 KB, attribute names of 128 and values of 8,096 characters, channels of 10,000 users,
 * 60 channel messages a second for each user and 200 for each channel, 10 attribute changes a
 * second, user lists of 200. The others are ours.
 *
 * @param maxConnections connections to this server
 * @param maxConnectionsPerAddress connections from one IP address; 0: no limit
 * @param maxFrameBytes longest text frame, fragments put together
 * @param maxUnsentBytes what may wait to be written to one connection before it is closed
 * @param maxMistakes refused logins and calls before a login that one connection may make
 * @param maxWaitingCalls calls of one connection that wait for their turn before it is closed
 * @param maxLetters lines of one mailbox that the client has not acknowledged
 * @param maxStoredBytes instant messages that the memory store keeps, for all users together; and
 *     once more as much for words of calls that their receivers have not acknowledged
 * @param maxMessageBytes longest instant or channel message, in UTF-8
 * @param maxOpenLegs calls that one user may have open
 * @param maxChannelUsers users of one channel
 * @param maxListedUsers users in the list that a join is answered with: the newest
 * @param maxChannels channels that have users or attributes
 * @param maxAttributes attributes of one user or one channel
 * @param maxAttributeBytes attributes that the memory store keeps, for all owners together
 * @param calls calls of one session, of every kind
 * @param channelMessages of one session
 * @param messagesPerChannel of all users in one channel
 * @param attributeChanges in one channel, and by one session, on its own user or in any channel
 */
public record LegacyLimits(
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxFrameBytes,
    int maxUnsentBytes,
    int maxMistakes,
    int maxWaitingCalls,
    int maxLetters,
    int maxStoredBytes,
    int maxMessageBytes,
    int maxOpenLegs,
    int maxChannelUsers,
    int maxListedUsers,
    int maxChannels,
    int maxAttributes,
    int maxAttributeBytes,
    LegacyRate calls,
    LegacyRate channelMessages,
    LegacyRate messagesPerChannel,
    LegacyRate attributeChanges) {

  public static final LegacyLimits DEFAULT =
      new LegacyLimits(
          100_000,
          1_000,
          64 * 1024,
          1024 * 1024,
          5,
          1_024,
          2_000,
          64 * 1024 * 1024,
          8_196,
          100,
          10_000,
          200,
          100_000,
          128,
          64 * 1024 * 1024,
          new LegacyRate(200, 2_000),
          new LegacyRate(60, 60),
          new LegacyRate(200, 200),
          new LegacyRate(10, 10));

  public LegacyLimits {
    positive("maxConnections", maxConnections);
    positive("maxMistakes", maxMistakes);
    positive("maxWaitingCalls", maxWaitingCalls);
    positive("maxLetters", maxLetters);
    positive("maxStoredBytes", maxStoredBytes);
    positive("maxMessageBytes", maxMessageBytes);
    positive("maxOpenLegs", maxOpenLegs);
    positive("maxChannelUsers", maxChannelUsers);
    positive("maxListedUsers", maxListedUsers);
    positive("maxChannels", maxChannels);
    positive("maxAttributes", maxAttributes);
    positive("maxAttributeBytes", maxAttributeBytes);
    if (maxConnectionsPerAddress < 0) {
      throw new IllegalArgumentException("maxConnectionsPerAddress must not be negative.");
    }
    if (maxFrameBytes < 1024 || maxUnsentBytes < maxFrameBytes) {
      throw new IllegalArgumentException(
          "maxFrameBytes must be at least 1024 and maxUnsentBytes at least maxFrameBytes.");
    }
  }

  public LegacyLimits withConnections(int total, int perAddress) {
    return new LegacyLimits(
        total,
        perAddress,
        maxFrameBytes,
        maxUnsentBytes,
        maxMistakes,
        maxWaitingCalls,
        maxLetters,
        maxStoredBytes,
        maxMessageBytes,
        maxOpenLegs,
        maxChannelUsers,
        maxListedUsers,
        maxChannels,
        maxAttributes,
        maxAttributeBytes,
        calls,
        channelMessages,
        messagesPerChannel,
        attributeChanges);
  }

  public LegacyLimits withLetters(int count) {
    return new LegacyLimits(
        maxConnections,
        maxConnectionsPerAddress,
        maxFrameBytes,
        maxUnsentBytes,
        maxMistakes,
        maxWaitingCalls,
        count,
        maxStoredBytes,
        maxMessageBytes,
        maxOpenLegs,
        maxChannelUsers,
        maxListedUsers,
        maxChannels,
        maxAttributes,
        maxAttributeBytes,
        calls,
        channelMessages,
        messagesPerChannel,
        attributeChanges);
  }

  public LegacyLimits withStoredBytes(int bytes) {
    return new LegacyLimits(
        maxConnections,
        maxConnectionsPerAddress,
        maxFrameBytes,
        maxUnsentBytes,
        maxMistakes,
        maxWaitingCalls,
        maxLetters,
        bytes,
        maxMessageBytes,
        maxOpenLegs,
        maxChannelUsers,
        maxListedUsers,
        maxChannels,
        maxAttributes,
        maxAttributeBytes,
        calls,
        channelMessages,
        messagesPerChannel,
        attributeChanges);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1.");
    }
  }
}
