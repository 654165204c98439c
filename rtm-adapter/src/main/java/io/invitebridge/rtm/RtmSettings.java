package io.invitebridge.rtm;

import io.invitebridge.core.model.AppId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the RTM adapter needs to know.
 *
 * @param host address to listen on, for example {@code 0.0.0.0}
 * @param port TCP port; 0 lets the system choose one
 * @param path HTTP path of the WebSocket, beginning with a slash
 * @param apps the apps whose users may log in; ids are unique
 * @param origins values of the Origin header that are let in; empty: all, and clients without one
 *     always
 */
public record RtmSettings(
    String host,
    int port,
    String path,
    List<App> apps,
    RtmLimits limits,
    RtmTimes times,
    Set<String> origins) {

  /**
   * An app whose users may log in.
   *
   * @param tokenRequired the app has a certificate, so a login needs a token that the {@link
   *     TokenVerifier} finds valid
   * @param severalDevices a user may have a session on each of several devices; otherwise a fresh
   *     login ends the session before, as in RTM 1.x
   */
  public record App(AppId id, boolean tokenRequired, boolean severalDevices) {
    /** One device for each user. */
    public App(AppId id, boolean tokenRequired) {
      this(id, tokenRequired, false);
    }
  }

  public RtmSettings {
    apps = List.copyOf(apps);
    origins = Set.copyOf(origins);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port must lie between 0 and 65535.");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("The WebSocket path must begin with a slash.");
    }
    if (apps.stream().map(App::id).distinct().count() != apps.size()) {
      throw new IllegalArgumentException("An app id is given twice.");
    }
  }

  /** Default limits and times, every origin. */
  public static RtmSettings of(String host, int port, String path, List<App> apps) {
    return new RtmSettings(host, port, path, apps, RtmLimits.DEFAULT, RtmTimes.DEFAULT, Set.of());
  }

  public RtmSettings withLimits(RtmLimits value) {
    return new RtmSettings(host, port, path, apps, value, times, origins);
  }

  public RtmSettings withTimes(RtmTimes value) {
    return new RtmSettings(host, port, path, apps, limits, value, origins);
  }

  public RtmSettings withOrigins(Set<String> value) {
    return new RtmSettings(host, port, path, apps, limits, times, value);
  }

  /** Whether clients connect to the same place. */
  boolean isAtTheAddressOf(RtmSettings other) {
    return host.equals(other.host) && port == other.port && path.equals(other.path);
  }

  public Optional<App> app(AppId id) {
    return apps.stream().filter(app -> app.id().equals(id)).findFirst();
  }
}
