package io.invitebridge.config.model;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How an app's backend is told that a user who is offline has a call.
 *
 * @param url where to POST; http or https, with a host, without user info and fragment
 * @param secret signs each request
 * @param timeout how long one request may take
 * @param includeContent whether the backend may see the caller's text
 */
public record WakeUp(URI url, Secret secret, Duration timeout, boolean includeContent) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

  public WakeUp {
    checkedUrl(url);
  }

  /**
   * The same URL when it can be a webhook's.
   *
   * @throws IllegalArgumentException when it cannot, with a sentence for the user
   */
  public static URI checkedUrl(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("The scheme of a webhook is https or http.");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("This URL has no host.");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "A webhook's URL has no user and no password; the signature says who calls.");
    }
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("A webhook's URL has no fragment (#).");
    }
    return url;
  }

  /** Whoever is on the way can read and repeat such a request: http beyond this machine. */
  public boolean isReadableOnTheWay() {
    return isReadableOnTheWay(url);
  }

  /** The same of any webhook's URL. */
  public static boolean isReadableOnTheWay(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    return url.getScheme().equalsIgnoreCase("http") && !LOOPBACK.matcher(host).matches();
  }
}
