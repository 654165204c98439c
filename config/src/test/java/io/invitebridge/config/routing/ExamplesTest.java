package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.rule.Ask;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of examples/ is loaded without advice and routes as its comments say. */
class ExamplesTest {
  private static final String FIRST_STEPS = "first-steps";
  private static final String OFFICE_APP = "970CA35de60c44645bbae8a215061b33";

  private static final Clock FRIDAY_NOON =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  static Stream<Arguments> calls() {
    return Stream.of(
        arguments("minimal", rtm("amy", "bob"), "app users call each other: rtm:bob"),
        arguments(
            FIRST_STEPS,
            sip("office-pbx", "101", "2345"),
            "extensions ring the app: rtm:user-345 45s"),
        arguments(
            FIRST_STEPS, office("+4930123456"), "app users dial out: sip:+4930123456@office-pbx"),
        arguments(FIRST_STEPS, office("bob"), "app users call each other: rtm:bob"),
        arguments("minimal", sip("", "7", "bob"), "REFUSED forbidden"),
        arguments(
            "office-pbx",
            sip("office-pbx", "101", "2345"),
            "extensions ring the app: rtm:user-345 + legacy:user-345 45s"),
        arguments("office-pbx", sip("office-pbx", "101", "23456"), "NO_ROUTE"),
        arguments("office-pbx", sip("", "101", "2345"), "REFUSED forbidden"),
        arguments(
            "office-pbx", office("+4930123456"), "app users dial out: sip:+4930123456@office-pbx"),
        arguments("office-pbx", office("bob"), "app users call each other: rtm:bob, legacy:bob"),
        arguments("app-to-pstn", rtm("amy", "112"), "REFUSED forbidden"),
        arguments("app-to-pstn", rtm("amy", "0900123456"), "REFUSED forbidden"),
        arguments(
            "app-to-pstn",
            rtm("amy", "030123456"),
            "national numbers become E.164: sip:+4930123456@carrier-a, sip:+4930123456@carrier-b"),
        arguments(
            "app-to-pstn",
            rtm("amy", "+4930123456"),
            "international numbers: sip:+4930123456@carrier-a, sip:+4930123456@carrier-b"),
        arguments("app-to-pstn", rtm("amy", "bob"), "NO_ROUTE"),
        arguments(
            "door-station",
            sip("door", "bell", "anybody"),
            "the door rings the family: rtm:mum + rtm:dad 20s,"
                + " rtm:mum + rtm:dad + rtm:anna + rtm:ben 40s"),
        arguments(
            "call-centre",
            sip("carrier", "+4915112345", "0800123456"),
            "the hotline in office hours: rtm:agent-1 + rtm:agent-2 15s,"
                + " rtm:agent-3 + rtm:agent-4 15s, sip:900@office-pbx 50s"),
        arguments(
            "call-centre",
            sip("carrier", "+4989555000", "0800123456"),
            "good customers ring the manager first: rtm:manager 10s,"
                + " rtm:agent-1 + rtm:agent-2 15s"),
        arguments("call-centre", rtm("agent-1", "0800123456"), "NO_ROUTE"),
        arguments(
            "multi-tenant",
            sip("carrier", "1", "+49301000123"),
            "numbers of the first tenant: rtm:user-123"),
        arguments(
            "multi-tenant",
            sip("carrier", "1", "+49302000123"),
            "numbers of the second tenant: rtm:user-123"),
        arguments(
            "multi-tenant",
            Calls.app(Network.RTM, "tenant-two", "amy", "bob"),
            "users call each other within their app: rtm:bob"),
        arguments(
            "voicemail",
            sip("office-pbx", "101", "2345"),
            "extensions ring the app, then a box: rtm:user-345 20s"),
        arguments(
            "voicemail",
            office("+4930123456"),
            "agents call customers as the company: sip:+4930123456@office-pbx"),
        arguments(
            "carrier-shares",
            office("+4930123456"),
            "numbers go to a carrier: sip:+4930123456@cheap, sip:+4930123456@dear,"
                + " sip:+4930123456@old-gateway"),
        arguments(
            "many-files",
            sip("carrier", "1", "+4930100200"),
            "the bakery is open: rtm:shop-1 + rtm:shop-2"),
        arguments("many-files", sip("carrier", "1", "+4930100305"), "REFUSED wrong-number"),
        arguments(
            "online-first",
            sip("office-pbx", "101", "2345"),
            "the app, when it is online: rtm:user-345 + legacy:user-345 25s"),
        arguments(
            "online-first",
            sip("office-pbx", "101", "2346"),
            "the mobile, by day: sip:7346@office-pbx"),
        arguments(
            "carrier-headers",
            Calls.app(Network.RTM, "hotline", "agent-7", "+4930123456"),
            "agents call customers: sip:+4930123456@carrier"),
        arguments(
            "media-gateway",
            sip("office-pbx", "lift", "911"),
            "the lift, whose app brings its own media: rtm:caretaker"),
        arguments(
            "media-gateway",
            sip("office-pbx", "101", "2345"),
            "extensions ring the app: rtm:user-345"),
        arguments(
            "queues-by-header",
            Calls.from(sip("office-pbx", "101", "5"), "192.0.2.11", "X-Queue", "sales"),
            "the queue that the PBX names: rtm:on-duty-sales 20s"),
        arguments(
            "queues-by-header",
            Calls.from(sip("office-pbx", "101", "5"), "192.0.2.12", "X-Queue", "sales"),
            "calls without a queue: rtm:reception"),
        arguments(
            "on-duty",
            sip("house-pbx", "bed-12", "412"),
            "the roster knows who is on duty: rtm:nurse-7 20s, sip:9412@house-pbx"),
        arguments("on-duty", sip("house-pbx", "bed-12", "413"), "REFUSED unavailable"),
        arguments(
            "on-duty",
            sip("house-pbx", "bed-12", "414"),
            "the telephone of the ward: sip:9414@house-pbx"),
        arguments(
            "on-duty",
            sip("house-pbx", "bed-12", "415"),
            "the telephone of the ward: sip:9415@house-pbx"),
        arguments("on-duty", sip("house-pbx", "bed-12", "512"), "NO_ROUTE"),
        arguments(
            "legacy-revival",
            Calls.app(Network.LEGACY, "970CA35de60c44645bbae8a215061b33", "amy", "bob"),
            "old and new clients call each other: legacy:bob + rtm:bob"));
  }

  private static Invited office(String callee) {
    return Calls.app(Network.RTM, OFFICE_APP, "amy", callee);
  }

  /** User 345 alone is online, with the old client. */
  private static void ask(Set<AppUser> users, Consumer<Set<AppUser>> answer) {
    answer.accept(
        users.stream()
            .filter(user -> user.toString().equals("legacy:user-345"))
            .collect(Collectors.toSet()));
  }

  /** Somebody is on duty in ward 12, nobody in 13; the roster passes 14 and fails at the others. */
  private static void consult(
      Ask ask,
      ObjectNode question,
      Function<JsonNode, BackendAnswer> read,
      Consumer<Optional<BackendAnswer>> answer) {
    String said =
        switch (question.path("calledId").textValue()) {
          case "412" ->
              "{\"ring\": [{\"rtm\": \"nurse-7\", \"for\": 20}, {\"trunk\": \"house-pbx\", \"user\":"
                  + " \"9412\"}]}";
          case "413" -> "{\"refuse\": \"unavailable\"}";
          case "414" -> "{\"pass\": true}";
          default -> "";
        };
    answer.accept(said.isEmpty() ? Optional.empty() : Optional.of(read.apply(json(said))));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("calls")
  void routes(String example, Invited call, String expected) {
    Path file = directory().resolve(example + ".yaml");
    LoadResult result = ConfigLoader.load(file, name -> Optional.of("value".repeat(7)));
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    LoadResult.Loaded loaded = (LoadResult.Loaded) result;
    if (example.equals(FIRST_STEPS)) {
      assertThat(loaded.advice())
          .singleElement()
          .asString()
          .contains("has neither certificate nor jwt");
    } else {
      assertThat(loaded.advice()).isEmpty();
    }
    RuleDirectory rules =
        new RuleDirectory(loaded.config(), FRIDAY_NOON, ExamplesTest::ask, ExamplesTest::consult);
    assertThat(Calls.words(Calls.answer(rules, call))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isLoadedAndTried(Path file) {
    assertThat(ConfigLoader.load(file, name -> Optional.of("value".repeat(7))))
        .isInstanceOf(LoadResult.Loaded.class);
    assertThat(calls().map(call -> call.get()[0] + ".yaml"))
        .contains(file.getFileName().toString());
  }

  static Stream<Path> files() throws IOException {
    return Files.list(directory()).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  @Test
  void theReadmesConfigurationIsOneOfThem() throws IOException {
    String readme = Files.readString(directory().resolve("../../README.md"));
    int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
    String yaml = readme.substring(begin, readme.indexOf("```", begin));
    assertThat(Files.readString(directory().resolve(FIRST_STEPS + ".yaml")))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../schema.json
            # The file that the README begins with. Its app has no certificate, so that everybody who reaches the
            # listener can log in under any name: for trials only.
            """
                + yaml);
  }

  private static Path directory() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("examples"))
        ? here.resolve("examples")
        : here.resolve("config/examples");
  }
}
