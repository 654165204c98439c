package io.invitebridge.config.keys;

import io.invitebridge.config.model.TrunkProfile;
import io.invitebridge.config.model.TrunkProfile.Assertion;
import io.invitebridge.config.model.TrunkProfile.Carriage;
import io.invitebridge.config.model.TrunkProfile.Forwarding;
import io.invitebridge.config.model.TrunkProfile.HeaderLists;
import io.invitebridge.config.model.TrunkProfile.Identity;
import io.invitebridge.config.model.TrunkProfile.NumberFormat;
import io.invitebridge.config.model.TrunkProfile.Numbers;
import io.invitebridge.config.model.TrunkProfile.Way;
import io.invitebridge.config.model.TrunkProfile.Word;
import io.invitebridge.config.rule.TextMatch;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shape;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.model.HeaderNames;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a trunk is told about the parties: {@code identity}, {@code numbers} and so on. */
final class ProfileKeys {
  private static final Key<String> FROM_USER =
      Key.optional(
          "from-user",
          Text.of(
                  "a number or a name",
                  "[^\\s\"<>@]{1,128}",
                  text ->
                      plain(text, "[^\\s\"<>@]{1,128}", "This cannot stand before the @ of a URI."))
              .orNumber(),
          "Who every call is from, for trunks that know only their own numbers.",
          "the caller");

  private static final Key<String> FROM_HOST =
      Key.optional(
          "from-host",
          Text.of(
              "a host name or an address",
              "[A-Za-z0-9.:-]{1,253}",
              text -> plain(text, "[A-Za-z0-9.:-]{1,253}", "This is no host.")),
          "What stands behind the @ of the caller.",
          "the address that peers reach the bridge by");

  private static final Key<Boolean> NAMES =
      Key.optional("display-names", Shapes.flag(), "Whether callers' names are told.", "true");

  private static final Key<Assertion> ASSERT =
      Key.optional(
          "assert",
          words(Assertion.values()),
          "The header that names the caller beside From: P-Asserted-Identity (asserted) or"
              + " P-Preferred-Identity (preferred).",
          "none");

  private static final Key<Boolean> TRUST =
      Key.optional(
          "trust",
          Shapes.flag(),
          "Whether the P-Asserted-Identity of the trunk's requests is the caller, and whether the"
              + " trunk may be told callers that want to stay anonymous.",
          "false");

  private static final Key<List<TextMatch>> CALLER_NUMBERS =
      Key.optional(
          "caller-numbers",
          Shapes.oneOrMore(WhenKeys.TEXT),
          "Which numbers an app may have shown in place of the caller (srcNum). Others are left"
              + " out with a line in the log.",
          "none");

  private static final Key<Forwarding> FORWARDING =
      Key.optional(
          "forwarding",
          words(Forwarding.values()),
          "How the trunk is told that a call was forwarded to it: Diversion, History-Info or both.",
          "none");

  private static final Key<Boolean> CONNECTED =
      Key.optional(
          "connected",
          Shapes.flag(),
          "Whether the 180 and the 200 to a caller of the trunk name who rings and who answered, in"
              + " P-Asserted-Identity.",
          "false");

  private static final Section<Identity> IDENTITY_SECTION =
      Section.of(
          "the identity of a trunk",
          List.of(
              FROM_USER, FROM_HOST, NAMES, ASSERT, TRUST, CALLER_NUMBERS, FORWARDING, CONNECTED),
          ProfileKeys::identity);

  private static final Key<String> COUNTRY =
      Key.optional(
          "country",
          Text.of("a country in two letters, such as DE", "[A-Za-z]{2}", ProfileKeys::country),
          "The country of numbers that are written without a country code.",
          "none: such numbers stay as they are");

  private static final Key<NumberFormat> FORMAT =
      Key.optional(
          "format",
          words(NumberFormat.values()),
          "How numbers are written to the trunk: e164 (+4930123456), plain (4930123456) or national"
              + " (030123456).",
          "as-written");

  private static final Key<Boolean> USER_PHONE =
      Key.optional(
          "user-phone", Shapes.flag(), "Whether the URIs of numbers carry user=phone.", "false");

  private static final Key<Boolean> NORMALISE =
      Key.optional(
          "normalise",
          Shapes.flag(),
          "Whether numbers that come from the trunk become E.164 with a plus sign before any route"
              + " looks at them.",
          "false");

  private static final Section<Numbers> NUMBERS_SECTION =
      Section.of(
          "the numbers of a trunk",
          List.of(COUNTRY, FORMAT, USER_PHONE, NORMALISE),
          ProfileKeys::numbers);

  private static final Shape<List<String>> HEADER_NAMES =
      Shapes.oneOrMore(
          Text.of(
              "the name of a header of your own, or its beginning and a star, such as X-Queue or"
                  + " X-App-*",
              "[A-Za-z0-9.!%_+`'~-]{2,64}\\*?",
              name -> new HeaderNames(List.of(name)).patterns().get(0)));

  private static final Key<List<String>> IN =
      Key.optional("in", HEADER_NAMES, "The headers that an app is told.", "none");

  private static final Key<List<String>> OUT =
      Key.optional("out", HEADER_NAMES, "The headers that an app may set.", "none");

  private static final Section<HeaderLists> HEADERS_SECTION =
      Section.of(
          "the headers of a trunk",
          List.of(IN, OUT),
          fields ->
              new HeaderLists(
                  new HeaderNames(fields.get(IN, List.of())),
                  new HeaderNames(fields.get(OUT, List.of()))));

  private static final Key<Way> CONTENT =
      Key.optional(
          "content",
          words(Way.values()),
          "How the text of an invitation travels in the INVITE.",
          "none");

  private static final Key<Way> RESPONSE =
      Key.optional(
          "response",
          words(Way.values()),
          "How the text of an answer travels in the final response.",
          "none");

  private static final Key<Boolean> CHANNEL_ID =
      Key.optional(
          "channel-id", Shapes.flag(), "Whether the channel is told in X-Channel-Id.", "true");

  private static final Key<Boolean> TOO_LONG =
      Key.optional(
          "too-long",
          Shapes.word(tooLong()),
          "What becomes of a text that is too long for its way: it stays behind (leave-out), or goes"
              + " by reference (reference).",
          "leave-out");

  private static final Key<List<URI>> FETCH =
      Key.optional(
          "fetch",
          Shapes.oneOrMore(SipTextKeys.PREFIX),
          "Where texts that the trunk sends by reference may be fetched, by the beginnings of their"
              + " URLs.",
          "nowhere: references of the trunk are passed over");

  private static final Section<Carriage> CARRIAGE_SECTION =
      Section.of(
          "what a trunk carries",
          List.of(CONTENT, RESPONSE, CHANNEL_ID, TOO_LONG, FETCH),
          fields ->
              new Carriage(
                  fields.get(CONTENT, Way.NONE),
                  fields.get(RESPONSE, Way.NONE),
                  fields.get(CHANNEL_ID, true),
                  fields.get(TOO_LONG, false),
                  fields.get(FETCH, List.of())));

  private static final Key<Identity> IDENTITY =
      Key.optional(
          "identity", IDENTITY_SECTION, "Who the parties are said to be.", "what its keys say");

  private static final Key<Numbers> NUMBERS =
      Key.optional(
          "numbers", NUMBERS_SECTION, "How telephone numbers are written.", "what its keys say");

  private static final Key<HeaderLists> HEADERS =
      Key.optional(
          "headers",
          HEADERS_SECTION,
          "Headers of the parties' own that pass between apps and the trunk.",
          "none pass");

  private static final Key<Carriage> CARRY =
      Key.optional(
          "carry",
          CARRIAGE_SECTION,
          "How the texts of invitations and answers travel on the trunk.",
          "what its keys say");

  /** The keys that stand in a trunk. */
  static final List<Key<?>> ALL = List.of(IDENTITY, NUMBERS, HEADERS, CARRY);

  private ProfileKeys() {}

  /** The profile out of the keys of a trunk. */
  static TrunkProfile make(Fields trunk) {
    return new TrunkProfile(
        trunk.get(IDENTITY, TrunkProfile.PLAIN.identity()),
        trunk.get(NUMBERS, TrunkProfile.PLAIN.numbers()),
        trunk.get(HEADERS, TrunkProfile.PLAIN.headers()),
        trunk.get(CARRY, TrunkProfile.PLAIN.carriage()));
  }

  private static Identity identity(Fields fields) {
    Identity plain = TrunkProfile.PLAIN.identity();
    if (fields.has(FROM_USER) && fields.get(ASSERT, Assertion.NONE) == Assertion.NONE) {
      fields
          .reading()
          .advise(
              fields.at(FROM_USER),
              "The trunk never learns who calls: every call is from this user, and assert is"
                  + " none.");
    }
    return new Identity(
        fields.get(FROM_USER),
        fields.get(FROM_HOST),
        fields.get(NAMES, plain.names()),
        fields.get(ASSERT, plain.assertion()),
        fields.get(TRUST, plain.trusted()),
        fields.get(CALLER_NUMBERS, List.of()),
        fields.get(FORWARDING, plain.forwarding()),
        fields.get(CONNECTED, plain.connected()));
  }

  private static Numbers numbers(Fields fields) {
    NumberFormat format = fields.get(FORMAT, NumberFormat.AS_WRITTEN);
    if (format == NumberFormat.NATIONAL && !fields.has(COUNTRY)) {
      fields.problem(FORMAT, "National numbers need to know of which nation; expected country.");
    }
    return new Numbers(
        fields.get(COUNTRY), format, fields.get(USER_PHONE, false), fields.get(NORMALISE, false));
  }

  private static String country(String text) {
    String country = text.toUpperCase(Locale.ROOT);
    if (!Set.of(Locale.getISOCountries()).contains(country)) {
      throw new IllegalArgumentException("No country has this code.");
    }
    return country;
  }

  private static String plain(String text, String pattern, String complaint) {
    if (!text.matches(pattern)) {
      throw new IllegalArgumentException(complaint);
    }
    return text;
  }

  private static Map<String, Boolean> tooLong() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("leave-out", false);
    words.put("reference", true);
    return words;
  }

  private static <W extends Word> Shape<W> words(W[] values) {
    Map<String, W> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> words.put(value.word(), value));
    return Shapes.word(words);
  }
}
