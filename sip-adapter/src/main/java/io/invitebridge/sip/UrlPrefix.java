package io.invitebridge.sip;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The beginning of URLs that may be fetched: scheme, host, port and a path that ends with a slash.
 * The host is the operator's choice; what a peer can choose is only what stands behind the path.
 *
 * @param url such as {@code https://pbx.example.com/texts/}
 */
public record UrlPrefix(URI url) {
  private static final int LONGEST = 512;

  /** What servers and proxies may read as a way up, or as another host. */
  private static final Pattern DEVIOUS = Pattern.compile("(?i).*(%2e|%2f|%5c|\\\\|//|@|[^!-~]).*");

  public UrlPrefix {
    boolean http =
        "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || !url.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException(
          "The beginning of a URL has a scheme, a host and a path that ends with a slash.");
    }
  }

  /** The URL that a peer wrote, when it begins like this. */
  public Optional<URI> match(String written) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI asked = new URI(written);
      return isWithin(asked) ? Optional.of(asked) : Optional.empty();
    } catch (URISyntaxException notAUrl) {
      return Optional.empty();
    }
  }

  private boolean isWithin(URI asked) {
    return url.getScheme().equalsIgnoreCase(asked.getScheme())
        && asked.getHost() != null
        && url.getHost().toLowerCase(Locale.ROOT).equals(asked.getHost().toLowerCase(Locale.ROOT))
        && port(url) == port(asked)
        && asked.getRawUserInfo() == null
        && asked.getRawFragment() == null
        && asked.getRawPath().startsWith(url.getRawPath())
        && asked.normalize().getRawPath().equals(asked.getRawPath())
        && !DEVIOUS.matcher(asked.getRawPath()).matches();
  }

  private static int port(URI of) {
    if (of.getPort() >= 0) {
      return of.getPort();
    }
    return "https".equalsIgnoreCase(of.getScheme()) ? 443 : 80;
  }
}
