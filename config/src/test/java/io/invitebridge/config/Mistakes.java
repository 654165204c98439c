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
    return Stream.of(
            text(),
            keys(),
            types(),
            names(),
            addresses(),
            trunks(),
            clocks(),
            rules(),
            lists(),
            templates(),
            actions(),
            headers(),
            online(),
            sipSide(),
            secrets(),
            profiles(),
            wakeUps(),
            defence())
        .flatMap(List::stream);
  }

  private static List<Arguments> defence() {
    return List.of(
        sip("defence: {conections: 5}", 17, "Did you mean \"connections\"?"),
        sip("defence: {connections: 0}", 30, "This is out of range"),
        sip("defence: {handshake: 10}", 28, "The unit is missing"),
        sip("defence: {idle: 25h}", 23, "This is out of range"),
        sip("defence: {messages-per-second: 100, burst: 99}", 50, "must not be less than"),
        sip("defence: {refusals: some}", 27, "This is not a whole number"),
        sip(
            "defence: {connections: 10, connections-per-address: 11}",
            59,
            "than all together (10)"),
        sip("defence: {queue-delay: 1ms}", 30, "This is out of range"),
        listener("{on: 'udp://[::1]:5060', advertise: 192.0.2.1}", 52, "of two families"),
        listener("{on: 'udp://127.0.0.1:5060', advertise: '::1'}", 56, "of two families"),
        listener("{on: 'udp://127.0.0.1:5060', advertise: 'a:5060'}", 56, "is not an IP"),
        listener("{on: 'udp://127.0.0.1:5060', advertize: a}", 45, "Did you mean \"advertise\"?"),
        listener("{advertise: a}", 16, "The key \"on\" is missing"),
        listener("{on: 'udp://127.0.0.1'}", 21, "The port is missing"),
        arguments(
            HEAD.replace("192.0.2.1\"", "192.0.2.1;transport=tcp\", certificate-names: a.example")
                + ROUTES,
            "3:71",
            "The trunk is not called over TLS"),
        arguments(
            HEAD.replace("192.0.2.1\"", "192.0.2.1;transport=udp\", connection-ping: 30s") + ROUTES,
            "3:69",
            "There is no connection to ping"),
        profile("certificate-names: 'a b'", 57, "is not a host"),
        profile("connection-ping: 500ms", 55, "This is out of range"));
  }

  private static Arguments sip(String section, int column, String message) {
    return arguments(HEAD + ROUTES + "sip: {" + section + "}\n", "5:" + column, message);
  }

  private static Arguments listener(String item, int column, String message) {
    return arguments(
        "apps: [{id: a}]\nlisten: {sip: [" + item + "], rtm: 'ws://[::1]:1/'}\n" + ROUTES,
        "2:" + column,
        message);
  }

  private static List<Arguments> profiles() {
    return List.of(
        profile("identity: {assert: yes-please}", 57, "none, asserted, preferred"),
        profile("identity: {asert: asserted}", 49, "Did you mean \"assert\"?"),
        profile("identity: {from-user: \"a@b\"}", 60, "before the @ of a URI"),
        profile("identity: {from-host: \"a b\"}", 60, "This is no host"),
        profile("identity: {caller-numbers: []}", 65, "This list is empty"),
        profile("identity: {trust: sometimes}", 56, "true or false"),
        profile("numbers: {country: XX}", 57, "No country has this code"),
        profile("numbers: {country: DEU}", 57, "a country in two letters"),
        profile("numbers: {format: national}", 56, "expected country"),
        profile("numbers: {format: e.164}", 56, "as-written, e164, plain, national"),
        profile("headers: {out: Via}", 53, "The header via has rules of its own"),
        profile("headers: {in: [\"*\"]}", 53, "cannot pass by name"),
        profile("headers: {outt: X-A}", 48, "Did you mean \"out\"?"),
        profile("carry: {content: fax}", 55, "none, body, header, user-to-user"));
  }

  /** A mistake in a trunk; it stands on line 3. */
  private static Arguments profile(String keys, int column, String message) {
    return arguments(
        HEAD.replace("\"sip:192.0.2.1\"", "\"sip:192.0.2.1\", " + keys) + ROUTES,
        "3:" + column,
        message);
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

  private static List<Arguments> addresses() {
    String listen = "apps: [{id: a}]\n" + ROUTES + "listen: ";
    String trunk = "apps: [{id: a}]\nlisten: {rtm: \"ws://[::1]:1/\"}\n" + ROUTES + "trunks: {t: ";
    return List.of(
        arguments(
            listen + "{sip: 'sctp://0.0.0.0:5061'}\n", "3:15", "The scheme sctp cannot be used"),
        arguments(listen + "{sip: 5060}\n", "3:15", "an address to listen on, such as udp://"),
        arguments(listen + "{rtm: 'ws://0.0.0.0'}\n", "3:15", "The port is missing"),
        arguments(listen + "{rtm: 'ws://0.0.0.0:99999/'}\n", "3:15", "A port lies between"),
        arguments(listen + "{rtm: 'ws://0.0.0.300:80/'}\n", "3:15", "larger than 255"),
        arguments(listen + "{}\n", "3:9", "Nobody could call"),
        arguments(
            listen + "{rtm: 'ws://[::]:80/', sip: ['udp://[::]:5060', 'udp://[::]:5060']}\n",
            "3:37",
            "Two listeners want udp port 5060"),
        arguments(
            listen + "{rtm: 'ws://[::]:80/', legacy: 'ws://[::]:80/'}\n",
            "3:40",
            "Two listeners want tcp port 80"),
        arguments(
            listen + "{rtm: 'ws://[::]:80/', admin: 'http://0.0.0.0:9090'}\n",
            "3:9",
            "expected admin.token"),
        arguments(trunk + "{uri: pbx.example.com}}\n", "4:19", "a SIP URI such as"),
        arguments(trunk + "{uri: 'sips:pbx.example.com'}}\n", "2:9", "called over TLS"),
        arguments(trunk + "{uri: 'tel:pbx.example.com'}}\n", "4:19", "The scheme tel:"),
        arguments(trunk + "{uri: 'sip:joe@pbx.example.com'}}\n", "4:19", "has no user part"),
        arguments(trunk + "{uri: 'sip:-pbx'}}\n", "4:19", "This is not a host name"),
        arguments(trunk + "{uri: 'sip:pbx:70000'}}\n", "4:19", "A port lies between 1 and 65535"),
        arguments(trunk + "{uri: 'sip:pbx;transport=sctp'}}\n", "4:19", "The transport sctp"),
        arguments(
            trunk + "{uri: 'sip:pbx', accept-from: 10.0.0.1/8}}\n", "4:43", "behind the first 8"),
        arguments(trunk + "{uri: 'sip:pbx', accept-from: [10.0.0.0/33]}}\n", "4:44", "0 and 32"),
        arguments(trunk + "{uri: 'sip:pbx', accept-from: pbx}}\n", "4:43", "not an IP address"),
        arguments(
            "apps: [{id: a}]\nlisten: {rtm: \"ws://[::1]:1/\"}\n"
                + ROUTES
                + "trunks: {'a b': {uri: 'sip:pbx'}}\n",
            "4:10",
            "a trunk's name"));
  }

  private static List<Arguments> trunks() {
    String head = "apps: [{id: a}]\nlisten: {rtm: \"ws://127.0.0.1:8080/rtm\"}\ntrunks: {t: {";
    String tail = "}}\n" + ROUTES;
    return List.of(
        arguments(head + "uri: 'sip:h', auth: []" + tail, "3:34", "This list is empty"),
        arguments(
            head + "uri: 'sip:h', targets: [{uri: 'sip:h'}]" + tail,
            "3:28",
            "More than one of the keys uri, targets"),
        arguments(head + "accept-from: 192.0.2.1" + tail, "3:13", "None of the keys uri, targets"),
        arguments(
            head + "targets: [{uri: 'sip:h'}, {uri: 'sip:h'}]" + tail,
            "3:23",
            "Two targets have the same uri"),
        arguments(
            head + "uri: 'sip:h', keepalive: {every: 5s, answer-within: 6s}" + tail,
            "3:47",
            "answer-within (6s) must not be longer than every (5s)"),
        arguments(
            head + "uri: 'sip:h', challenge: {realm: r}" + tail,
            "3:39",
            "The key \"users\" is missing in a challenge"),
        arguments(
            head
                + "uri: 'sip:h', challenge: {users: [{username: u, password: '${SECRET}'},"
                + " {username: u, password: '${SECRET}'}]}"
                + tail,
            "3:47",
            "Two users have the same name"),
        arguments(
            head
                + "uri: 'sip:h', challenge: {users: {username: u, password: '${SECRET}'},"
                + " algorithms: SHA-1}"
                + tail,
            "3:97",
            "This word is not known"),
        arguments(
            head + "uri: 'sip:h', limits: {calls: 0}" + tail, "3:44", "This is out of range"));
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

  private static List<Arguments> rules() {
    return List.of(
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: \"(\\\\d\"}}, ring: [{rtm: b}]}]\n",
            "4:38",
            "The regular expression is invalid: missing closing )"),
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: +49}}, ring: [{rtm: b}]}]\n",
            "4:38",
            "A plus sign or asterisk itself is written"),
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: '(?=a)b'}}, ring: [{rtm: b}]}]\n",
            "4:38",
            "The regular expression is invalid"),
        arguments(
            HEAD
                + "routes: [{name: r, when: {to: {user: '((a{1000}){1000}){1000}'}}, refuse:"
                + " busy}]\n",
            "4:38",
            "too large: its counted repetitions multiply"),
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: {range: 1..99}}}, refuse: busy}]\n",
            "4:46",
            "the same number of digits"),
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: {range: 20..10}}}, refuse: busy}]\n",
            "4:46",
            "ends before it begins"),
        arguments(
            HEAD + "routes: [{name: r, when: {from: {network: rtm, trunk: pbx}}, refuse: busy}]\n",
            "4:55",
            "only SIP callers come from a trunk"),
        arguments(
            HEAD
                + "routes: [{name: all, refuse: busy}, {name: some, when: {to: {user: x}},"
                + " ring: [{rtm: b}]}]\n",
            "4:37",
            "\"some\" can never be reached: \"all\" on line 4"),
        arguments(
            HEAD
                + "routes: [{name: one, when: {to: {user: {prefix: \"1\"}}}, refuse: busy},\n"
                + " {name: two, when: {to: {user: ['12', '1\\d']}}, ring: [{rtm: b}]}]\n",
            "5:2",
            "\"two\" can never be reached"),
        arguments(
            HEAD
                + "routes: [{name: one, when: {to: {user: '2\\d{3}'}}, refuse: busy},\n"
                + " {name: two, when: {to: {user: '2[0-4]\\d\\d'}}, ring: [{rtm: b}]}]\n",
            "5:2",
            "\"two\" can never be reached"),
        arguments(
            HEAD
                + "routes: [{name: one, when: {to: {user: ['20\\d', {prefix: '21'}]}}, refuse:"
                + " busy},\n"
                + " {name: two, when: {to: {user: ['205', {range: 210..214}]}}, ring: [{rtm:"
                + " b}]}]\n",
            "5:2",
            "\"two\" can never be reached"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{legacy: b}]}]\n",
            "4:10",
            "rings the network legacy, where nobody can be; expected a listener listen.legacy"),
        arguments(
            "apps: [{id: a}, {id: b}]\nlisten: {rtm: \"ws://[::1]:1/\"}\n" + ROUTES,
            "3:10",
            "there are 2 apps; expected the key app"));
  }

  private static List<Arguments> lists() {
    return List.of(
        arguments(
            HEAD
                + "routes: [{name: r, when: {to: {user: {list: vip}}}, refuse: busy}]\n"
                + "lists: {vips: [bob]}\n",
            "4:45",
            "There is no list \"vip\"; expected one that lists: defines (vips). Did you mean"),
        arguments(HEAD + ROUTES + "lists: {vips: ['(']}\n", "5:16", "missing closing )"),
        arguments(HEAD + ROUTES + "lists: {vips: []}\n", "5:15", "This list is empty"),
        arguments(
            HEAD
                + "lists: {a: [x, y]}\n"
                + "routes: [{name: r, when: {to: {user: {list: a}}}, refuse: busy},\n"
                + "  {name: s, when: {to: {user: y}}, ring: [{rtm: b}]}]\n",
            "6:3",
            "\"s\" can never be reached"),
        arguments(time("{days: mon-fry, zone: UTC}"), "4:40", "A day is one of mon"),
        arguments(time("{from: '24:00', zone: UTC}"), "4:40", "a time of day such as 08:30"),
        arguments(time("{zone: Berlin}"), "4:40", "This time zone is not known"),
        arguments(time("{to: '18:00'}"), "4:33", "The key \"zone\" is missing"),
        arguments(time("{zone: UTC, except: 2026-02-30}"), "4:53", "There is no such date"),
        arguments(time("{zone: UTC, only: 13-01}"), "4:51", "There is no such date"),
        arguments(time("{zone: UTC, except: berlin}"), "4:53", "There is no calendar \"berlin\""),
        arguments(HEAD + ROUTES + "holidays: {berlin: [12-25, easter]}\n", "5:28", "no such date"),
        arguments(HEAD + ROUTES + "holidays: {2026: [12-25]}\n", "5:12", "a calendar's name"));
  }

  private static String time(String window) {
    return HEAD + "routes: [{name: r, when: {time: " + window + "}, refuse: busy}]\n";
  }

  private static List<Arguments> templates() {
    return List.of(
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: '{to.usr}'}]}]\n",
            "4:33",
            "There is no value {to.usr}"),
        arguments(HEAD + "routes: [{name: r, ring: [{rtm: 'a{b'}]}]\n", "4:33", "is not closed"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: x}], channel-id: 'c$'}]\n",
            "4:50",
            "A dollar sign needs a group"),
        arguments(
            HEAD + "routes: [{name: r, when: {to: {user: '1(2)'}}, ring: [{rtm: 'u$2'}]}]\n",
            "4:54",
            "There is no group $2"),
        arguments(HEAD + "routes: [{name: r, ring: [{rtm: 'ü'}]}]\n", "4:33", "A user id may"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: x}], content: {a: {b: ['}']}}}]\n",
            "4:56",
            "A closing brace has no opening one"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: x}], channel-id: '" + "c".repeat(65) + "'}]\n",
            "4:50",
            "at most 64 bytes"));
  }

  private static List<Arguments> actions() {
    return List.of(
        arguments(ring("on-bussy: {refuse: busy}"), "4:40", "Did you mean \"on-busy\"?"),
        arguments(ring("on-busy: {}"), "4:49", "None of the keys ring, refuse"),
        arguments(ring("on-busy: {refuse: sleepy}"), "4:58", "This word is not known"),
        arguments(ring("on-busy: [{rtm: x}]"), "4:49", "Expected what follows (a mapping)"),
        arguments(ring("on-busy: {ring: [{trunk: pbxx}]}"), "4:65", "There is no trunk \"pbxx\""),
        arguments(ring("on-offline: {ring: [{rtm: u$1}]}"), "4:52", "There is no group $1"),
        arguments(
            ring("on-busy: {ring: [{legacy: x}]}"), "4:10", "rings the network legacy, where"),
        arguments(ring("caller: {user: 'ü'}"), "4:55", "A user id may"),
        arguments(ring("caller: {name: \"a\\tb\"}"), "4:55", "display name"),
        arguments(ring("caller: {nmae: x}"), "4:49", "Did you mean \"name\"?"),
        arguments(ring("caller: {name: $1}"), "4:48", "There is no group $1"),
        arguments(
            HEAD + "routes: [{name: r, ring: [{rtm: b, weight: 0}]}]\n", "4:44", "from 1 to 1000"),
        arguments(
            HEAD + "routes: [{name: r, together: true, ring: [{rtm: b, weight: 1}]}]\n",
            "4:30",
            "none can have for, weight or together"),
        arguments(
            HEAD + "routes: [{name: r, refuse: busy, on-busy: {refuse: busy}}]\n",
            "4:43",
            "The key on-busy means nothing here"));
  }

  private static List<Arguments> headers() {
    return List.of(
        arguments(when("{from: {address: 192.0.2.300}}"), "4:43", "larger than 255"),
        arguments(when("{from: {address: 192.0.2.0/33}}"), "4:43", "between 0 and 32"),
        arguments(when("{from: {network: rtm, address: '::1'}}"), "4:57", "No call can meet this"),
        arguments(when("{header: {Authorization: x}}"), "4:36", "cannot look at this header"),
        arguments(when("{header: {'X Tenant': x}}"), "4:36", "a header's name, such as"),
        arguments(when("{header: {X-Tenant: '('}}"), "4:46", "missing closing )"));
  }

  private static List<Arguments> online() {
    return List.of(
        arguments(when("{online: bob$1}"), "4:26", "There is no group $1"),
        arguments(when("{online: {rtm: a, legacy: b}}"), "4:44", "More than one of the keys"),
        arguments(when("{offline: {app: a}}"), "4:36", "None of the keys rtm, legacy, user"),
        arguments(when("{online: {rtm: 'ü'}}"), "4:41", "A user id may"),
        arguments(when("{onlin: bob}"), "4:27", "Did you mean \"online\"?"),
        arguments(when("{online: {user: b, app: zz}}"), "4:50", "There is no app \"zz\""),
        arguments(
            "apps: [{id: a}, {id: b}]\nlisten: {sip: 'udp://[::1]:1'}\n"
                + "trunks: {pbx: {uri: 'sip:pbx', accept-from: '::1'}}\n"
                + "routes: [{name: r, when: {online: bob}, refuse: busy}]\n",
            "4:10",
            "asks for app users who are online for SIP callers, and there are 2 apps"),
        arguments(
            HEAD
                + "routes: [{name: r, when: {online: bob}, refuse: busy},\n"
                + " {name: s, when: {to: {user: x}, online: bob}, ring: [{rtm: x}]}]\n",
            "5:2",
            "\"s\" can never be reached: \"r\" on line 4 takes all of its calls (online bob)"));
  }

  private static List<Arguments> sipSide() {
    return List.of(
        arguments(ring("media: pas"), "4:47", "Did you mean \"pass\"?"),
        arguments(ring("media: {via: 'sip:x', vai: y}"), "4:62", "Did you mean \"via\"?"),
        arguments(ring("media: {via: mcu}"), "4:53", "a SIP URI such as sip:room-{channelId}@"),
        arguments(ring("media: {via: 'sip:a@b@c'}"), "4:53", "This is not a SIP URI"),
        arguments(ring("media: {via: 'sip:a@-b'}"), "4:53", "This is not a host name"),
        arguments(ring("media: {via: 'sip:a@b:99999'}"), "4:53", "A port lies between"),
        arguments(
            ring("media: {via: 'sip:a@{content.host}'}"),
            "4:53",
            "host of a gateway must be written"),
        arguments(ring("media: {via: 'sip:{chanelId}@b'}"), "4:53", "There is no value {chanelId}"),
        arguments(ring("media: {via: 'sip:$1@b'}"), "4:47", "There is no group $1"),
        arguments(ring("headers: {set: {Via: x}}"), "4:56", "the bridge's own to write"),
        arguments(ring("headers: {set: {s: x}}"), "4:56", "named in full, not by its compact form"),
        arguments(ring("headers: {set: {'X A': x}}"), "4:56", "a header's name, such as X-Queue"),
        arguments(ring("headers: {set: {X-A: '\"{to.user}'}}"), "4:61", "A quote is not closed"),
        arguments(ring("headers: {set: {X-A: '<sip:x'}}"), "4:61", "A bracket < is not closed"),
        arguments(ring("headers: {set: {X-A: $1}}"), "4:49", "There is no group $1"),
        arguments(ring("headers: {set: {X-A: a, x-a: b}}"), "4:55", "x-a is set twice"),
        arguments(ring("headers: {set: {X-A: a}, remove: x-A}"), "4:73", "named twice"),
        arguments(ring("headers: {add: {X-A: a}}"), "4:50", "expected one of: set, remove"));
  }

  private static String when(String condition) {
    return HEAD + "routes: [{name: r, when: " + condition + ", refuse: busy}]\n";
  }

  private static String ring(String more) {
    return HEAD + "routes: [{name: r, ring: [{rtm: bob}], " + more + "}]\n";
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

  private static List<Arguments> wakeUps() {
    return List.of(
        arguments(wakeUp("{secret: '${SECRET}'}"), "1:25", "The key \"url\" is missing in wake-up"),
        arguments(wakeUp("{url: 'https://b.example/'}"), "1:25", "The key \"secret\" is missing"),
        arguments(
            wakeUp("{url: 'ftp://b.example/', secret: '${SECRET}'}"), "1:31", "is https or http"),
        arguments(
            wakeUp("{url: 'https:///x', secret: '${SECRET}'}"), "1:31", "This URL has no host"),
        arguments(
            wakeUp("{url: 'https://me:pw@b.example', secret: '${SECRET}'}"),
            "1:31",
            "has no user and no password"),
        arguments(
            wakeUp("{url: 'http://b.example', secret: '${SECRET}'}"),
            "1:31",
            "expected an https URL, or plain-http: true"),
        arguments(
            wakeUp("{url: 'https://b.example', secret: '${SHORT}'}"),
            "1:60",
            "This secret cannot be used; expected a secret of at least 32 bytes"),
        arguments(
            wakeUp("{url: 'https://b.example', secret: '${SECRET}', timeout: 31s}"),
            "1:82",
            "This is out of range"));
  }

  private static String wakeUp(String section) {
    return "apps: [{id: a, wake-up: " + section + "}]\nlisten: {rtm: 'ws://[::1]:1/'}\n" + ROUTES;
  }
}
