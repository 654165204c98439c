package io.invitebridge.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Texts with one mistake each: the text, the line and column, a part of the message. */
final class Mistakes {
  private Mistakes() {}

  /** Lines 1 to 3 of most texts; what follows begins on line 4. */
  static final String HEAD =
      """
      apps: [{id: a}]
      listen: {rtm: "ws://127.0.0.1:8080/rtm", sip: "udp://127.0.0.1:5060"}
      trunks: {pbx: {uri: "sip:192.0.2.1"}}
      """;

  static final String ROUTES = "routes: [{name: r, ring: [{rtm: bob}]}]\n";

  static Stream<Arguments> all() {
    return Stream.of(general(), EdgeMistakes.all(), RouteMistakes.all())
        .flatMap(mistakes -> mistakes);
  }

  private static Stream<Arguments> general() {
    return Stream.of(text(), keys(), types(), names(), clocks(), secrets()).flatMap(List::stream);
  }

  private static List<Arguments> text() {
    return List.of(
        arguments("", "1:1", "The file is empty"),
        arguments("# only a comment\n", "1:1", "The file is empty"),
        arguments("apps: [{id: a}\nroutes: x\n", "2:1", "(begun at 1:7), expected ',' or ']'"),
        arguments("apps:\n\t- id: a\n", "2:1", "This is not YAML"),
        arguments("apps: \"open\n", "2:1", "This is not YAML"),
        arguments("[a, b]\n", "1:1", "Expected the configuration (a mapping), found a list"),
        arguments("apps: *who\n", "1:7", "The alias *who has no anchor"),
        arguments("---\na: 1\n---\nb: 2\n", "3:1", "one document"),
        arguments("a: " + "[".repeat(60) + "\n", "1:44", "nested deeper than 40"),
        arguments(
            HEAD + ROUTES + "apps: [{id: b}]\n",
            "5:1",
            "The key \"apps\" was already given on line 1"),
        arguments(
            HEAD + ROUTES + "<<: {a: b}\n", "5:1", "Merge keys (<<) are not part of YAML 1.2"),
        arguments(HEAD + ROUTES + "? [a]\n: b\n", "5:3", "A key must be text, not a list"));
  }

  private static List<Arguments> keys() {
    return List.of(
        arguments(HEAD + ROUTES + "timer: {}\n", "5:1", "Did you mean \"timers\"?"),
        arguments(HEAD + ROUTES + "zzz: {}\n", "5:1", "Unknown key \"zzz\" in the configuration"),
        arguments(
            HEAD + "routes: [{name: r, rnig: [{rtm: bob}], refuse: busy}]\n",
            "4:20",
            "Did you mean \"ring\"?"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: bob}], channelId: c}]\n",
            "4:40",
            "Did you mean \"channel-id\"?"),
        arguments(
            HEAD + "routes: [{name: r, when: {form: {user: x}}, ring: [{rtm: bob}]}]\n",
            "4:27",
            "Did you mean \"from\"?"),
        arguments("apps: [{id: a}]\n" + ROUTES, "1:1", "The key \"listen\" is missing"),
        arguments(HEAD + "routes: [{ring: [{rtm: bob}]}]\n", "4:10", "The key \"name\" is missing"),
        arguments(HEAD + "routes: [{name: r}]\n", "4:10", "None of the keys ring, refuse"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: a, legacy: b}]}]\n",
            "4:36",
            "More than one of the keys rtm, legacy, trunk, together"),
        arguments(HEAD + "routes:\n", "4:1", "The key \"routes\" has no value"),
        arguments(
            HEAD + "routes: [{name: r, refuse: busy, for: 5s}]\n",
            "4:39",
            "The key for means nothing here"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: a, user: b}]}]\n",
            "4:42",
            "The key user goes with trunk"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{trunk: pbx, app: a}]}]\n",
            "4:45",
            "A trunk's users belong to no app"));
  }

  private static List<Arguments> types() {
    return List.of(
        arguments(HEAD + "routes: ring everybody\n", "4:9", "Expected a list"),
        arguments(HEAD + "routes: []\n", "4:9", "This list is empty"),
        arguments(HEAD + "routes: [bob]\n", "4:10", "Expected a route (a mapping), found \"bob\""),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: bob}], together: maybe}]\n",
            "4:50",
            "Expected true or false, found \"maybe\""),
        arguments(
            HEAD + "routes: [{name: true, ring: [{rtm: bob}]}]\n",
            "4:17",
            "put it in quotes if the word itself is meant"),
        arguments(
            HEAD + ROUTES + "limits: {open-invitations: many}\n",
            "5:28",
            "Expected a whole number from 1 to 10000000"),
        arguments(
            HEAD + ROUTES + "limits: {open-invitations: 0}\n", "5:28", "This is out of range"),
        arguments(HEAD + ROUTES + "rtm: {connections: 1e9}\n", "5:20", "not a whole number"),
        arguments(HEAD + ROUTES + "timers: {ring: 45}\n", "5:16", "The unit is missing"),
        arguments(HEAD + ROUTES + "timers: {ring: soon}\n", "5:16", "This is not a duration"),
        arguments(HEAD + ROUTES + "timers: {ring: 180s}\n", "5:16", "from 1s to 179s"),
        arguments(HEAD + ROUTES + "timers: {session: 99999h}\n", "5:19", "This is out of range"),
        arguments(
            HEAD + "routes: [{name: r, when: {from: {network: [rtm, spi]}}, ring: [{rtm: b}]}]\n",
            "4:49",
            "Did you mean \"sip\"?"),
        arguments(HEAD + "routes: [{name: r, refuse: bussy}]\n", "4:28", "Did you mean \"busy\"?"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: b}], decline: 200}]\n",
            "4:47",
            "a status from 400 to 699"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: b}], next-on: [sleepy]}]\n",
            "4:48",
            "one of: unknown, offline, no-response"),
        arguments(HEAD + ROUTES + "sip: {strangers: maybe}\n", "5:18", "one of: refuse, route"),
        arguments(HEAD + ROUTES + "node: node-number-1\n", "5:7", "1 to 8 letters or digits"));
  }

  private static List<Arguments> names() {
    return List.of(
        arguments(
            HEAD
                + "routes: [{name: r, when: {to: {user: x}}, refuse: busy}, {name: r, ring: [{rtm:"
                + " b}]}]\n",
            "4:65",
            "There is already a route \"r\" on line 4"),
        arguments(
            "apps: [{id: a}, {id: a}]\nlisten: {rtm: \"ws://[::1]:1/\"}\nroutes:"
                + " [{name: r, when: {from: {network: rtm}}, ring: [{rtm: b}]}]\n",
            "1:22",
            "There is already an app \"a\""),
        arguments(
            "apps: [{id: a b}]\nlisten: {rtm: \"ws://[::1]:1/\"}\n" + ROUTES, "1:13", "an app id"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{trunk: pbxx}]}]\n",
            "4:35",
            "There is no trunk \"pbxx\"; expected one that trunks: defines (pbx). Did you mean"
                + " \"pbx\"?"),
        arguments(
            HEAD + "routes: [{name: r, when: {from: {trunk: [office]}}, refuse: busy}]\n",
            "4:42",
            "There is no trunk \"office\""),
        arguments(
            HEAD + "routes: [{name: r, app: b, ring: [{rtm: x}]}]\n",
            "4:25",
            "There is no app \"b\""),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: b}], when: {from: {app: zz}}}]\n",
            "4:57",
            "There is no app \"zz\""));
  }

  private static List<Arguments> clocks() {
    return List.of(
        arguments(
            HEAD + ROUTES + "timers: {trunk-probe: 31s}\n",
            "5:23",
            "trunk-probe (31s) must be shorter than delivery (30s)"),
        arguments(
            HEAD + ROUTES + "timers: {sip-ring: 60s}\n",
            "5:20",
            "sip-ring (60s) must be shorter than ring (60s)"),
        arguments(
            HEAD + ROUTES + "timers: {delivery: 40s, login-window: 35s}\n",
            "5:20",
            "delivery (40s) must not be longer than login-window (35s)"),
        arguments(
            HEAD
                + "timers: {sip-ring: 50s}\n"
                + "routes: [{name: r, ring: [{rtm: b}], timers: {ring: 45s}}]\n",
            "5:53",
            "sip-ring (50s) must be shorter than ring (45s)"),
        arguments(
            HEAD + ROUTES + "sip: {t1: 1s}\n",
            "5:6",
            "limits.tombstone (40s) must not be shorter than 64 x sip.t1 (64s)"),
        arguments(HEAD + ROUTES + "sip: {t1: 5s}\n", "5:11", "from 100ms to 2s"),
        arguments(
            HEAD + ROUTES + "rtm: {ping: 10s}\n", "5:13", "ping (10s) must not be longer than"));
  }

  private static List<Arguments> secrets() {
    return List.of(
        arguments(
            "apps: [{id: a, certificate: \"${NOPE}\"}]\nlisten: {rtm: 'ws://[::1]:1/'}\n" + ROUTES,
            "1:29",
            "The environment variable NOPE is not set"),
        arguments(
            "apps: [{id: a, certificate: \"${file:nope}\"}]\nlisten: {rtm: 'ws://[::1]:1/'}\n"
                + ROUTES,
            "1:29",
            "There is no file \"nope\""),
        arguments(
            "apps: [{id: a, certificate: \"${EMPTY}\"}]\nlisten: {rtm: 'ws://[::1]:1/'}\n" + ROUTES,
            "1:29",
            "This secret cannot be used"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: '${to.user}'}]}]\n",
            "4:33",
            "a template is written {like.this}"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: '${BAD'}]}]\n", "4:33", "no closing \"}\""),
        arguments(
            HEAD + ROUTES + "admin: {token: same, read-token: same}\n",
            "5:34",
            "would let change everything"),
        arguments(
            HEAD + ROUTES + "admin: {read-token: some}\n", "5:8", "The key \"token\" is missing"),
        arguments(
            HEAD + "routes: [{name: r, ask: {url: 'http://192.0.2.1/', secret: x}}]\n",
            "4:60",
            "at least 32 bytes"),
        arguments(
            HEAD
                + "routes: [{name: r, ask: {url: 'http://192.0.2.1/', secret: "
                + "s".repeat(32)
                + "}}]\n",
            "4:31",
            "could read who calls whom"),
        arguments(
            HEAD
                + "routes: [{name: r, for: 9s, ask: {url: 'http://127.0.0.1/', secret: "
                + "s".repeat(32)
                + "}}]\n",
            "4:25",
            "the backend says whom to ring"),
        arguments(HEAD + ROUTES + "node: ${SECRET}\n", "5:7", "What ${SECRET} stands for cannot"));
  }
}
