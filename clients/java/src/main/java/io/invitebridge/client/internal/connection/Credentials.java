package io.invitebridge.client.internal.connection;

/** Who logs in. The token is empty where the bridge asks for none; it is never logged. */
public final class Credentials {
  final String appId;
  final String userId;
  final String token;
  final String device;

  /** Who logs in, from which device: a name that is the same for the life of the client. */
  public Credentials(String appId, String userId, String token, String device) {
    this.appId = appId;
    this.userId = userId;
    this.token = token;
    this.device = device;
  }

  /** The same user with another token. */
  Credentials withToken(String newToken) {
    return new Credentials(appId, userId, newToken, device);
  }
}
