package io.invitebridge.tests.ladders;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.model.Network;
import io.invitebridge.tests.testkit.CallFlow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any of the three networks calls any of the three: the same stories in nine directions. */
class NineDirectionsTest {

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void accepted_theCallerHangsUp(Network from, Network to) {
    CallFlow flow = story(from, to, "accepted-caller-hangs-up", "accepted, the caller hangs up");
    Side caller = Side.caller(flow, from);
    Side callee = Side.callee(flow, to);
    talk(flow, caller, callee, to);
    caller.hangsUp();
    callee.isPolite();

    assertThat(caller.words()).as(flow.picture()).containsExactly("rang", "accepted");
    assertThat(callee.words()).as(flow.picture()).isEqualTo(ofCallee(to, true, true));
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void accepted_theCalleeHangsUp(Network from, Network to) {
    CallFlow flow = story(from, to, "accepted-callee-hangs-up", "accepted, the callee hangs up");
    Side caller = Side.caller(flow, from);
    Side callee = Side.callee(flow, to);
    talk(flow, caller, callee, to);
    callee.hangsUp();
    caller.isPolite();

    assertThat(caller.words()).as(flow.picture()).containsExactly("rang", "accepted", bye(from));
    assertThat(callee.words()).as(flow.picture()).isEqualTo(ofCallee(to, true, false));
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void refused(Network from, Network to) {
    CallFlow flow = story(from, to, "refused", "refused");
    Side caller = Side.caller(flow, from);
    Side callee = Side.callee(flow, to);
    caller.invites(Side.nameOfCallee(to));
    callee.rings();
    flow.afterSeconds(3);
    callee.refuses();
    caller.isPolite();

    assertThat(caller.words()).as(flow.picture()).containsExactly("rang", "refused");
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void canceled(Network from, Network to) {
    CallFlow flow = story(from, to, "canceled", "cancelled while it rings");
    Side caller = Side.caller(flow, from);
    Side callee = Side.callee(flow, to);
    caller.invites(Side.nameOfCallee(to));
    callee.rings();
    flow.afterSeconds(3);
    caller.cancels();
    callee.isPolite();
    caller.isPolite();

    List<String> heard = from == Network.LEGACY ? List.of("rang") : List.of("rang", "canceled");
    assertThat(caller.words()).as(flow.picture()).isEqualTo(heard);
    assertThat(callee.words())
        .as(flow.picture())
        .containsExactly("invited", to == Network.LEGACY ? "bye" : "closed");
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void offline(Network from, Network to) {
    CallFlow flow = story(from, to, "offline", "the callee is offline");
    Side caller = Side.caller(flow, from);
    if (to == Network.SIP) {
      Side callee = Side.callee(flow, to);
      caller.invites(Side.nameOfCallee(to));
      ((Side.Phone) callee).party().answers(480);
    } else {
      caller.invites(Side.nameOfCallee(to));
      flow.afterSeconds(30);
    }
    caller.isPolite();

    assertThat(caller.words()).as(flow.picture()).containsExactly("failed");
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void noResponse(Network from, Network to) {
    CallFlow flow = story(from, to, "no-response", "nothing comes back from the callee");
    Side caller = Side.caller(flow, from);
    switch (to) {
      case RTM -> flow.app("bob").fallsSilent();
      case LEGACY -> flow.legacyApp("xbob").fallsSilent();
      case SIP -> flow.phone("1001");
    }
    caller.invites(Side.nameOfCallee(to));
    flow.afterSeconds(30);
    caller.isPolite();

    assertThat(caller.words()).as(flow.picture()).containsExactly("failed");
    flow.quiet();
  }

  @ParameterizedTest(name = "{0} calls {1}")
  @MethodSource("directions")
  void expired(Network from, Network to) {
    CallFlow flow = story(from, to, "expired", "it rings and nobody answers");
    Side caller = Side.caller(flow, from);
    Side callee = Side.callee(flow, to);
    caller.invites(Side.nameOfCallee(to));
    callee.rings();
    flow.afterSeconds(60);
    callee.isPolite();
    caller.isPolite();

    assertThat(caller.words().stream().distinct())
        .as(flow.picture())
        .containsExactly("rang", "failed");
    assertThat(callee.words())
        .as(flow.picture())
        .containsExactly("invited", to == Network.LEGACY ? "bye" : "closed");
    flow.quiet();
  }

  private static void talk(CallFlow flow, Side caller, Side callee, Network to) {
    caller.invites(Side.nameOfCallee(to));
    callee.rings();
    flow.afterSeconds(2);
    callee.accepts();
    caller.confirms();
    flow.afterSeconds(10);
  }

  /** What a callee hears of a call; ended when the other side hangs up. */
  private static List<String> ofCallee(Network network, boolean confirmed, boolean ended) {
    Stream<String> words =
        Stream.of(
            "invited",
            confirmed && network == Network.RTM ? "confirmed" : "",
            ended ? bye(network) : "");
    return words.filter(word -> !word.isEmpty()).toList();
  }

  private static String bye(Network network) {
    return network == Network.LEGACY ? "bye" : "ended";
  }

  static Stream<Arguments> directions() {
    return Arrays.stream(Network.values())
        .flatMap(from -> Arrays.stream(Network.values()).map(to -> Arguments.of(from, to)));
  }

  private static CallFlow story(Network from, Network to, String page, String what) {
    String direction =
        from.name().toLowerCase(Locale.ROOT) + "-to-" + to.name().toLowerCase(Locale.ROOT);
    return CallFlow.of(
        "nine-directions/" + direction + "/" + page, from + " calls " + to + ": " + what);
  }
}
