package io.invitebridge.sip.translate;

import static io.invitebridge.sip.translate.Profiles.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Effect.Left;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Plan.Outcome;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.TrunkProfile.NumberPolicy.Format;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.translate.Diversion.Why;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who an INVITE of ours says that the parties are: RFC 3323, RFC 3325, RFC 5806, RFC 7044. */
class OutgoingIdentityTest {
  private static final String HOST = "bridge.example";
  private static final Address ALICE = AppUser.rtm(new AppId("app"), new UserId("alice"));
  private static final Address CLERK = AppUser.rtm(new AppId("app"), new UserId("030123456"));

  @Test
  void a_plain_trunk_hears_the_caller_in_from() {
    OutgoingIdentity said = said(offer(ALICE, "Alice", ""), plain().profile());
    assertThat(said.from()).hasToString("\"Alice\" <sip:alice@bridge.example>");
    assertThat(said.callee()).isEqualTo("030999999");
    assertThat(said.headers()).isEmpty();
    assertThat(said.remarks()).isEmpty();
  }

  @Test
  void a_trunk_that_knows_only_itself_hears_the_caller_beside_from() {
    TrunkProfile profile =
        plain()
            .fromUser("+49301")
            .fromHost("carrier.example")
            .asserting(Assertion.ASSERTED)
            .profile();
    OutgoingIdentity said = said(offer(ALICE, "Al \"A\" \\ ice", ""), profile);
    assertThat(said.from().getURI()).hasToString("sip:+49301@carrier.example");
    assertThat(lines(said))
        .containsExactly(
            "P-Asserted-Identity: \"Al \\\"A\\\" \\\\ ice\" <sip:alice@carrier.example>");
    assertThat(lines(said(offer(ALICE, "A", ""), plain().asserting(Assertion.PREFERRED).profile())))
        .containsExactly("P-Preferred-Identity: \"A\" <sip:alice@bridge.example>");
    assertThat(
            lines(
                said(
                    offer(ALICE, "A", ""),
                    plain().nameless().asserting(Assertion.ASSERTED).profile())))
        .containsExactly("P-Asserted-Identity: <sip:alice@bridge.example>");
  }

  @Test
  void numbers_are_written_as_the_trunk_wants_them() {
    TrunkProfile profile =
        plain().numbers("DE", Format.E164).userPhone().asserting(Assertion.ASSERTED).profile();
    OutgoingIdentity said = said(offer(CLERK, "", ""), profile);
    assertThat(said.callee()).isEqualTo("+4930999999");
    assertThat(said.from()).hasToString("<sip:+4930123456@bridge.example;user=phone>");
    assertThat(lines(said))
        .containsExactly("P-Asserted-Identity: <sip:+4930123456@bridge.example;user=phone>");
    assertThat(said(offer(ALICE, "", ""), profile).from())
        .hasToString("<sip:alice@bridge.example>");
  }

  @ParameterizedTest(name = "[{index}] {0} of {1} shows {2}")
  @CsvSource({
    "+4930555000, +4930555, +4930555000, false",
    "030 555000,  +4930555, +4930555000, false",
    "+4930666000, +4930555, alice,       true",
    "evil>,       evil,     alice,       true",
    "'',          '',       alice,       true",
  })
  void an_app_may_have_numbers_shown_that_the_trunk_allows(
      String asked, String allowed, String shown, boolean remarked) {
    TrunkProfile profile =
        plain().numbers("DE", Format.E164).showing(n -> n.startsWith(allowed)).profile();
    OutgoingIdentity said = said(offer(ALICE, "", "{\"srcNum\":\"" + asked + "\"}"), profile);
    assertThat(said.from().getURI()).hasToString("sip:" + shown + "@bridge.example");
    assertThat(said.remarks()).hasSize(remarked ? 1 : 0);
  }

  @Test
  void where_from_is_fixed_the_shown_number_is_asserted() {
    TrunkProfile profile =
        plain().fromUser("trunk").asserting(Assertion.ASSERTED).showing(n -> true).profile();
    OutgoingIdentity said = said(offer(ALICE, "", "{\"srcNum\":\"2000\"}"), profile);
    assertThat(said.from().getURI()).hasToString("sip:trunk@bridge.example");
    assertThat(lines(said)).containsExactly("P-Asserted-Identity: <sip:2000@bridge.example>");
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"privacy\":\"id\"}                 | id           | true",
        "{\"privacy\":[\"id\",\"user\"]}      | id;user      | true",
        "{\"privacy\":\"ID; header;x\\r\\ny\"} | id;header   | true",
        "{\"privacy\":\"none\"}               | none         | false",
        "{\"privacy\":\"history\"}            | history      | false",
        "{\"privacy\":\"everything\"}         | ''           | false",
      })
  void a_caller_may_stay_anonymous(String text, String privacy, boolean hidden) {
    TrunkProfile open = plain().asserting(Assertion.ASSERTED).profile();
    OutgoingIdentity said = said(offer(ALICE, "Alice", text), open);
    assertThat(value(said, "Privacy")).isEqualTo(privacy);
    assertThat(said.from().toString().contains("alice")).isEqualTo(!hidden);
    assertThat(value(said, "P-Asserted-Identity").isEmpty()).isEqualTo(hidden);
    if (hidden) {
      assertThat(said.from()).hasToString("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
      OutgoingIdentity trusted =
          said(
              offer(ALICE, "Alice", text),
              plain().trusted().asserting(Assertion.ASSERTED).profile());
      assertThat(trusted.from()).hasToString(said.from().toString());
      assertThat(value(trusted, "P-Asserted-Identity"))
          .isEqualTo("\"Alice\" <sip:alice@bridge.example>");
    }
  }

  @Test
  void a_sip_caller_is_asserted_when_a_trusted_trunk_vouches_for_it() {
    TrunkProfile out = plain().trusted().asserting(Assertion.ASSERTED).profile();
    Address caller = sip("2000");
    Origin stranger = origin("2000", Optional.empty(), List.of());
    assertThat(lines(said(offer(caller, "", ""), out, stranger))).isEmpty();
    Origin vouched = origin("2000", Optional.of(new Person("2000", Optional.of("Two"))), List.of());
    assertThat(lines(said(offer(caller, "", ""), out, vouched)))
        .containsExactly("P-Asserted-Identity: \"Two\" <sip:2000@bridge.example>");
    assertThat(lines(said(offer(sip("company"), "", ""), out, vouched)))
        .as("the route shows another caller")
        .containsExactly("P-Asserted-Identity: <sip:company@bridge.example>");
  }

  @Test
  void an_anonymous_sip_caller_is_named_to_a_trusted_trunk_only() {
    Origin hidden =
        origin("anonymous", Optional.of(new Person("2000", Optional.empty())), List.of("id"));
    Offer offer = offer(sip("anonymous"), "", "{\"privacy\":[\"id\"]}");
    OutgoingIdentity open = said(offer, plain().asserting(Assertion.ASSERTED).profile(), hidden);
    assertThat(lines(open)).containsExactly("Privacy: id");
    OutgoingIdentity trusted =
        said(offer, plain().trusted().asserting(Assertion.ASSERTED).profile(), hidden);
    assertThat(lines(trusted))
        .containsExactly("P-Asserted-Identity: <sip:2000@bridge.example>", "Privacy: id");
    assertThat(trusted.from()).hasToString("\"Anonymous\" <sip:anonymous@anonymous.invalid>");
  }

  @Test
  void earlier_forwardings_go_on_in_the_trunks_own_way() {
    Origin forwarded =
        new Origin(
            TrunkProfile.PLAIN,
            List.of(),
            "2000",
            Optional.empty(),
            List.of(),
            List.of(
                new Diversion(new Person("2002", Optional.of("Two, \"2\"")), Why.NO_ANSWER),
                new Diversion(new Person("2001", Optional.empty()), Why.USER_BUSY)));
    Offer offer = offer(sip("2000"), "", "");
    assertThat(lines(said(offer, plain().profile(), forwarded))).isEmpty();
    assertThat(lines(said(offer, plain().forwarding(Forwarding.DIVERSION).profile(), forwarded)))
        .containsExactly(
            "Diversion: \"Two, \\\"2\\\"\" <sip:2002@bridge.example>;reason=no-answer, "
                + "<sip:2001@bridge.example>;reason=user-busy");
    assertThat(lines(said(offer, plain().forwarding(Forwarding.HISTORY_INFO).profile(), forwarded)))
        .containsExactly(
            "History-Info: <sip:2001@bridge.example>;index=1, \"Two, \\\"2\\\"\""
                + " <sip:2002@bridge.example;cause=486>;index=1.1;mp=1,"
                + " <sip:030999999@bridge.example;cause=408>;index=1.1.1;mp=1.1");
    assertThat(lines(said(offer, plain().forwarding(Forwarding.BOTH).profile(), forwarded)))
        .hasSize(2);
  }

  @ParameterizedTest(name = "[{index}] after {0}: {1}, {2}")
  @CsvSource({
    "UNKNOWN,     unknown,     404",
    "OFFLINE,     unavailable, 503",
    "NO_RESPONSE, unavailable, 503",
    "NO_ANSWER,   no-answer,   408",
    "BUSY,        user-busy,   486",
    "REFUSED,     deflection,  480",
  })
  void a_route_that_forwards_a_call_says_why(Outcome outcome, String reason, int cause) {
    Offer offer = forwarded(CLERK, "2345", "8345", new Left(List.of(ALICE), outcome));
    assertThat(lines(said(offer, plain().profile()))).isEmpty();
    assertThat(lines(said(offer, plain().forwarding(Forwarding.BOTH).profile())))
        .containsExactly(
            "Diversion: <sip:2345@bridge.example>;reason=" + reason,
            "History-Info: <sip:2345@bridge.example>;index=1, <sip:8345@bridge.example;cause="
                + cause
                + ">;index=1.1;mp=1");
  }

  @ParameterizedTest(name = "[{index}] {0} dials {1}, {3} was rung, {2} is rung: {4}")
  @CsvSource({
    "sip,  2345,      8345,         '',          unconditional",
    "sip,  2345,      2345,         '',          ''",
    "sip,  reception, 8000,         '',          unconditional",
    "sip,  90301234567, +49301234567, '',        ''",
    "sip,  345,       +4930555345,  '',          ''",
    "sip,  +4930555500, +4930555511, '',         unconditional",
    "rtm,  reception, 8000,         '',          ''",
    "rtm,  030123456, +4930123456,  030123456,   ''",
    "rtm,  030123456, +4930123456,  0049-x,      no-answer",
    "rtm,  2345,      2345,         2999,        no-answer",
    "sip,  2345,      8345,         8345,        unconditional",
  })
  void only_what_goes_to_somebody_else_is_forwarded(
      String network, String dialed, String callee, String before, String reason) {
    Offer offer =
        before.isEmpty()
            ? dialled(network.equals("sip") ? sip("1000") : ALICE, dialed, callee)
            : forwarded(
                network.equals("sip") ? sip("1000") : ALICE,
                dialed,
                callee,
                new Left(List.of(sip(before)), Outcome.NO_ANSWER));
    OutgoingIdentity said = said(offer, plain().forwarding(Forwarding.DIVERSION).profile());
    assertThat(value(said, "Diversion"))
        .isEqualTo(reason.isEmpty() ? "" : "<sip:" + dialed + "@bridge.example>;reason=" + reason);
  }

  @Test
  void a_routes_own_forwarding_stands_before_what_was_done_on_the_way_here() {
    Origin forwarded =
        forwardedBy(new Diversion(new Person("2001", Optional.of("Boss")), Why.USER_BUSY, 3, true));
    Offer offer = forwarded(sip("1000"), "2345", "2345", new Left(List.of(ALICE), Outcome.OFFLINE));
    assertThat(
            lines(said(offer, plain().trusted().forwarding(Forwarding.BOTH).profile(), forwarded)))
        .containsExactly(
            "Diversion: <sip:2345@bridge.example>;reason=unavailable,"
                + " \"Boss\" <sip:2001@bridge.example>;reason=user-busy;counter=3;privacy=full",
            "History-Info: \"Boss\" <sip:2001@bridge.example?Privacy=history>;index=1,"
                + " <sip:2345@bridge.example;cause=486>;index=1.1;mp=1,"
                + " <sip:2345@bridge.example;cause=503>;index=1.1.1;np=1.1");
    assertThat(lines(said(offer, plain().forwarding(Forwarding.BOTH).profile(), forwarded)))
        .as("who is not trusted does not hear who wants to stay hidden")
        .containsExactly(
            "Diversion: <sip:2345@bridge.example>;reason=unavailable,"
                + " <sip:anonymous@anonymous.invalid>;reason=user-busy;counter=3;privacy=full",
            "History-Info: <sip:anonymous@anonymous.invalid?Privacy=history>;index=1,"
                + " <sip:2345@bridge.example;cause=486>;index=1.1;mp=1,"
                + " <sip:2345@bridge.example;cause=503>;index=1.1.1;np=1.1");
  }

  @Test
  void of_too_many_forwardings_the_earliest_are_only_counted() {
    Diversion[] twelve = new Diversion[12];
    for (int i = 0; i < twelve.length; i++) {
      twelve[i] = new Diversion(new Person("20" + (10 + i), Optional.empty()), Why.USER_BUSY);
    }
    String told =
        value(
            said(
                offer(sip("2000"), "", ""),
                plain().forwarding(Forwarding.DIVERSION).profile(),
                forwardedBy(twelve)),
            "Diversion");
    assertThat(told.split(",")).hasSize(10);
    assertThat(told).endsWith("<sip:2019@bridge.example>;reason=user-busy;counter=3");
  }

  @Test
  void a_caller_who_hides_the_history_hides_the_routes_forwarding_too() {
    Offer offer = forwarded(ALICE, "2345", "8345", new Left(List.of(CLERK), Outcome.BUSY));
    Offer secret = with(offer, "{\"privacy\":\"history\"}");
    assertThat(value(said(secret, plain().forwarding(Forwarding.DIVERSION).profile()), "Diversion"))
        .isEqualTo("<sip:anonymous@anonymous.invalid>;reason=user-busy;privacy=full");
  }

  private static Origin forwardedBy(Diversion... diversions) {
    return new Origin(
        TrunkProfile.PLAIN, List.of(), "2000", Optional.empty(), List.of(), List.of(diversions));
  }

  private static Offer dialled(Address caller, String dialed, String callee) {
    return new Offer(
        caller,
        Optional.empty(),
        sip(callee),
        new CalleeName(dialed),
        Optional.empty(),
        Content.EMPTY,
        70);
  }

  private static Offer forwarded(Address caller, String dialed, String callee, Left left) {
    Offer plain = dialled(caller, dialed, callee);
    return new Offer(
        plain.caller(),
        plain.callerName(),
        plain.callee(),
        plain.dialed(),
        plain.channelId(),
        plain.content(),
        plain.hops(),
        plain.media(),
        plain.data(),
        plain.headers(),
        Optional.of(left));
  }

  private static Offer with(Offer offer, String content) {
    return new Offer(
        offer.caller(),
        offer.callerName(),
        offer.callee(),
        offer.dialed(),
        offer.channelId(),
        new Content(content),
        offer.hops(),
        offer.media(),
        offer.data(),
        offer.headers(),
        offer.left());
  }

  private static Offer offer(Address caller, String name, String text) {
    return new Offer(
        caller,
        name.isEmpty() ? Optional.empty() : Optional.of(new DisplayName(name)),
        sip("030999999"),
        new CalleeName("030999999"),
        Optional.empty(),
        new Content(text),
        70);
  }

  private static Address sip(String user) {
    return new SipParty(Optional.of(new TrunkName("pbx")), new SipUser(user));
  }

  private static Origin origin(String caller, Optional<Person> believed, List<String> privacy) {
    return new Origin(TrunkProfile.PLAIN, List.of(), caller, believed, privacy, List.of());
  }

  private static OutgoingIdentity said(Offer offer, TrunkProfile profile) {
    return OutgoingIdentity.of(offer, profile, Optional.empty(), HOST);
  }

  private static OutgoingIdentity said(Offer offer, TrunkProfile profile, Origin origin) {
    return OutgoingIdentity.of(offer, profile, Optional.of(origin), HOST);
  }

  private static List<String> lines(OutgoingIdentity said) {
    return said.headers().stream().map(line -> line.name() + ": " + line.value()).toList();
  }

  private static String value(OutgoingIdentity said, String name) {
    return said.headers().stream()
        .filter(line -> line.name().equals(name))
        .map(HeaderLine::value)
        .findFirst()
        .orElse("");
  }
}
