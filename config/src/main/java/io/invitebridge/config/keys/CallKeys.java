package io.invitebridge.config.keys;

import io.invitebridge.config.model.CallOptions;
import io.invitebridge.config.model.CallOptions.Reliable;
import io.invitebridge.config.model.CallOptions.Transfer;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code calls:} of {@code sip:} and of a trunk. */
final class CallKeys {
  private static final Key<Reliable> RELIABLE =
      Key.optional(
          "reliable-ringing",
          Shapes.word(words(Reliable.values())),
          "Reliable provisional responses (RFC 3262). never: who requires them gets 420."
              + " when-supported: every caller who knows them gets them. require: callees must use"
              + " them, too.",
          "when-required");

  private static final Key<Duration> SESSION_EXPIRES =
      Key.optional(
          "session-expires",
          Shapes.duration(Duration.ofSeconds(90), Duration.ofHours(24)),
          "The session interval that the bridge asks for (RFC 4028).",
          "none: calls are refreshed only if the peer wishes");

  private static final Key<Duration> MIN_SE =
      Key.optional(
          "min-se",
          Shapes.duration(Duration.ofSeconds(90), Duration.ofHours(24)),
          "The shortest session interval that the bridge agrees to; a shorter one gets 422.",
          "90s");

  private static final Key<Duration> OFFER_WAIT =
      Key.optional(
          "offer-wait",
          Shapes.duration(Duration.ofSeconds(1), Duration.ofSeconds(30)),
          "How long an app may take to answer a SIP peer's change of the media (hold and the like);"
              + " then the peer hears 488.",
          "8s");

  private static final Key<Duration> GATEWAY_WAIT =
      Key.optional(
          "gateway-wait",
          Shapes.duration(Duration.ofSeconds(1), Duration.ofSeconds(30)),
          "How long the media gateway of a route may take to answer; then the call fails for want of"
              + " media.",
          "10s");

  private static final Key<Integer> REDIRECTS =
      Key.optional(
          "redirects",
          Shapes.wholeNumber(0, 10),
          "How often a call follows a 3xx to a place at the same trunk; 0: a 3xx is final.",
          "0");

  private static final Key<Transfer> TRANSFER =
      Key.optional(
          "transfer",
          Shapes.word(words(Transfer.values())),
          "What becomes of REFER (RFC 3515). refuse: 405. follow: the other party of the call is"
              + " asked to call the target, and peers that know REFER are asked by it.",
          "refuse");

  static final Section<CallOptions> SECTION =
      Section.of(
          "calls",
          List.of(RELIABLE, SESSION_EXPIRES, MIN_SE, OFFER_WAIT, GATEWAY_WAIT, REDIRECTS, TRANSFER),
          CallKeys::make);

  private CallKeys() {}

  private static CallOptions make(Fields fields) {
    CallOptions usual = CallOptions.DEFAULT;
    CallOptions options =
        new CallOptions(
            fields.get(RELIABLE, usual.reliable()),
            fields.get(SESSION_EXPIRES),
            fields.get(MIN_SE, usual.leastInterval()),
            fields.get(OFFER_WAIT, usual.offerWait()),
            fields.get(GATEWAY_WAIT, usual.gatewayWait()),
            fields.get(REDIRECTS, usual.redirects()),
            fields.get(TRANSFER, usual.transfer()));
    options
        .sessionExpires()
        .filter(wanted -> wanted.compareTo(options.leastInterval()) < 0)
        .ifPresent(
            wanted ->
                fields.problem(
                    SESSION_EXPIRES,
                    "session-expires ("
                        + Shapes.inWords(wanted)
                        + ") must not be shorter than min-se ("
                        + Shapes.inWords(options.leastInterval())
                        + ")."));
    return options;
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
    }
    return words;
  }
}
