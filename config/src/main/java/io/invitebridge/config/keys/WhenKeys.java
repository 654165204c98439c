package io.invitebridge.config.keys;

import io.invitebridge.config.rule.Call;
import io.invitebridge.config.rule.Condition;
import io.invitebridge.config.rule.Facet;
import io.invitebridge.config.rule.MemberPath;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.rule.TextSet;
import io.invitebridge.config.rule.TimeWindow;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.TrunkName;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** {@code when:} of a route. */
final class WhenKeys {
  private static final Key<TextMatch> IS =
      Key.optional("is", text(TextMatch.Exact::new), "Exactly this text.", "");

  private static final Key<TextMatch> PREFIX =
      Key.optional(
          "prefix",
          text(TextMatch.Prefix::new),
          "Every text that begins like this; the rest is $1.",
          "");

  private static final Key<TextMatch> MATCHES =
      Key.optional(
          "matches",
          text(TextMatch.Regex::parse),
          "A regular expression (RE2) for the whole text; its groups are $1, $2 and so on.",
          "");

  private static final Key<TextMatch> RANGE =
      Key.optional(
          "range",
          Text.of(
              "a range of numbers of one length, such as 1000..1999 or +4930100..+4930199",
              TextMatch.Range::parse),
          "Every number between these two, which have the same number of digits.",
          "");

  private static final Text<TextMatch> EXPRESSION =
      Text.of("a regular expression for the whole text", TextMatch.Regex::parse).orNumber();

  /** What carries the message and the dialog, and credentials. */
  private static final Set<String> MECHANICS =
      Set.of(
          "authorization",
          "call-id",
          "contact",
          "content-length",
          "cseq",
          "from",
          "max-forwards",
          "proxy-authorization",
          "record-route",
          "route",
          "to",
          "via");

  private static final TextSet NOTHING = TextSet.of(List.of("\u0000"));

  /** A text match that stands for itself. */
  static final Shape<TextMatch> TEXT =
      Shapes.either(
          EXPRESSION,
          Section.<TextMatch>of(
                  "a text match", List.of(IS, PREFIX, MATCHES, RANGE), WhenKeys::match)
              .exactlyOneOf(IS, PREFIX, MATCHES, RANGE));

  private static final Key<String> LIST =
      Key.optional("list", Names.KNOWN_LIST, "Any text of this list of lists.", "");

  /** A text match, or the name of a list of such. */
  private static final Shape<TextSet> TEXTS =
      Shapes.either(
          EXPRESSION.map(match -> new TextSet(List.of(match))),
          Section.<TextSet>of(
                  "a text match", List.of(IS, PREFIX, MATCHES, RANGE, LIST), WhenKeys::matches)
              .exactlyOneOf(IS, PREFIX, MATCHES, RANGE, LIST));

  private static final Key<List<Network>> NETWORK =
      Key.optional(
          "network",
          Shapes.oneOrMore(Shapes.word(networks())),
          "The network that the caller is on.",
          "any");

  private static final Key<List<TrunkName>> TRUNK =
      Key.optional(
          "trunk",
          Shapes.oneOrMore(Names.KNOWN_TRUNK),
          "The trunk that the call came from.",
          "any");

  private static final Key<List<AppId>> APP =
      Key.optional(
          "app", Shapes.oneOrMore(Names.KNOWN_APP), "The app that the caller uses.", "any");

  private static final Key<List<TextSet>> FROM_USER =
      Key.optional(
          "user",
          Shapes.oneOrMore(TEXTS),
          "The caller: a user id, an account, or the user part of the From URI.",
          "any");

  private static final Key<List<TextSet>> FROM_NAME =
      Key.optional("name", Shapes.oneOrMore(TEXTS), "The caller's display name.", "any");

  private static final Key<List<TextMatch>> FROM_ADDRESS =
      Key.optional(
          "address",
          Shapes.oneOrMore(
              Text.of("an IP address or a block such as 192.0.2.0/24", TextMatch.Block::parse)),
          "The IP address that the INVITE came from.",
          "any");

  private static final Section<Fields> FROM_SECTION =
      Section.of(
          "from",
          List.of(NETWORK, TRUNK, APP, FROM_USER, FROM_NAME, FROM_ADDRESS),
          fields -> fields);

  private static final Key<Fields> FROM =
      Key.optional("from", FROM_SECTION, "Who calls.", "anybody");

  private static final Key<List<TextSet>> TO_USER =
      Key.optional(
          "user",
          Shapes.oneOrMore(TEXTS),
          "Whom the caller asked for: a user id, an account, or the user part of the Request-URI.",
          "any");

  private static final Section<List<TextSet>> TO_SECTION =
      Section.of("to", List.of(TO_USER), fields -> fields.get(TO_USER, List.of()));

  private static final Key<List<TextSet>> TO =
      Key.optional("to", TO_SECTION, "Who is called.", "anybody");

  private static final Key<List<TextSet>> CHANNEL_ID =
      Key.optional("channel-id", Shapes.oneOrMore(TEXTS), "The caller's channel id.", "any");

  private static final Key<Map<MemberPath, List<TextSet>>> CONTENT =
      Key.optional(
          "content",
          Shapes.mapping(
              "members of the content to what they must be",
              Text.of("a member's name, or a JSON pointer such as /caller/id", MemberPath::parse),
              Shapes.oneOrMore(TEXTS)),
          "Members of the caller's content, when that is a JSON object.",
          "any");

  private static final Key<Map<String, List<TextSet>>> HEADER =
      Key.optional(
          "header",
          Shapes.mapping(
              "names of SIP headers to what they must be",
              Text.of("a header's name, such as X-Tenant", WhenKeys::headerName),
              Shapes.oneOrMore(TEXTS)),
          "Headers of the caller's INVITE; several of one name are joined by commas.",
          "any");

  private static final Key<List<TimeWindow>> TIME =
      Key.optional(
          "time",
          Shapes.oneOrMore(TimeKeys.SECTION),
          "When the call comes; any of several windows will do.",
          "always");

  static final Section<Condition> SECTION =
      Section.of(
          "when",
          List.of(
              FROM, TO, CHANNEL_ID, CONTENT, HEADER, TIME, OnlineKeys.ONLINE, OnlineKeys.OFFLINE),
          WhenKeys::make);

  private WhenKeys() {}

  private static Condition make(Fields fields) {
    Map<Facet, TextSet> wanted = new LinkedHashMap<>();
    fields.get(FROM).ifPresent(from -> caller(from, wanted));
    put(wanted, Facet.Plain.TO_USER, fields.get(TO, List.of()));
    put(wanted, Facet.Plain.CHANNEL_ID, fields.get(CHANNEL_ID, List.of()));
    fields
        .get(CONTENT, Map.of())
        .forEach((path, matches) -> put(wanted, new Facet.Member(path), matches));
    fields
        .get(HEADER, Map.of())
        .forEach((name, matches) -> put(wanted, new Facet.Header(name), matches));
    return new Condition(wanted, fields.get(TIME, List.of()), OnlineKeys.of(fields));
  }

  private static void caller(Fields from, Map<Facet, TextSet> wanted) {
    Set<Network> networks = EnumSet.allOf(Network.class);
    from.get(NETWORK).ifPresent(networks::retainAll);
    if (from.has(TRUNK)) {
      narrow(from, TRUNK, networks, Set.of(Network.SIP), "only SIP callers come from a trunk");
    }
    if (from.has(APP)) {
      Set<Network> apps = Set.of(Network.RTM, Network.LEGACY);
      narrow(from, APP, networks, apps, "SIP callers use no app");
    }
    if (from.has(FROM_ADDRESS)) {
      narrow(from, FROM_ADDRESS, networks, Set.of(Network.SIP), "only SIP callers are known by it");
    }
    if (networks.size() < Network.values().length) {
      wanted.put(Facet.Plain.FROM_NETWORK, TextSet.of(networks.stream().map(Call::word).toList()));
    }
    from.get(TRUNK)
        .ifPresent(
            names ->
                wanted.put(
                    Facet.Plain.FROM_TRUNK,
                    TextSet.of(names.stream().map(TrunkName::value).toList())));
    from.get(APP)
        .ifPresent(
            ids ->
                wanted.put(
                    Facet.Plain.FROM_APP, TextSet.of(ids.stream().map(AppId::value).toList())));
    put(wanted, Facet.Plain.FROM_USER, from.get(FROM_USER, List.of()));
    put(wanted, Facet.Plain.FROM_NAME, from.get(FROM_NAME, List.of()));
    from.get(FROM_ADDRESS)
        .ifPresent(blocks -> wanted.put(Facet.Plain.FROM_ADDRESS, new TextSet(blocks)));
  }

  private static void narrow(
      Fields from, Key<?> key, Set<Network> networks, Set<Network> possible, String because) {
    Set<Network> left = EnumSet.copyOf(networks);
    left.retainAll(possible);
    if (left.isEmpty()) {
      from.problem(key, "No call can meet this condition: " + because + ".");
    } else {
      networks.retainAll(possible);
    }
  }

  private static void put(Map<Facet, TextSet> wanted, Facet facet, List<TextSet> matches) {
    if (!matches.isEmpty()) {
      wanted.put(facet, TextSet.union(matches));
    }
  }

  private static TextSet matches(Fields fields) {
    // A list that could not be read was reported where it stands; nothing depends on its value.
    return fields
        .get(LIST)
        .map(name -> ListsShape.find(name, fields.reading()).orElse(NOTHING))
        .orElseGet(() -> new TextSet(List.of(match(fields))));
  }

  private static TextMatch match(Fields fields) {
    return fields
        .get(IS)
        .or(() -> fields.get(PREFIX))
        .or(() -> fields.get(MATCHES))
        .orElseGet(() -> fields.require(RANGE));
  }

  private static Text<TextMatch> text(Function<String, TextMatch> parse) {
    return Text.of(
            "a text",
            value -> {
              if (value.isEmpty()) {
                throw new IllegalArgumentException("The text is empty.");
              }
              return parse.apply(value);
            })
        .orNumber();
  }

  private static String headerName(String name) {
    Headers.checkName(name);
    if (MECHANICS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("Rules cannot look at this header.");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Network> networks() {
    Map<String, Network> words = new LinkedHashMap<>();
    for (Network network : Network.values()) {
      words.put(Call.word(network), network);
    }
    return words;
  }
}
