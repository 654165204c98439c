package io.invitebridge.config.keys;

import io.invitebridge.config.model.Cidr;
import io.invitebridge.config.model.DnsOptions;
import io.invitebridge.config.model.DnsOptions.Server;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sip.dns:} */
final class DnsKeys {
  private static final int DEFAULT_PORT = 53;

  private static final Pattern SERVER =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+)\\]|(\\d{1,3}(?:\\.\\d{1,3}){3})|([0-9A-Fa-f:]+))(?::(\\d{1,5}))?");

  private static final Key<List<Server>> SERVERS =
      Key.optional(
          "servers",
          Shapes.oneOrMore(
              Text.of("an IP address, with a port where it is not 53", DnsKeys::server)),
          "The DNS servers that are asked.",
          "those of the system");

  private static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          Shapes.duration(Duration.ofMillis(200), Duration.ofSeconds(30)),
          "How long all the look-ups for one target may take together; shorter than trunk-probe.",
          "3s");

  static final DnsOptions DEFAULT = new DnsOptions(List.of(), Duration.ofSeconds(3));

  static final Section<DnsOptions> SECTION =
      Section.of(
          "dns",
          List.of(SERVERS, TIMEOUT),
          fields ->
              new DnsOptions(
                  fields.get(SERVERS, List.of()), fields.get(TIMEOUT, DEFAULT.timeout())));

  private DnsKeys() {}

  private static Server server(String text) {
    Matcher matcher = SERVER.matcher(text);
    if (!matcher.matches() || (matcher.group(3) != null && matcher.group(4) != null)) {
      throw new IllegalArgumentException("This is not an IP address.");
    }
    String address =
        matcher.group(1) != null
            ? matcher.group(1)
            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    Cidr.parse(address);
    int port = matcher.group(4) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(4));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port lies between 1 and 65535.");
    }
    return new Server(address, port);
  }
}
