package io.invitebridge.client;

import io.invitebridge.client.internal.facade.BridgeClients;
import java.util.Map;
import java.util.Set;

/**
 * One app user's connection to the bridge. Several clients in one process do not disturb each
 * other. Any thread; every callback may be null. See the package page for threads and nullness.
 *
 * <p>The bridge's address is looked for in this order: {@code bridge.url} in {@link
 * #setParameters}, the address given to {@link #createInstance(String, String, RtmClientListener)},
 * the system property {@code RTM_BRIDGE_URL}, the environment variable {@code RTM_BRIDGE_URL}. It
 * is a {@code ws://} or {@code wss://} address; without a path it gets {@code /rtm}.
 */
public abstract class RtmClient {
  /** {@link #setLogFilter}: nothing. */
  public static final int LOG_FILTER_OFF = 0;

  /** {@link #setLogFilter}: information, warnings and errors. */
  public static final int LOG_FILTER_INFO = 15;

  /** {@link #setLogFilter}: warnings and errors. */
  public static final int LOG_FILTER_WARNING = 14;

  /** {@link #setLogFilter}: errors. */
  public static final int LOG_FILTER_ERROR = 12;

  /** {@link #setLogFilter}: errors after which the client is of no use. */
  public static final int LOG_FILTER_CRITICAL = 8;

  /**
   * A text message {@code <prefix>_<channelId>_<info>} to the other side of an accepted call hangs
   * it up; {@link RtmCallExtension#endCall} does the same without the text.
   */
  public static final String AGORA_RTM_END_CALL_PREFIX =
      "AgoraRTMLegacyEndcallCompatibleMessagePrefix";

  /** For the library itself: apps use {@code createInstance}. */
  protected RtmClient() {}

  /** A client whose address comes from the surroundings, see above. */
  public static RtmClient createInstance(String appId, RtmClientListener listener) {
    return BridgeClients.create(null, appId, listener);
  }

  /**
   * The Android form. The context is not used; its type is {@code Object} so that the library needs
   * no Android classes.
   */
  public static RtmClient createInstance(Object context, String appId, RtmClientListener listener) {
    return BridgeClients.create(null, appId, listener);
  }

  /**
   * A client with the bridge's address.
   *
   * @throws IllegalArgumentException if {@code url} is not a ws, wss, http or https address
   */
  public static RtmClient createInstance(String url, String appId, RtmClientListener listener) {
    return BridgeClients.create(url, appId, listener);
  }

  /** The version of this library. */
  public static String getSdkVersion() {
    return BridgeClients.VERSION;
  }

  /** Accepted and without effect: a bridge of one's own has no regions. Returns 0. */
  public static int setRtmServiceContext(RtmServiceContext context) {
    return 0;
  }

  /**
   * Connects and logs in. Within 10 s the callback says whether it worked, with a number of {@link
   * RtmStatusCode.LoginError}; afterwards the client keeps the connection by itself until {@link
   * #logout}.
   *
   * @param token the token, or null or "" where the bridge asks for none
   */
  public abstract void login(String token, String userId, ResultCallback<Void> callback);

  /**
   * Ends the connection and every open invitation. Harmless when not logged in, then with {@link
   * RtmStatusCode.LogoutError#LOGOUT_ERR_USER_NOT_LOGGED_IN}.
   */
  public abstract void logout(ResultCallback<Void> callback);

  /** Gives the bridge a new token before the old one expires. */
  public abstract void renewToken(String token, ResultCallback<Void> callback);

  /** The call invitations of this client; always the same object. */
  public abstract RtmCallManager getRtmCallManager();

  /** What the bridge can do beyond RTM 1.x; always the same object. */
  public abstract RtmCallExtension getRtmCallExtension();

  /** An empty message. */
  public abstract RtmMessage createMessage();

  /** A message of text. */
  public abstract RtmMessage createMessage(String text);

  /** A message of bytes. */
  public abstract RtmMessage createMessage(byte[] rawMessage);

  /** A message of bytes with a description. */
  public abstract RtmMessage createMessage(byte[] rawMessage, String description);

  /**
   * Sends a message. Success means that the peer's client has it. Errors are numbers of {@link
   * RtmStatusCode.PeerMessageError}; a connection lost at the wrong moment gives TIMEOUT, and the
   * message may or may not have arrived.
   */
  public abstract void sendMessageToPeer(
      String peerId, RtmMessage message, SendMessageOptions options, ResultCallback<Void> callback);

  /** As above, without options. */
  public abstract void sendMessageToPeer(
      String peerId, RtmMessage message, ResultCallback<Void> callback);

  /** Asks which of at most 256 users are online. */
  public abstract void queryPeersOnlineStatus(
      Set<String> peerIds, ResultCallback<Map<String, Boolean>> callback);

  /** Asks to be told when users come and go; the subscription outlives a lost connection. */
  public abstract void subscribePeersOnlineStatus(
      Set<String> peerIds, ResultCallback<Void> callback);

  /** Ends such a subscription. */
  public abstract void unsubscribePeersOnlineStatus(
      Set<String> peerIds, ResultCallback<Void> callback);

  /** The users that are subscribed to, see {@link RtmStatusCode.PeerSubscriptionOption}. */
  public abstract void queryPeersBySubscriptionOption(
      int option, ResultCallback<Set<String>> callback);

  /**
   * Settings as a JSON object. Known: {@code bridge.url}, the address for the next login. Others
   * are accepted and ignored.
   *
   * @return 0, or -1 when the text is not a JSON object or the address is not one
   */
  public abstract int setParameters(String parameters);

  /** Accepted and without effect: the library logs to java.util.logging. Returns 0. */
  public abstract int setLogFile(String filePath);

  /** How much this client logs: one of the LOG_FILTER constants. Returns 0. */
  public abstract int setLogFilter(int filter);

  /** Accepted and without effect, see {@link #setLogFile}. Returns 0. */
  public abstract int setLogFileSize(int fileSizeInKBytes);

  /**
   * Logs out and ends the client's threads. Callbacks that are already waiting still run; methods
   * called afterwards do nothing and call nobody.
   */
  public abstract void release();
}
