package io.invitebridge.config.keys;

import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.DnsOptions;
import io.invitebridge.config.model.Limits;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.RtmOptions;
import io.invitebridge.config.model.SipDefence;
import io.invitebridge.config.model.SipOptions;
import io.invitebridge.config.model.SipTexts;
import io.invitebridge.config.model.SipTls;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code sip:}, {@code rtm:} and {@code limits:} */
final class EdgeKeys {
  private static final Key<String> ADVERTISE =
      Key.optional(
          "advertise",
          ListenKeys.HOST,
          "The host that SIP peers are told in Via and Contact, unless a listener has its own; needed"
              + " when the bridge listens on 0.0.0.0 or behind a NAT. An address does not hold for"
              + " listeners of the other family.",
          "the address that the system would send from");

  private static final Key<String> USER_AGENT =
      Key.optional(
              "user-agent",
              ListenKeys.TOKEN_TEXT,
              "The User-Agent and Server header.",
              "invitation-bridge")
          .standing("invitation-bridge");

  private static final Key<Boolean> STRANGERS =
      Key.optional(
          "strangers",
          Shapes.word(strangers()),
          "What becomes of SIP callers who come from no trunk: refuse answers 403, route lets the"
              + " routes decide.",
          "refuse");

  private static final Key<Duration> T1 =
      Key.optional(
          "t1",
          Shapes.duration(Duration.ofMillis(100), seconds(2)),
          "The round-trip estimate that all SIP timers follow from (RFC 3261 section 17.1.1.1).",
          "500ms");

  private static final Key<DnsOptions> DNS =
      Key.optional(
          "dns",
          DnsKeys.SECTION,
          "How the names of trunks are looked up (NAPTR, SRV, A, AAAA; RFC 3263).",
          "by the system's servers");

  private static final Key<CallOptions> CALLS =
      Key.optional(
          "calls",
          CallKeys.SECTION,
          "How the bridge behaves in SIP calls, unless a trunk says otherwise.",
          "the defaults below");

  private static final Key<SipTls> TLS =
      Key.optional(
          "tls",
          SipTlsKeys.SECTION,
          "The certificate of tls and wss listeners, and of calls to trunks over TLS.",
          "no TLS");

  private static final Key<SipDefence> DEFENCE =
      Key.optional(
              "defence",
              SipDefenceKeys.SECTION,
              "What SIP peers may do, trunks aside.",
              "what its keys say")
          .standing("{}");

  private static final Key<SipTexts> TEXTS =
      Key.optional(
          "texts",
          SipTextKeys.SECTION,
          "How SIP peers fetch texts that go by reference (listen.texts).",
          "no references");

  static final Section<SipOptions> SIP =
      Section.of(
              "sip",
              List.of(ADVERTISE, USER_AGENT, STRANGERS, T1, DNS, CALLS, TLS, DEFENCE, TEXTS),
              EdgeKeys::sip)
          .filled();

  private static final Key<Duration> PRESENCE =
      rtmTime("presence", "How long the session of a lost connection is kept for a resume.", "30s");

  private static final Key<Duration> PING = rtmTime("ping", "How often the server pings.", "5s");

  private static final Key<Duration> UNREACHABLE =
      rtmTime("unreachable", "A user silent for longer is shown as unreachable.", "6s");

  private static final Key<Duration> LOGIN =
      rtmTime("login", "How long a connection may stay without a login.", "10s");

  private static final Key<Duration> MESSAGE_RESULT =
      rtmTime(
          "message-result",
          "How long the sender of a message waits for the peer's acknowledgement.",
          "10s");

  private static final Key<Integer> CONNECTIONS =
      Key.optional(
          "connections",
          Shapes.wholeNumber(1, 1_000_000),
          "The most connections to this server.",
          "100000");

  private static final Key<Integer> PER_ADDRESS =
      Key.optional(
          "connections-per-address",
          Shapes.wholeNumber(0, 1_000_000),
          "The most connections from one IP address; 0 for no limit.",
          "1000");

  private static final Key<List<String>> ORIGINS =
      Key.optional(
          "origins",
          Shapes.oneOrMore(ListenKeys.TOKEN_TEXT),
          "Values of the Origin header that browsers may come with.",
          "all");

  static final Section<RtmOptions> RTM =
      Section.of(
              "rtm",
              List.of(
                  PRESENCE,
                  PING,
                  UNREACHABLE,
                  LOGIN,
                  MESSAGE_RESULT,
                  CONNECTIONS,
                  PER_ADDRESS,
                  ORIGINS),
              EdgeKeys::rtm)
          .filled();

  private static final Key<Integer> OPEN =
      Key.optional(
          "open-invitations",
          Shapes.wholeNumber(1, 10_000_000),
          "Open invitations and calls together; beyond it new ones are refused as overload.",
          "100000");

  private static final Key<Duration> TOMBSTONE =
      Key.optional(
          "tombstone",
          Shapes.duration(Duration.ofSeconds(32), Duration.ofHours(1)),
          "How long an ended invitation still answers late messages; at least 64 x T1.",
          "40s");

  static final Section<Limits> LIMITS =
      Section.of(
              "limits",
              List.of(OPEN, TOMBSTONE),
              fields -> new Limits(fields.get(OPEN, 100_000), fields.get(TOMBSTONE, seconds(40))))
          .filled();

  static final SipOptions SIP_DEFAULT =
      new SipOptions(
          Optional.empty(),
          "invitation-bridge",
          false,
          Duration.ofMillis(500),
          DnsKeys.DEFAULT,
          CallOptions.DEFAULT,
          Optional.empty(),
          SipDefenceKeys.DEFAULT,
          Optional.empty());

  static final RtmOptions RTM_DEFAULT =
      new RtmOptions(
          seconds(30), seconds(5), seconds(6), seconds(10), seconds(10), 100_000, 1_000, Set.of());

  static final Limits LIMITS_DEFAULT = new Limits(100_000, seconds(40));

  private EdgeKeys() {}

  private static SipOptions sip(Fields fields) {
    return new SipOptions(
        fields.get(ADVERTISE),
        fields.get(USER_AGENT, SIP_DEFAULT.userAgent()),
        fields.get(STRANGERS, SIP_DEFAULT.strangersAllowed()),
        fields.get(T1, SIP_DEFAULT.t1()),
        fields.get(DNS, SIP_DEFAULT.dns()),
        fields.get(CALLS, SIP_DEFAULT.calls()),
        fields.get(TLS),
        fields.get(DEFENCE, SIP_DEFAULT.defence()),
        fields.get(TEXTS));
  }

  private static RtmOptions rtm(Fields fields) {
    RtmOptions options =
        new RtmOptions(
            fields.get(PRESENCE, RTM_DEFAULT.presence()),
            fields.get(PING, RTM_DEFAULT.ping()),
            fields.get(UNREACHABLE, RTM_DEFAULT.unreachable()),
            fields.get(LOGIN, RTM_DEFAULT.login()),
            fields.get(MESSAGE_RESULT, RTM_DEFAULT.messageResult()),
            fields.get(CONNECTIONS, RTM_DEFAULT.connections()),
            fields.get(PER_ADDRESS, RTM_DEFAULT.connectionsPerAddress()),
            Set.copyOf(fields.get(ORIGINS, List.of())));
    if (options.unreachable().compareTo(options.ping()) < 0) {
      fields.problem(
          fields.has(UNREACHABLE) ? UNREACHABLE : PING,
          "The clocks are out of order: ping ("
              + Shapes.inWords(options.ping())
              + ") must not be longer than unreachable ("
              + Shapes.inWords(options.unreachable())
              + ").");
    }
    return options;
  }

  static String host(String text) {
    ListenAddress.parse(
        "udp://" + (text.contains(":") ? "[" + text + "]" : text) + ":5060", Set.of("udp"), false);
    return text;
  }

  private static Map<String, Boolean> strangers() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("refuse", false);
    words.put("route", true);
    return words;
  }

  private static Key<Duration> rtmTime(String name, String meaning, String fallback) {
    return Key.optional(
        name, Shapes.duration(seconds(1), Duration.ofMinutes(10)), meaning, fallback);
  }

  private static Duration seconds(int amount) {
    return Duration.ofSeconds(amount);
  }
}
