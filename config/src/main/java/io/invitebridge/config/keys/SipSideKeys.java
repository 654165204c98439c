package io.invitebridge.config.keys;

import io.invitebridge.config.rule.HeaderText;
import io.invitebridge.config.rule.MediaRule;
import io.invitebridge.config.rule.Route;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Spelling;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.model.HeaderChanges;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code media:} and {@code headers:} of a route. */
final class SipSideKeys {
  private static final Map<String, MediaPolicy> WORDS =
      Map.of("pass", new MediaPolicy.Pass(), "inactive", MediaPolicy.INACTIVE);

  private static final Key<MediaRule> VIA =
      Key.required(
          "via",
          Text.of(
              "a SIP URI such as sip:room-{channelId}@gateway.example.com",
              "[sS][iI][pP][sS]?:.+",
              MediaRule.Via::parse),
          "The media gateway or conference that SIP parties are joined with; {channelId} is the"
              + " channel that callees are told.");

  static final Key<MediaRule> MEDIA =
      Key.optional(
              "media",
              Shapes.either(
                  Text.of("pass or inactive", SipSideKeys::word),
                  Section.of("media", List.of(VIA), fields -> fields.require(VIA))),
              "Where the media of SIP parties goes when the app gives no session description of its own:"
                  + " pass lets the call fail for it, inactive connects it without media.",
              "inactive")
          .standing("inactive");

  private static final Text<String> NAME =
      Text.of(
          "a header's name, such as X-Queue",
          name -> {
            HeaderChanges.checkName(name);
            return name;
          });

  private static final Shape<HeaderText> VALUE =
      Text.of("a text with places such as {to.user}, $1 or {channelId}", HeaderText::parse)
          .orNumber();

  private static final Key<Map<String, HeaderText>> SET =
      Key.optional(
          "set",
          Shapes.mapping("names of SIP headers to their values", NAME, VALUE),
          "Headers that the INVITE has, in place of any of that name; one that comes out empty is"
              + " left out.",
          "none");

  private static final Key<List<String>> REMOVE =
      Key.optional(
          "remove", Shapes.oneOrMore(NAME), "Headers that the INVITE does not have.", "none");

  private static final Key<Fields> HEADERS =
      Key.optional(
          "headers",
          Section.of("headers", List.of(SET, REMOVE), SipSideKeys::checkedHeaders),
          "What SIP callees' INVITEs differ in.",
          "nothing");

  /** Those of a route, but for media, which can stand under {@code defaults} too. */
  static final List<Key<?>> OF_ROUTE = List.of(HEADERS);

  private SipSideKeys() {}

  static Route.SipSide of(Fields route, MediaRule media) {
    return route
        .get(HEADERS)
        .map(
            headers ->
                new Route.SipSide(
                    media, headers.get(SET, Map.of()), Set.copyOf(headers.get(REMOVE, List.of()))))
        .orElseGet(() -> new Route.SipSide(media, Map.of(), Set.of()));
  }

  static void checkGroups(Fields route, Route.SipSide side, RouteKeys.GroupCheck check) {
    check.uses(route, MEDIA, side.media().highestGroup());
    check.uses(
        route,
        HEADERS,
        side.headers().values().stream().mapToInt(HeaderText::highestGroup).max().orElse(0));
  }

  private static Fields checkedHeaders(Fields fields) {
    Set<String> seen = new HashSet<>();
    for (String name : fields.get(SET, Map.of()).keySet()) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        fields.problem(
            SET, "The header " + name + " is set twice; names are alike whatever their case.");
      }
    }
    for (String name : fields.get(REMOVE, List.of())) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        fields.problem(REMOVE, "The header " + name + " is named twice; expected it once.");
      }
    }
    return fields;
  }

  private static MediaRule word(String text) {
    MediaPolicy policy = WORDS.get(text);
    if (policy == null) {
      List<String> known = List.copyOf(new LinkedHashMap<>(WORDS).keySet());
      throw new IllegalArgumentException("This word is not known." + Spelling.suggest(text, known));
    }
    return new MediaRule.Fixed(policy);
  }
}
