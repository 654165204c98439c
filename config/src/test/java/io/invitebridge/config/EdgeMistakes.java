package io.invitebridge.config;

import static io.invitebridge.config.Mistakes.HEAD;
import static io.invitebridge.config.Mistakes.ROUTES;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Texts with one mistake in what the bridge meets its peers by. */
final class EdgeMistakes {
  private EdgeMistakes() {}

  static Stream<Arguments> all() {
    return Stream.of(addresses(), trunks(), profiles(), defence(), wakeUps(), texts())
        .flatMap(List::stream);
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
        arguments(
            trunk + "{targets: [{uri: 'sip:a.example'}, {uri: 'sips:b.example'}]}}\n",
            "2:9",
            "called over TLS"),
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
        profile("carry: {content: fax}", 55, "none, body, header, user-to-user, reference"),
        profile("carry: {too-long: cut}", 56, "leave-out, reference"),
        profile("carry: {fetch: 'https://h/a'}", 53, "ends with a slash"),
        profile("carry: {fetch: 'http://h.example/a/'}", 53, "over https from other machines"),
        profile("carry: {fetch: 'https:///a/'}", 53, "stand behind a host"),
        profile("carry: {fetch: 'https://u@h/'}", 53, "without user"),
        profile("carry: {fetch: 'https://h/../'}", 53, "stand behind a host"),
        profile("carry: {fetch: []}", 53, "This list is empty"),
        profile("carry: {content: reference}", 9, "nowhere to fetch them"),
        profile("carry: {too-long: reference}", 9, "nowhere to fetch them"));
  }

  private static List<Arguments> texts() {
    return List.of(
        site("https://[::1]:1", "url: 'https://h/'", "2:9", "https without a certificate"),
        site("ftp://[::1]:1", "url: 'https://h/'", "2:17", "an address to listen on"),
        site("http://[::1]:1/x", "url: 'https://h/'", "2:17", "A path cannot be used here"),
        site("http://[::1]:1", "url: 'http://h.example/'", "4:20", "or plain-http: true"),
        site("http://[::1]:1", "url: 'https://h/?a'", "4:20", "without user, query"),
        site("http://[::1]:1", "url: 'h'", "4:20", "a URL such as"),
        site("http://[::1]:1", "megabytes: 5", "4:14", "The key \"url\" is missing"),
        site("http://[::1]:1", "url: 'https://h/', megabytes: 0", "4:45", "This is out of range"),
        arguments(
            "apps: [{id: a}]\nlisten: {texts: 'http://[::1]:1', rtm: 'ws://[::1]:2/'}\n" + ROUTES,
            "2:9",
            "listen.texts and sip.texts go together"),
        arguments(
            HEAD + ROUTES + "sip: {texts: {url: 'https://h/'}}\n",
            "2:9",
            "listen.texts and sip.texts go together"));
  }

  private static Arguments site(String listen, String keys, String at, String message) {
    return arguments(
        "apps: [{id: a}]\nlisten: {texts: '"
            + listen
            + "', rtm: 'ws://[::1]:2/'}\n"
            + ROUTES
            + "sip: {texts: {"
            + keys
            + "}}\n",
        at,
        message);
  }

  /** A mistake in a trunk; it stands on line 3. */
  private static Arguments profile(String keys, int column, String message) {
    return arguments(
        HEAD.replace("\"sip:192.0.2.1\"", "\"sip:192.0.2.1\", " + keys) + ROUTES,
        "3:" + column,
        message);
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
        sip("defence: {header-lines: 49}", 31, "This is out of range"),
        sip("defence: {header-bytes: 4k}", 31, "This is not a whole number"),
        sip("defence: {body-byte: 1024}", 17, "Did you mean \"body-bytes\"?"),
        sip("calls: {gateway-wait: 31s}", 29, "This is out of range"),
        sip("calls: {gatewaywait: 9s}", 15, "Did you mean \"gateway-wait\"?"),
        listener("{on: 'udp://127.0.0.1:5060', advertise-port: 0}", 61, "This is out of range"),
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
