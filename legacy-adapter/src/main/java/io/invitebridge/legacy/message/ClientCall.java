package io.invitebridge.legacy.message;

import java.util.Optional;

/** A request's function and arguments. Shapes are checked, limits are not. */
public sealed interface ClientCall {

  /**
   * The mailbox poll, and its acknowledgement.
   *
   * @param upTo everything up to this number is processed
   */
  record GetMessages(long upTo, int max) implements ClientCall {}

  /** The poll of the other mailbox, which this server never tells a client to use. */
  record GetMessagesById() implements ClientCall {}

  /**
   * @param flag for example {@code v1:E:3600}; the last part is the time to live in seconds
   */
  record SendMessage(String peer, String flag, String kind, String text) implements ClientCall {
    @Override
    public String toString() {
      return "SendMessage to " + peer;
    }
  }

  record Logout() implements ClientCall {}

  /** Something about a call; the peer is always the other party. */
  record OfCall(CallWord word, String channel, String peer, String extra) implements ClientCall {
    @Override
    public String toString() {
      return word + " in " + channel + " with " + peer;
    }
  }

  record JoinChannel(String channel) implements ClientCall {}

  record LeaveChannel(String channel) implements ClientCall {}

  record SendToChannel(String channel, String text) implements ClientCall {
    @Override
    public String toString() {
      return "SendToChannel " + channel;
    }
  }

  record SetChannelAttribute(String channel, String name, String value) implements ClientCall {}

  record DeleteChannelAttribute(String channel, String name) implements ClientCall {}

  record ClearChannelAttributes(String channel) implements ClientCall {}

  record CountChannel(String channel) implements ClientCall {}

  record IsInChannel(String channel, String account) implements ClientCall {}

  /**
   * @param max empty: as many as a join tells
   */
  record ListChannel(String channel, Optional<Integer> max) implements ClientCall {}

  record UserStatus(String account) implements ClientCall {}

  record SetAttribute(String name, String value) implements ClientCall {}

  record GetAttribute(String account, String name) implements ClientCall {}

  record GetAttributes(String account) implements ClientCall {}
}
