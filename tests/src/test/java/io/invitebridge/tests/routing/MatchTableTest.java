package io.invitebridge.tests.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that {@code when} can look at. The rule in question rings one app user, the rule
 * behind it another; whose app rings shows which rule has taken the call. It is a Thursday,
 * midnight UTC.
 */
class MatchTableTest {
  /** Amy and Xavier are on the app networks, 1001 is behind pbx, 2001 behind the second trunk. */
  private enum Caller {
    AMY,
    XAVIER,
    PBX,
    SECOND
  }

  /**
   * A call: who, whom, and what the protocol carries besides (content, a channel, a header, a
   * name).
   */
  private record Made(Caller caller, String callee, String besides) {
    Made(Caller caller, String callee) {
      this(caller, callee, "");
    }
  }

  private static Arguments row(String when, Made taken, Made passed) {
    return arguments(when, taken, passed);
  }

  static Stream<Arguments> rows() {
    return Stream.of(callers(), callees(), contents(), moments(), presence()).flatMap(List::stream);
  }

  private static List<Arguments> callers() {
    Made amy = new Made(Caller.AMY, "bob");
    Made xavier = new Made(Caller.XAVIER, "bob");
    Made pbx = new Made(Caller.PBX, "500");
    Made second = new Made(Caller.SECOND, "500");
    return List.of(
        row("from: {network: rtm}", amy, pbx),
        row("from: {network: [legacy, sip]}", xavier, amy),
        row("from: {network: sip}", second, xavier),
        row("from: {trunk: pbx}", pbx, second),
        row("from: {trunk: [pbx, second]}", second, amy),
        row("from: {app: 970CA35de60c44645bbae8a215061b33}", xavier, pbx),
        row("from: {user: amy}", amy, xavier),
        row("from: {user: ['a.*', '1001']}", pbx, second),
        row("from: {user: {prefix: '20'}}", second, pbx),
        row("from: {user: {range: 1000..1999}}", pbx, second),
        row("from: {user: {list: friends}}", xavier, amy),
        row(
            "from: {name: {prefix: 'Boss '}}",
            new Made(Caller.PBX, "500", "Boss Müller"),
            new Made(Caller.PBX, "500", "Müller")),
        row("from: {address: 192.0.2.1}", pbx, second),
        row("from: {address: [192.0.2.2/31, '2001:db8::/32']}", second, pbx),
        row("from: {address: 192.0.2.0/24}", second, amy));
  }

  private static List<Arguments> callees() {
    Made plain = new Made(Caller.PBX, "500");
    return List.of(
        row("to: {user: '500'}", plain, new Made(Caller.PBX, "5000")),
        row("to: {user: {is: a.b}}", new Made(Caller.AMY, "a.b"), new Made(Caller.AMY, "axb")),
        row("to: {user: {prefix: '+49'}}", new Made(Caller.PBX, "+4930"), plain),
        row("to: {user: '\\+49(30|40)\\d+'}", new Made(Caller.PBX, "+49301"), plain),
        row(
            "to: {user: {range: '+4930100..+4930199'}}",
            new Made(Caller.PBX, "+4930155"),
            new Made(Caller.PBX, "+4930200")),
        row("to: {user: [x, {list: friends}]}", new Made(Caller.AMY, "best-1"), plain),
        row("from: {trunk: pbx}, to: {user: '5\\d\\d'}", plain, new Made(Caller.SECOND, "500")));
  }

  private static List<Arguments> contents() {
    Made none = new Made(Caller.AMY, "bob");
    return List.of(
        row(
            "content: {kind: video}",
            new Made(Caller.AMY, "bob", "{\"kind\":\"video\"}"),
            new Made(Caller.AMY, "bob", "{\"kind\":\"audio\"}")),
        row(
            "content: {/a/0/b: 'x.*'}",
            new Made(Caller.AMY, "bob", "{\"a\":[{\"b\":\"xyz\"}]}"),
            new Made(Caller.AMY, "bob", "{\"a\":{\"b\":\"xyz\"}}")),
        row(
            "content: {a.b: '7'}",
            new Made(Caller.AMY, "bob", "{\"a\":{\"b\":7}}"),
            new Made(Caller.AMY, "bob", "a.b is 7")),
        row("content: {kind: '.*'}", new Made(Caller.AMY, "bob", "{\"kind\":\"\"}"), none),
        row(
            "channel-id: {prefix: room-}",
            new Made(Caller.XAVIER, "bob", "room-7"),
            new Made(Caller.XAVIER, "bob", "hall-7")),
        row(
            "header: {X-Queue: [sales, support]}",
            new Made(Caller.PBX, "500", "x-queue: support"),
            new Made(Caller.PBX, "500", "X-Queue: other")),
        row(
            "header: {Subject: '(?i).*urgent.*'}",
            new Made(Caller.PBX, "500", "Subject: Very URGENT, please"),
            new Made(Caller.PBX, "500")));
  }

  private static List<Arguments> moments() {
    Made call = new Made(Caller.PBX, "500");
    Made other = new Made(Caller.PBX, "600");
    return List.of(
        row(at("{days: thu, zone: UTC}"), call, other),
        row(at("{from: '01:00', to: '01:30', zone: Europe/Berlin}"), call, other),
        row(at("{days: wed, from: '18:00', to: '06:00', zone: UTC}"), call, other),
        row(at("{only: feasts, zone: UTC}"), call, other),
        row(at("{days: thu, from: '00:00', to: '01:00', only: 01-01, zone: UTC}"), call, other),
        row(at("[{days: fri, zone: UTC}, {days: wed, zone: America/New_York}]"), call, other));
  }

  /** The same at a time that is not now never takes a call. */
  private static String at(String window) {
    return "to: {user: '500'}, time: " + window;
  }

  private static List<Arguments> presence() {
    return List.of(
        row("online: '{to.user}'", new Made(Caller.PBX, "there"), new Made(Caller.PBX, "gone")),
        row("offline: '{to.user}'", new Made(Caller.PBX, "gone"), new Made(Caller.PBX, "there")),
        row("online: {rtm: '{to.user}'}", new Made(Caller.AMY, "there"), new Made(Caller.AMY, "x")),
        row(
            "online: {legacy: '{to.user}'}",
            new Made(Caller.AMY, "xavier"),
            new Made(Caller.AMY, "there")),
        row(
            "to: {user: '7(.*)'}, online: $1",
            new Made(Caller.PBX, "7there"),
            new Made(Caller.PBX, "there")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aRuleTakesOneCallAndPassesAnother(String when, Made taken, Made passed) {
    assertThat(whoRings(when, taken)).as("rings for %s", taken).isEqualTo("hit");
    assertThat(whoRings(when, passed)).as("rings for %s", passed).isEqualTo("miss");
  }

  static Stream<Arguments> neverNow() {
    return Stream.of(
        arguments("{days: [fri, sat, sun, mon, tue, wed], zone: UTC}"),
        arguments("{from: '00:01', zone: UTC}"),
        arguments("{zone: UTC, except: 2026-01-01}"),
        arguments("{zone: UTC, except: feasts}"),
        arguments("{zone: UTC, only: 12-25}"),
        arguments("{days: thu, zone: America/New_York}"));
  }

  @ParameterizedTest
  @MethodSource("neverNow")
  void aWindowThatIsNotNowPassesTheCall(String window) {
    assertThat(whoRings(at(window), new Made(Caller.PBX, "500"))).isEqualTo("miss");
  }

  private static String whoRings(String when, Made made) {
    CallFlow flow =
        CallFlow.undrawn(
            """
            lists: {friends: [xavier, {prefix: best-}]}
            holidays: {feasts: [01-01, 2026-12-25]}
            routes:
              - {name: it, when: {%s}, ring: [{rtm: hit}]}
              - {name: another, ring: [{rtm: miss}]}
            """
                .formatted(when));
    AppParty hit = flow.app("hit");
    AppParty miss = flow.app("miss");
    flow.app("there");
    Runnable cancel = call(flow, made);
    List<String> heard = List.copyOf(hit.heard());
    List<String> missed = List.copyOf(miss.heard());
    assertThat(heard.size() + missed.size()).as("invitations").isEqualTo(1);
    cancel.run();
    flow.nothingIsLeft();
    return heard.isEmpty() ? "miss" : "hit";
  }

  private static Runnable call(CallFlow flow, Made made) {
    LegacyParty xavier = flow.legacyApp("xavier");
    switch (made.caller()) {
      case AMY -> {
        AppParty amy = flow.app("amy");
        amy.invites(made.callee(), made.besides());
        return amy::cancels;
      }
      case XAVIER -> {
        xavier.invites(made.besides().isEmpty() ? "room" : made.besides(), made.callee());
        return xavier::endsOwnCall;
      }
      default -> {
        PhoneParty phone = flow.phone(made.caller() == Caller.PBX ? "1001" : "2001");
        if (made.besides().isEmpty()) {
          phone.invites(made.callee());
        } else {
          carrying(phone, made);
        }
        return () -> phone.cancels().acksRefusal();
      }
    }
  }

  /** A header line, or a display name, which has no colon. */
  private static void carrying(PhoneParty phone, Made made) {
    if (made.besides().contains(":")) {
      phone.invitesWith(made.callee(), made.besides());
    } else {
      phone.invitesAs(made.besides(), made.callee());
    }
  }
}
