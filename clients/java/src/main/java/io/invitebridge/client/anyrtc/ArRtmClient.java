package io.invitebridge.client.anyrtc;

import com.google.gson.JsonObject;
import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.client.ResultCallback;
import io.invitebridge.client.RtmCallEventListener;
import io.invitebridge.client.RtmCallManager;
import io.invitebridge.client.RtmClient;
import io.invitebridge.client.RtmClientListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client as the clone's samples hold it: the client, its call kit, and the invitations that the
 * application is busy with, by the other user's id. An empty token is as good as none. Any thread.
 */
public final class ArRtmClient {
  private final RtmClient rtmClient;
  private final Map<String, LocalInvitation> localInvitations = new ConcurrentHashMap<>();
  private final Map<String, RemoteInvitation> remoteInvitations = new ConcurrentHashMap<>();

  /**
   * A client that is not logged in.
   *
   * @param context not used, as in {@link RtmClient#createInstance(Object, String,
   *     RtmClientListener)}
   * @param clientEvents hears of connection, messages and presence; may be null
   * @param callEvents hears of the invitations; may be null
   */
  public ArRtmClient(
      Object context,
      String appId,
      RtmClientListener clientEvents,
      RtmCallEventListener callEvents) {
    rtmClient = RtmClient.createInstance(context, appId, clientEvents);
    rtmClient.getRtmCallManager().setEventListener(callEvents);
  }

  /** The client. */
  public RtmClient getRtmClient() {
    return rtmClient;
  }

  /** The client's call manager; always the same object. */
  public RtmCallManager getCallKit() {
    return rtmClient.getRtmCallManager();
  }

  /**
   * The application's own notes: local invitations by callee. The library neither reads nor writes
   * them. They hold one for each user; who has several open with one user needs notes of another
   * kind.
   */
  public Map<String, LocalInvitation> getLocalInvitations() {
    return localInvitations;
  }

  /** The application's own notes: remote invitations by caller, as above. */
  public Map<String, RemoteInvitation> getRemoteInvitations() {
    return remoteInvitations;
  }

  /**
   * Where the bridge is, as the clone names a private server: {@code setParameters} with {@code
   * {"Cmd":"ConfPriCloudAddr","ServerAdd":host,"Port":port}}. To be called before the login.
   *
   * @return 0, or -1 when it is no address
   */
  public int setPrivateServer(String host, int port) {
    JsonObject settings = new JsonObject();
    settings.addProperty("Cmd", "ConfPriCloudAddr");
    settings.addProperty("ServerAdd", host);
    settings.addProperty("Port", port);
    return rtmClient.setParameters(settings.toString());
  }

  /**
   * Takes an invitation back and says why, as the clone's C++ interface does.
   *
   * @param reason free text for the callee, at most 8192 bytes of UTF-8, or null
   */
  public void cancelLocalInvitation(
      LocalInvitation localInvitation, String reason, ResultCallback<Void> callback) {
    rtmClient.getRtmCallExtension().cancelLocalInvitation(localInvitation, reason, callback);
  }
}
