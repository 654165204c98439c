package io.invitebridge.client.internal.connection;

import io.invitebridge.client.internal.wire.Params;
import org.jspecify.annotations.Nullable;

/** Who logs in. The token is empty where the bridge asks for none; it is never logged. */
public final class Credentials {
  private final String appId;
  private final String userId;
  private final String token;
  private final String device;

  /** Who logs in, from which device: a name that is the same for the life of the client. */
  public Credentials(String appId, String userId, String token, String device) {
    this.appId = appId;
    this.userId = userId;
    this.token = token;
    this.device = device;
  }

  /** The params of a login, which resumes a session unless {@code sessionId} is null. */
  Params login(@Nullable String sessionId, long lastSeq) {
    Params params =
        new Params()
            .text("appId", appId)
            .text("userId", userId)
            .text("token", token)
            .text("device", device);
    if (sessionId != null) {
      params.object(
          "resume", new Params().text("sessionId", sessionId).integer("lastSeq", lastSeq));
    }
    return params;
  }

  /** The same user with another token. */
  Credentials withToken(String newToken) {
    return new Credentials(appId, userId, newToken, device);
  }
}
