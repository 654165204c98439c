package io.invitebridge.client.internal.facade;

import com.google.gson.JsonObject;
import io.invitebridge.client.ErrorInfo;
import io.invitebridge.client.PeerOnlineState;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmMessage;
import io.invitebridge.client.RtmStatusCode.PeerMessageError;
import io.invitebridge.client.RtmStatusCode.PeerSubscriptionOption;
import io.invitebridge.client.RtmStatusCode.PeerSubscriptionStatusError;
import io.invitebridge.client.RtmStatusCode.QueryPeersOnlineStatusError;
import io.invitebridge.client.internal.Limits;
import io.invitebridge.client.internal.connection.ErrorCodes;
import io.invitebridge.client.internal.connection.Request;
import io.invitebridge.client.internal.connection.Session;
import io.invitebridge.client.internal.thread.Callbacks;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Params;
import io.invitebridge.client.internal.wire.WireException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Messages to single users, and who of them is online. Loop thread. */
final class PeerServices {
  private static final long ANSWER_MILLIS = 10_000;
  private static final ErrorCodes MESSAGE =
      new ErrorCodes(
          PeerMessageError.PEER_MESSAGE_ERR_FAILURE,
          PeerMessageError.PEER_MESSAGE_ERR_TIMEOUT,
          PeerMessageError.PEER_MESSAGE_ERR_USER_NOT_LOGGED_IN,
          PeerMessageError.PEER_MESSAGE_ERR_TOO_OFTEN);
  private static final ErrorCodes QUERY =
      new ErrorCodes(
          QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_FAILURE,
          QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_TIMEOUT,
          QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_USER_NOT_LOGGED_IN,
          QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_TOO_OFTEN);
  private static final ErrorCodes SUBSCRIPTION =
      new ErrorCodes(
          PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_FAILURE,
          PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_TIMEOUT,
          PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_USER_NOT_LOGGED_IN,
          PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_TOO_OFTEN);

  private final Session session;
  private final Callbacks callbacks;
  private final Set<String> subscribed = new LinkedHashSet<>();

  PeerServices(Session session, Callbacks callbacks) {
    this.session = session;
    this.callbacks = callbacks;
  }

  /**
   * A message's members for the wire, or null when it cannot be sent: empty, over 32 KB, or too
   * long for a frame because of many characters that JSON escapes. Read on the app's thread, as the
   * app may change the message later.
   */
  static @Nullable JsonObject messageParams(String peerId, @Nullable RtmMessage message) {
    if (message == null) {
      return null;
    }
    byte[] raw = message.getRawMessage();
    String text = message.getText();
    int rawBytes = raw == null ? 0 : raw.length;
    boolean isEmpty = rawBytes == 0 && (raw != null || text.isEmpty());
    if (isEmpty || !Limits.fits(text, Limits.MESSAGE_BYTES - rawBytes)) {
      return null;
    }
    Params params = new Params().text("peerId", peerId);
    if (raw == null) {
      params.text("text", text);
    } else {
      params.text("raw", ByteString.of(raw).base64());
      params.text("description", text.isEmpty() ? null : text);
    }
    JsonObject json = params.json();
    return Limits.fits(json.toString(), Limits.PARAMS_BYTES) ? json : null;
  }

  /** A message that arrived. */
  static RtmMessage message(Fields fields) throws WireException {
    long receivedTs = fields.integer("serverReceivedTs", 0);
    String encoded = fields.textOrNull("raw");
    if (encoded == null) {
      return new PlainMessage(fields.text("text"), null, receivedTs);
    }
    ByteString bytes = ByteString.decodeBase64(encoded);
    if (bytes == null) {
      throw new WireException("The raw message is not base64.");
    }
    return new PlainMessage(fields.textOrNull("description"), bytes.toByteArray(), receivedTs);
  }

  /** Sends a message; {@code onTaken} runs when the bridge has it, whether or not the peer has. */
  void send(JsonObject params, @Nullable ResultCallback<Void> callback, Runnable onTaken) {
    Answer<Void> answer =
        new Answer<Void>(callback) {
          @Override
          public void onResult(Fields result) {
            onTaken.run();
            boolean received;
            try {
              received = result.truth("hasPeerReceived");
            } catch (WireException e) {
              received = false;
            }
            if (received) {
              callbacks.success(callback);
            } else {
              int code = PeerMessageError.PEER_MESSAGE_ERR_PEER_UNREACHABLE;
              callbacks.failure(callback, new ErrorInfo(code, "The peer did not get it."));
            }
          }
        };
    session.submit(
        new Request("message", params, Request.OnLoss.FAIL, MESSAGE, ANSWER_MILLIS, answer));
  }

  void query(Set<String> peerIds, @Nullable ResultCallback<Map<String, Boolean>> callback) {
    if (peerIds.isEmpty() || peerIds.size() > Limits.QUERY_PEERS || !areUserIds(peerIds)) {
      int code = QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT;
      callbacks.failure(callback, new ErrorInfo(code, "Ask for 1 to 256 valid user ids."));
      return;
    }
    Answer<Map<String, Boolean>> answer =
        new Answer<Map<String, Boolean>>(callback) {
          @Override
          public void onResult(Fields result) {
            try {
              callbacks.success(callback, online(result.texts("status"), peerIds));
            } catch (WireException e) {
              int code = QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_FAILURE;
              callbacks.failure(callback, new ErrorInfo(code, String.valueOf(e.getMessage())));
            }
          }
        };
    JsonObject params = new Params().texts("peerIds", peerIds).json();
    session.submit(
        new Request(
            "queryPeersOnlineStatus", params, Request.OnLoss.REPEAT, QUERY, ANSWER_MILLIS, answer));
  }

  void subscribe(Set<String> peerIds, @Nullable ResultCallback<Void> callback) {
    Set<String> union = new LinkedHashSet<>(subscribed);
    union.addAll(peerIds);
    if (union.size() > Limits.SUBSCRIBED_PEERS) {
      int code = PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_OVERFLOW;
      callbacks.failure(callback, new ErrorInfo(code, "More than 512 users are too many."));
      return;
    }
    changeSubscription("subscribePeersOnlineStatus", peerIds, callback, subscribed::addAll);
  }

  void unsubscribe(Set<String> peerIds, @Nullable ResultCallback<Void> callback) {
    changeSubscription("unsubscribePeersOnlineStatus", peerIds, callback, subscribed::removeAll);
  }

  void subscriptions(int option, @Nullable ResultCallback<Set<String>> callback) {
    if (option == PeerSubscriptionOption.PEER_SUBSCRIPTION_OPTION_ONLINE_STATUS) {
      callbacks.success(callback, new LinkedHashSet<>(subscribed));
    } else {
      int code = QueryPeersOnlineStatusError.QUERY_PEERS_ONLINE_STATUS_ERR_INVALID_ARGUMENT;
      callbacks.failure(callback, new ErrorInfo(code, "There is no subscription " + option + "."));
    }
  }

  /** The bridge has a new session, which knows nothing of the old one's subscriptions. */
  void subscribeAgain() {
    if (!subscribed.isEmpty()) {
      changeSubscription(
          "subscribePeersOnlineStatus", new LinkedHashSet<>(subscribed), null, ids -> {});
    }
  }

  /** The user logged out. */
  void forget() {
    subscribed.clear();
  }

  /** The numbers of PeerOnlineState for the names on the wire; unknown names are left out. */
  static Map<String, Integer> states(Map<String, String> names) {
    Map<String, Integer> states = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : names.entrySet()) {
      switch (entry.getValue()) {
        case "ONLINE":
          states.put(entry.getKey(), PeerOnlineState.ONLINE);
          break;
        case "UNREACHABLE":
          states.put(entry.getKey(), PeerOnlineState.UNREACHABLE);
          break;
        case "OFFLINE":
          states.put(entry.getKey(), PeerOnlineState.OFFLINE);
          break;
        default:
          break; // A state of a later protocol; the app could not know it either.
      }
    }
    return states;
  }

  private static Map<String, Boolean> online(Map<String, String> names, Set<String> asked) {
    Map<String, Integer> states = states(names);
    Map<String, Boolean> online = new LinkedHashMap<>();
    for (String peerId : asked) {
      Integer state = states.get(peerId);
      online.put(peerId, state != null && state == PeerOnlineState.ONLINE);
    }
    return online;
  }

  private void changeSubscription(
      String method,
      Set<String> peerIds,
      @Nullable ResultCallback<Void> callback,
      Consumer<Set<String>> onSuccess) {
    if (peerIds.isEmpty() || !areUserIds(peerIds)) {
      int code = PeerSubscriptionStatusError.PEER_SUBSCRIPTION_STATUS_ERR_INVALID_ARGUMENT;
      callbacks.failure(callback, new ErrorInfo(code, "Name at least one valid user id."));
      return;
    }
    // One call takes as many users as one query.
    Set<String> now = new LinkedHashSet<>();
    Set<String> later = new LinkedHashSet<>();
    for (String peerId : peerIds) {
      (now.size() < Limits.QUERY_PEERS ? now : later).add(peerId);
    }
    Answer<Void> answer =
        new Answer<Void>(callback) {
          @Override
          public void onResult(Fields result) {
            onSuccess.accept(now);
            if (later.isEmpty()) {
              callbacks.success(callback);
            } else {
              changeSubscription(method, later, callback, onSuccess);
            }
          }
        };
    JsonObject params = new Params().texts("peerIds", now).json();
    session.submit(
        new Request(method, params, Request.OnLoss.REPEAT, SUBSCRIPTION, ANSWER_MILLIS, answer));
  }

  private static boolean areUserIds(Set<String> ids) {
    for (String id : ids) {
      if (!Limits.isUserId(id)) {
        return false;
      }
    }
    return true;
  }

  private abstract class Answer<T> implements Request.Reply {
    private final @Nullable ResultCallback<T> callback;

    Answer(@Nullable ResultCallback<T> callback) {
      this.callback = callback;
    }

    @Override
    public void onError(ErrorInfo error, boolean sentTwice) {
      callbacks.failure(callback, error);
    }
  }
}
