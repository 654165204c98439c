package io.invitebridge.config.routing;

import static io.invitebridge.config.routing.Calls.named;
import static io.invitebridge.config.routing.Calls.plan;
import static io.invitebridge.config.routing.Calls.routes;
import static io.invitebridge.config.routing.Calls.rtm;
import static io.invitebridge.config.routing.Calls.sip;
import static io.invitebridge.config.routing.Calls.with;
import static io.invitebridge.config.routing.Calls.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.Invited;
import org.junit.jupiter.api.Test;

class OfferTextTest {
  private static final String SDP = "{\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 192.0.2.1\\r\\n\"}";

  @Test
  void withoutContentInTheRouteTheCallersIsKeptAsItIs() {
    Invited call = with(rtm("amy", "bob"), "free text, {not json");
    assertThat(content("- {name: r, ring: [{rtm: x}]}", call)).isEqualTo("free text, {not json");
  }

  @Test
  void theRoutesMembersAreEscapedAndTheSdpIsAdded() {
    Invited call = with(named(sip("pbx", "1\"01", "2001"), "Joe \"}{\\ O'Neil"), SDP);
    assertThat(
            content(
                "- {name: r, ring: [{rtm: x}], content: {caller: '{from.user}', name:"
                    + " '{from.displayName}'}}",
                call))
        .isEqualTo(
            "{\"caller\":\"1\\\"01\",\"name\":\"Joe \\\"}{\\\\ O'Neil\","
                + "\"sdp\":\"v=0\\r\\no=- 1 1 IN IP4 192.0.2.1\\r\\n\"}");
  }

  @Test
  void constantsKeepTheirTypeAndMembersOfTheCallerTheirs() {
    Invited call = with(rtm("amy", "bob"), "{\"a\":{\"n\":1.50},\"list\":[true]}");
    assertThat(
            content(
                "- {name: r, ring: [{rtm: x}], content: {n: 7, t: '7', zip: 0049, yes: true,"
                    + " no: null, inner: [{deep: '{content.a.n}'}], all: '{content.list}',"
                    + " text: 'n={content.a.n} l={content.list}', none: '{content.none}'}}",
                call))
        .isEqualTo(
            "{\"n\":7,\"t\":\"7\",\"zip\":\"0049\",\"yes\":true,\"no\":null,"
                + "\"inner\":[{\"deep\":1.5}],\"all\":[true],"
                + "\"text\":\"n=1.5 l=[true]\",\"none\":\"\"}");
  }

  @Test
  void theRouteMaySetTheSdpItself() {
    assertThat(
            content(
                "- {name: r, ring: [{rtm: x}], content: {sdp: none}}",
                with(sip("pbx", "1", "2"), SDP)))
        .isEqualTo("{\"sdp\":\"none\"}");
  }

  @Test
  void whatTheSipSideReadsAndWritesGoesAlongUnlessTheRouteHasItsOwn() {
    String text =
        "{\"headers\":{\"X-Q\":\"1\"},\"privacy\":\"id\",\"sip_header:X-R\":\"2\",\"mine\":3,"
            + "\"srcNum\":\"4\",\"forwardedFrom\":[]}";
    assertThat(
            content(
                "- {name: r, ring: [{rtm: x}], content: {srcNum: '5'}}",
                with(rtm("amy", "bob"), text)))
        .isEqualTo(
            "{\"srcNum\":\"5\",\"headers\":{\"X-Q\":\"1\"},\"privacy\":\"id\","
                + "\"sip_header:X-R\":\"2\",\"forwardedFrom\":[]}");
  }

  @Test
  void anSdpThatDoesNotFitIsOmittedAndSaidToBe() {
    String sdp = "{\"sdp\":\"" + "v".repeat(8150) + "\"}";
    assertThat(
            content(
                "- {name: r, ring: [{rtm: x}], content: {long: '" + "l".repeat(100) + "'}}",
                with(sip("pbx", "1", "2"), sdp)))
        .endsWith("\"sdpOmitted\":true}")
        .doesNotContain("vvv");
  }

  @Test
  void contentThatCannotFitAtAllIsNoRoute() {
    String text = "{\"t\":\"" + "ü".repeat(3000) + "\"}";
    assertThat(
            words(
                Calls.answer(
                    routes(
                        "- {name: r, ring: [{rtm: x}], content: {a: '{content.t}', b:"
                            + " '{content.t}'}}"),
                    with(rtm("amy", "bob"), text))))
        .isEqualTo("NO_ROUTE");
  }

  private static String content(String route, Invited call) {
    return plan(routes(route), call).content().value();
  }
}
