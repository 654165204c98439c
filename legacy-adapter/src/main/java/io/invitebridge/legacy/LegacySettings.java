package io.invitebridge.legacy;

import io.invitebridge.core.model.AppId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the legacy adapter needs to know.
 *
 * @param host address to listen on, for example {@code 0.0.0.0}
 * @param port TCP port; 0 lets the system choose one
 * @param apps the apps whose users may log in; ids are unique
 * @param addresses what server discovery answers
 * @param origins values of the Origin header that are let in; empty: all, and clients without one
 *     always
 * @param olderTokens a login whose token expires before the one that its user is logged in with is
 *     let in, and ends that session
 */
public record LegacySettings(
    String host,
    int port,
    List<App> apps,
    Addresses addresses,
    LegacyLimits limits,
    LegacyTimes times,
    Set<String> origins,
    boolean olderTokens) {

  /**
   * An app whose users may log in.
   *
   * @param certificate signs its users' tokens; empty: any token is good
   * @param tokenOptional {@code _no_need_token} is let in although there is a certificate
   */
  public record App(AppId id, Optional<String> certificate, boolean tokenOptional) {
    @Override
    public String toString() {
      return "App " + id + (certificate.isPresent() ? " with a certificate" : "");
    }
  }

  /**
   * Where clients are told to connect to. Web SDK 1.4.0 takes URLs; all older builds and the Java
   * library take pairs only and make a host name of the vendor's from them. Pairs win when both are
   * given; when none is, the URL is made from the request's Host header.
   *
   * @param urls for example {@code wss://signal.example.com/}
   */
  public record Addresses(List<String> urls, List<HostPort> pairs) {
    public static final Addresses FROM_REQUEST = new Addresses(List.of(), List.of());

    public Addresses {
      urls = List.copyOf(urls);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * An IPv4 address and a port, as the old clients want them: the Java library connects to the port
   * with ws, the old web builds to the port above with wss.
   */
  public record HostPort(String host, int port) {}

  public LegacySettings {
    apps = List.copyOf(apps);
    origins = Set.copyOf(origins);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port must lie between 0 and 65535.");
    }
    if (apps.stream().map(App::id).distinct().count() != apps.size()) {
      throw new IllegalArgumentException("An app id is given twice.");
    }
  }

  /** Default limits and times, every origin, addresses from the request, older tokens refused. */
  public static LegacySettings of(String host, int port, List<App> apps) {
    return new LegacySettings(
        host,
        port,
        apps,
        Addresses.FROM_REQUEST,
        LegacyLimits.DEFAULT,
        LegacyTimes.DEFAULT,
        Set.of(),
        false);
  }

  public LegacySettings withLimits(LegacyLimits value) {
    return new LegacySettings(host, port, apps, addresses, value, times, origins, olderTokens);
  }

  public LegacySettings withTimes(LegacyTimes value) {
    return new LegacySettings(host, port, apps, addresses, limits, value, origins, olderTokens);
  }

  public LegacySettings withAddresses(Addresses value) {
    return new LegacySettings(host, port, apps, value, limits, times, origins, olderTokens);
  }

  public LegacySettings withOrigins(Set<String> value) {
    return new LegacySettings(host, port, apps, addresses, limits, times, value, olderTokens);
  }

  public LegacySettings withOlderTokens(boolean value) {
    return new LegacySettings(host, port, apps, addresses, limits, times, origins, value);
  }

  /** Whether clients connect to the same place. */
  boolean isAtTheAddressOf(LegacySettings other) {
    return host.equals(other.host) && port == other.port;
  }

  public Optional<App> app(AppId id) {
    return apps.stream().filter(app -> app.id().equals(id)).findFirst();
  }
}
