package io.invitebridge.legacy.message;

import io.invitebridge.legacy.message.Params.WrongShape;
import java.util.Optional;

/** The functions of {@code call2}. */
final class CallReader {
  private static final int USUAL_POLL = 30;
  private static final int LONGEST_POLL = 100;
  private static final int LONGEST_LIST = 10_000;

  /**
   * @return empty: there is no such function
   */
  Optional<ClientCall> read(String function, Params params) throws WrongShape {
    return function.startsWith("voip_") || function.equals("call_bye")
        ? ofCall(function, params)
        : function.startsWith("channel_") ? ofChannel(function, params) : ofUser(function, params);
  }

  private static Optional<ClientCall> ofCall(String function, Params params) throws WrongShape {
    if (function.equals("call_bye")) {
      // Java and native: the peer is destNum, and there is no extra.
      return Optional.of(
          new ClientCall.OfCall(
              CallWord.BYE, params.text("channelName"), params.text("destNum"), ""));
    }
    for (CallWord word : CallWord.values()) {
      if (word != CallWord.FAILED && word.wireName().equals(function)) {
        return Optional.of(
            new ClientCall.OfCall(
                word,
                params.text("channelName"),
                params.text("peer"),
                params.textOrEmpty("extra")));
      }
    }
    return Optional.empty();
  }

  private static Optional<ClientCall> ofChannel(String function, Params params) throws WrongShape {
    ClientCall call =
        switch (function) {
          case "channel_join" -> new ClientCall.JoinChannel(params.text("name"));
          case "channel_leave" -> new ClientCall.LeaveChannel(params.text("name"));
          case "channel_sendmsg" ->
              new ClientCall.SendToChannel(params.text("name"), params.text("msg"));
          case "channel_set_attr" ->
              new ClientCall.SetChannelAttribute(
                  params.text("channel"), params.text("name"), params.textOrEmpty("value"));
          case "channel_del_attr" ->
              new ClientCall.DeleteChannelAttribute(params.text("channel"), params.text("name"));
          case "channel_clear_attr" ->
              new ClientCall.ClearChannelAttributes(params.text("channel"));
          case "channel_query_num" -> new ClientCall.CountChannel(params.text("name"));
          case "channel_query_user_isin" ->
              new ClientCall.IsInChannel(params.text("name"), params.text("account"));
          case "channel_query_userlist" ->
              new ClientCall.ListChannel(params.text("name"), Optional.empty());
          case "channel_query_userlist_all" ->
              new ClientCall.ListChannel(
                  params.text("name"),
                  Optional.of((int) Math.min(params.count("num", LONGEST_LIST), LONGEST_LIST)));
          default -> null;
        };
    return Optional.ofNullable(call);
  }

  private static Optional<ClientCall> ofUser(String function, Params params) throws WrongShape {
    ClientCall call =
        switch (function) {
          case "user_getmsg" ->
              new ClientCall.GetMessages(
                  params.count("ver_clear", 0),
                  (int) Math.max(1, Math.min(params.count("max", USUAL_POLL), LONGEST_POLL)));
          case "user_getmsg2" -> new ClientCall.GetMessagesById();
          case "user_sendmsg" ->
              new ClientCall.SendMessage(
                  params.text("peer"),
                  params.textOrEmpty("flag"),
                  params.text("t"),
                  params.text("content"));
          case "user_logout" -> new ClientCall.Logout();
          case "user_query_user_status" -> new ClientCall.UserStatus(params.text("account"));
          case "user_set_attr" ->
              new ClientCall.SetAttribute(params.text("name"), params.textOrEmpty("value"));
          case "user_get_attr" ->
              new ClientCall.GetAttribute(params.textOrEmpty("account"), params.text("name"));
          case "user_get_attr_all" -> new ClientCall.GetAttributes(params.textOrEmpty("account"));
          default -> null;
        };
    return Optional.ofNullable(call);
  }
}
