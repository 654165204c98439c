package io.invitebridge.config.keys;

import io.invitebridge.config.model.Listen;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.SipListener;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code listen:} */
final class ListenKeys {
  static final Text<String> HOST =
      Text.of("a host name or an address, without a port", EdgeKeys::host);

  private static final Set<String> SIP_SCHEMES = Set.of("udp", "tcp", "tls", "ws", "wss");

  private static final Key<ListenAddress> ON =
      Key.required(
          "on", address(SIP_SCHEMES, "udp://0.0.0.0:5060", false), "The address to listen on.");

  private static final Key<String> ADVERTISE =
      Key.optional(
          "advertise",
          HOST,
          "The host that peers are told in Via and Contact for this listener.",
          "what sip.advertise says");

  private static final Key<Integer> ADVERTISE_PORT =
      Key.optional(
          "advertise-port",
          Shapes.wholeNumber(1, 65_535),
          "The port that peers are told there; for a bridge whose port is mapped to another.",
          "the port that it listens on");

  private static final Key<List<SipListener>> SIP =
      Key.optional(
          "sip",
          Shapes.oneOrMore(
              Shapes.either(
                  Text.of(
                      "an address to listen on, such as udp://0.0.0.0:5060",
                      "(tcp|tls|udp|ws|wss)://[^/]+:\\d+/?",
                      text -> SipListener.plain(ListenAddress.parse(text, SIP_SCHEMES, false))),
                  Section.of(
                      "a SIP listener",
                      List.of(ON, ADVERTISE, ADVERTISE_PORT),
                      ListenKeys::listener))),
          "Where SIP peers reach the bridge; the schemes are udp, tcp, tls, ws and wss. tls and wss"
              + " need sip.tls.",
          "no SIP");

  private static final Key<ListenAddress> RTM =
      Key.optional(
          "rtm",
          address(Set.of("ws"), "ws://0.0.0.0:8080/rtm", true),
          "Where app users on the RTM-style protocol connect.",
          "no RTM");

  private static final Key<ListenAddress> LEGACY =
      Key.optional(
          "legacy",
          address(Set.of("ws"), "ws://0.0.0.0:8002/", false),
          "Where apps with the old signaling SDK connect.",
          "no legacy");

  private static final Key<ListenAddress> ADMIN =
      Key.optional(
          "admin",
          address(Set.of("http"), "http://127.0.0.1:9090", false),
          "The admin HTTP interface. Beyond loopback it needs admin.token.",
          "no admin interface");

  static final Key<ListenAddress> TEXTS =
      Key.optional(
          "texts",
          address(Set.of("http", "https"), "https://0.0.0.0:8443", false),
          "Where SIP peers fetch texts that go by reference; https uses the certificate of sip.tls,"
              + " and sip.texts has to say how peers reach it.",
          "no references");

  static final Section<Listen> SECTION =
      Section.of("listen", List.of(SIP, RTM, LEGACY, ADMIN, TEXTS), ListenKeys::make);

  private ListenKeys() {}

  private static Listen make(Fields fields) {
    Listen listen =
        new Listen(
            fields.get(SIP, List.of()),
            fields.get(RTM),
            fields.get(LEGACY),
            fields.get(ADMIN),
            fields.get(TEXTS));
    if (listen.sip().isEmpty() && listen.rtm().isEmpty() && listen.legacy().isEmpty()) {
      throw new IllegalArgumentException(
          "Nobody could call: listen has none of sip, rtm and legacy; expected at least one.");
    }
    Set<String> taken = new HashSet<>();
    for (SipListener listener : listen.sip()) {
      claim(fields, SIP, listener.on(), taken);
    }
    listen.rtm().ifPresent(address -> claim(fields, RTM, address, taken));
    listen.legacy().ifPresent(address -> claim(fields, LEGACY, address, taken));
    listen.admin().ifPresent(address -> claim(fields, ADMIN, address, taken));
    listen.texts().ifPresent(address -> claim(fields, TEXTS, address, taken));
    return listen;
  }

  private static SipListener listener(Fields fields) {
    Optional<String> told = fields.get(ADVERTISE);
    ListenAddress on = fields.require(ON);
    if (told.isPresent() && !on.isOfFamilyOf(told.get())) {
      fields.problem(
          ADVERTISE,
          "The listener and what is told of it are of two families, IPv4 and IPv6; expected an"
              + " address that leads to the listener.");
    }
    return new SipListener(
        on, told, fields.get(ADVERTISE_PORT).map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  private static void claim(Fields fields, Key<?> key, ListenAddress address, Set<String> taken) {
    String transport = address.scheme().equals("udp") ? "udp" : "tcp";
    String claim = transport + " " + address.host() + " " + address.port();
    if (address.port() != 0 && !taken.add(claim)) {
      fields.problem(
          key,
          "Two listeners want "
              + transport
              + " port "
              + address.port()
              + " of "
              + address.host()
              + "; expected a port of its own for each.");
    }
  }

  private static Text<ListenAddress> address(Set<String> schemes, String example, boolean path) {
    List<String> sorted = schemes.stream().sorted().toList();
    return Text.of(
        "an address to listen on, such as " + example,
        "(" + String.join("|", sorted) + ")://" + (path ? "[^/]+:\\d+(/.*)?" : "[^/]+:\\d+/?"),
        text -> ListenAddress.parse(text, schemes, path));
  }

  /** A text that can stand in a header line as it is. */
  static final Text<String> TOKEN_TEXT =
      Text.of(
          "1 to 100 printable characters",
          text -> {
            if (!Pattern.matches("[\\x20-\\x7e]{1,100}", text)) {
              throw new IllegalArgumentException("This has characters that a header cannot carry.");
            }
            return text;
          });
}
