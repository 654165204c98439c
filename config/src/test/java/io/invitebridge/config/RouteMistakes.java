package io.invitebridge.config;

import static io.invitebridge.config.Mistakes.HEAD;
import static io.invitebridge.config.Mistakes.ROUTES;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Texts with one mistake in a route, or in what routes name. */
final class RouteMistakes {
  private RouteMistakes() {}

  static Stream<Arguments> all() {
    return Stream.of(rules(), lists(), templates(), actions(), headers(), online(), sipSide())
        .flatMap(List::stream);
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
}
