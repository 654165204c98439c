package io.invitebridge.config.keys;

import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.Cidr;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.SipUri;
import io.invitebridge.config.model.Trunk;
import io.invitebridge.config.model.Trunk.Registration;
import io.invitebridge.config.model.TrunkLink;
import io.invitebridge.config.model.TrunkOptions.Target;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One trunk of {@code trunks:} */
final class TrunkKeys {
  private static final Optional<String> UDP = Optional.of("udp");

  static final Text<Secret> SECRET =
      Text.secret("a secret, as ${NAME} or ${file:path}", Secret::new);

  private static final Key<String> USERNAME =
      Key.required("username", TrunkOptionKeys.QUOTABLE, "The name to authenticate with.");

  private static final Key<Secret> PASSWORD =
      Key.required("password", SECRET, "The password, best as ${NAME} or ${file:path}.");

  private static final Key<String> USER =
      Key.optional(
          "user",
          ListenKeys.TOKEN_TEXT,
          "The user part of the address that is registered; calls come in for it.",
          "the username");

  private static final Key<Duration> EXPIRES =
      Key.optional(
          "expires",
          Shapes.duration(Duration.ofSeconds(60), Duration.ofHours(24)),
          "How long a registration is asked for.",
          "1h");

  private static final Section<Registration> REGISTRATION =
      Section.of(
          "a registration",
          List.of(USERNAME, PASSWORD, USER, EXPIRES),
          fields ->
              new Registration(
                  fields.require(USERNAME),
                  fields.require(PASSWORD),
                  fields.get(USER, fields.require(USERNAME)),
                  fields.get(EXPIRES, Duration.ofHours(1))));

  private static final Key<SipUri> URI =
      Key.optional("uri", TrunkOptionKeys.SIP_URI, "Where calls to this trunk are sent.", "");

  private static final Key<List<Registration>> REGISTER =
      Key.optional(
          "register",
          Shapes.oneOrMore(REGISTRATION),
          "As whom the bridge registers at the trunk, which then sends it calls.",
          "no registration");

  private static final Key<List<Cidr>> ACCEPT_FROM =
      Key.optional(
          "accept-from",
          Shapes.oneOrMore(
              Text.of(
                  "an address or a block of addresses such as 192.0.2.0/24",
                  "[0-9A-Fa-f:.]+(/\\d+)?",
                  Cidr::parse)),
          "Whose requests count as coming from this trunk.",
          "the addresses of uri and targets, where they are addresses");

  private static final Key<CallOptions> CALLS =
      Key.optional(
          "calls",
          CallKeys.SECTION,
          "How the bridge behaves in this trunk's calls.",
          "what sip.calls says");

  private static final Key<List<String>> CERTIFICATE_NAMES =
      Key.optional(
          "certificate-names",
          Shapes.oneOrMore(ListenKeys.HOST),
          "The domains or addresses one of which the trunk's certificate must hold: when it is"
              + " called over TLS, and when it calls and is known by its certificate.",
          "the host of uri");

  private static final Key<Duration> CONNECTION_PING =
      Key.optional(
          "connection-ping",
          Shapes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "How often two line ends are sent over a connection to the trunk, so that NATs and"
              + " firewalls keep it (RFC 5626 section 4.4.1).",
          "never");

  static final Section<Trunk> SECTION =
      Section.of(
              "a trunk",
              and(
                  ProfileKeys.ALL,
                  List.of(
                      URI,
                      TrunkOptionKeys.TARGETS,
                      TrunkOptionKeys.TRY_FOR,
                      TrunkOptionKeys.KEEPALIVE,
                      REGISTER,
                      TrunkOptionKeys.AUTH,
                      ACCEPT_FROM,
                      TrunkOptionKeys.CHALLENGE,
                      TrunkOptionKeys.LIMITS,
                      CERTIFICATE_NAMES,
                      CONNECTION_PING,
                      CALLS)),
              TrunkKeys::make)
          .exactlyOneOf(URI, TrunkOptionKeys.TARGETS);

  private TrunkKeys() {}

  private static List<Key<?>> and(List<Key<?>> last, List<Key<?>> first) {
    return Stream.concat(first.stream(), last.stream()).<Key<?>>map(key -> key).toList();
  }

  private static Trunk make(Fields fields) {
    List<Target> targets =
        fields
            .get(TrunkOptionKeys.TARGETS)
            .orElseGet(() -> List.of(new Target(fields.require(URI), 1, 1)));
    SipUri uri = targets.get(0).uri();
    List<Cidr> from =
        fields
            .get(ACCEPT_FROM)
            .orElseGet(() -> targets.stream().flatMap(t -> own(t.uri()).stream()).toList());
    boolean knownOtherwise = fields.has(REGISTER) || fields.has(TrunkOptionKeys.CHALLENGE);
    if (from.isEmpty() && !knownOtherwise) {
      fields
          .reading()
          .advise(
              fields.at(URI),
              "Calls from "
                  + uri.host()
                  + " are not recognised as this trunk's: accept-from names no address.");
    }
    return new Trunk(
        uri,
        fields.get(REGISTER, List.of()),
        from,
        TrunkOptionKeys.make(fields, targets),
        link(fields, targets),
        ProfileKeys.make(fields),
        fields.get(CALLS));
  }

  private static TrunkLink link(Fields fields, List<Target> targets) {
    boolean datagrams = targets.stream().allMatch(t -> t.uri().transport().equals(UDP));
    if (datagrams && fields.has(CONNECTION_PING)) {
      fields.problem(
          CONNECTION_PING, "There is no connection to ping: the trunk is called over UDP.");
    }
    boolean plain =
        targets.stream()
            .noneMatch(t -> t.uri().transport().filter(name -> !name.equals("tls")).isEmpty());
    if (plain && fields.has(CERTIFICATE_NAMES)) {
      fields.problem(
          CERTIFICATE_NAMES,
          "The trunk is not called over TLS, so it shows no certificate; expected a sips URI or"
              + " ;transport=tls.");
    }
    return new TrunkLink(fields.get(CERTIFICATE_NAMES, List.of()), fields.get(CONNECTION_PING));
  }

  private static List<Cidr> own(SipUri uri) {
    boolean literal = uri.host().contains(":") || uri.host().matches("[0-9.]+");
    return literal ? List.of(Cidr.parse(uri.host())) : List.of();
  }
}
