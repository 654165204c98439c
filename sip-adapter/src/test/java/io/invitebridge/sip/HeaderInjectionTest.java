package io.invitebridge.sip;

import static io.invitebridge.sip.translate.Profiles.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Effect.SendDtmf;
import io.invitebridge.core.invitation.Effect.SendHangUp;
import io.invitebridge.core.invitation.Effect.SendInvite;
import io.invitebridge.core.invitation.Effect.SendProgress;
import io.invitebridge.core.invitation.Effect.SendRejection;
import io.invitebridge.core.invitation.Effect.SendSessionChange;
import io.invitebridge.core.invitation.Effect.SendWithdrawal;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.MediaPolicy;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Carriage.Way;
import io.invitebridge.sip.TrunkProfile.Forwarding;
import io.invitebridge.sip.testing.SipCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever an app writes, it makes no header and no line of its own in any message that leaves: the
 * head of each is read again, line by line, and holds no more headers of a name than that of a twin
 * with a harmless text.
 */
class HeaderInjectionTest {
  private static final LegId LEG = new LegId(1);
  private static final int SEEDS = 120;
  private static final String HARMLESS = "harmless";

  private static final List<String> PIECES =
      List.of(
          "\r\nX-Evil: 1\r\n",
          "\r\n\r\nX-Evil: 1",
          "\nX-Evil: 1",
          "\rX-Evil: 1",
          "\r\n ",
          "\0",
          "\u010d\u010aX-Evil: 1",
          "\u2028X-Evil: 1",
          "\u0085X-Evil: 1",
          "%0d%0aX-Evil:%201",
          "?X-Evil=1",
          "\"",
          "\\",
          "\\\"",
          "<",
          ">",
          "\" <sip:evil@192.0.2.66>;tag=evil",
          ";tag=evil",
          ", <sip:evil@192.0.2.66>",
          "@192.0.2.66",
          ":5099",
          "%",
          "%00",
          "%zz",
          " ",
          "\t",
          "\u007f",
          "\u00e4\u4e2d\ud83d\ude00",
          "\ud800",
          "+4930123456",
          "a");

  @ParameterizedTest
  @EnumSource
  void of_a_call_that_goes_out(Way way) {
    int went = 0;
    Map<String, Long> twin = counts(outgoing(way, HARMLESS));
    for (long seed = 1; seed <= SEEDS; seed++) {
      List<String> texts = outgoing(way, hostile(seed));
      went += texts.isEmpty() ? 0 : 1;
      compare("seed " + seed, texts, twin);
    }
    assertThat(went).as("calls that were made at all").isGreaterThan(SEEDS / 2);
  }

  @ParameterizedTest
  @EnumSource
  void of_a_call_that_comes_in(Way way) {
    for (boolean accepted : List.of(true, false)) {
      Map<String, Long> twin = counts(incoming(way, HARMLESS, accepted));
      for (long seed = 1; seed <= SEEDS; seed++) {
        compare("seed " + seed, incoming(way, hostile(seed), accepted), twin);
      }
    }
  }

  /** Progress, changes of the media with their answers and refusals, and keys. */
  @ParameterizedTest
  @EnumSource
  void of_what_is_said_during_a_call(Way way) {
    Map<String, Long> twin = counts(during(way, HARMLESS));
    for (long seed = 1; seed <= SEEDS; seed++) {
      compare("seed " + seed, during(way, hostile(seed)), twin);
    }
  }

  /** Such values cannot even be made of a text with lines. */
  @Test
  void keys_and_the_headers_of_a_route_hold_no_lines() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      String text = hostile(seed) + "\r\nX-Evil: 1";
      assertThatThrownBy(() -> new Dtmf(text)).isInstanceOf(InvalidValueException.class);
      assertThatThrownBy(() -> new HeaderChanges(Map.of("X-Route", text), Set.of()))
          .isInstanceOf(InvalidValueException.class);
      assertThatThrownBy(() -> new HeaderChanges(Map.of("X-" + text, "1"), Set.of()))
          .isInstanceOf(InvalidValueException.class);
      assertThatThrownBy(() -> new HeaderChanges(Map.of(), Set.of("X-" + text)))
          .isInstanceOf(InvalidValueException.class);
    }
  }

  private static List<String> during(Way way, String text) {
    Bench bench = bench(way);
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    bench.engine(new SendProgress(LegId.INVITER, new Progress(183, content(text))));
    bench.engine(new SendProgress(LegId.INVITER, new Progress(182, described(text))));
    bench.engine(new SendAccept(LegId.INVITER, described(SipCall.AUDIO)));
    call.ack();
    bench.settle();
    bench.engine(new SendDtmf(LegId.INVITER, keys(text)));
    bench.pbx.answers("INFO", 200);
    bench.engine(change(SessionChange.Kind.OFFER, described(text)));
    bench.pbx.answers("INVITE", 488);
    bench.settle();
    for (SessionChange.Kind kind : List.of(SessionChange.Kind.ANSWER, SessionChange.Kind.REFUSAL)) {
      call.request("INVITE", Optional.of(SipCall.AUDIO.replace("o=- 1 1", "o=- 1 2")));
      bench.settle();
      bench.engine(
          change(kind, kind == SessionChange.Kind.ANSWER ? described(text) : content(text)));
      call.ack();
      bench.settle();
    }
    return bench.pbx.texts();
  }

  private static SendSessionChange change(SessionChange.Kind kind, Content content) {
    return new SendSessionChange(LegId.INVITER, new SessionChange(kind, content));
  }

  /** As {@link #content}, with the text as the session description. */
  private static Content described(String sdp) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sdp", sdp).put("room", sdp.equals(SipCall.AUDIO) ? HARMLESS : sdp);
    return new Content(json.toString());
  }

  private static Dtmf keys(String text) {
    String keys = text.toUpperCase(Locale.ROOT).replaceAll("[^0-9*#A-D]", "");
    return new Dtmf(keys.isEmpty() ? "1" : keys.substring(0, 1));
  }

  /** What the bridge sends for a call that is canceled, and for one that is answered and ends. */
  private static List<String> outgoing(Way way, String text) {
    Bench canceled = bench(way);
    rings(canceled, text);
    if (!canceled.pbx.heard().contains("INVITE")) {
      return List.of();
    }
    canceled.pbx.rung().rings();
    canceled.settle();
    canceled.engine(new SendWithdrawal(LEG, EndReason.CANCELED, content(text)));
    Bench answered = bench(way);
    rings(answered, text);
    answered.pbx.rung().accepts();
    answered.settle();
    answered.engine(new SendHangUp(LEG, EndReason.HUNG_UP, content(text)));
    return Stream.concat(canceled.pbx.texts().stream(), answered.pbx.texts().stream()).toList();
  }

  private static List<String> incoming(Way way, String text, boolean accepted) {
    Bench bench = bench(way);
    SipCall call = bench.pbx.calls("100");
    bench.settle();
    if (accepted) {
      bench.engine(new SendAccept(LegId.INVITER, content(text)));
      call.ack();
      bench.settle();
      bench.engine(new SendHangUp(LegId.INVITER, EndReason.HUNG_UP, content(text)));
    } else {
      bench.engine(
          new SendRejection(
              LegId.INVITER,
              Rejection.refused(RefuseReason.BUSY, content(text)),
              DeclinePolicy.DEFAULT));
    }
    return bench.pbx.texts();
  }

  private static void rings(Bench bench, String text) {
    bench.engine(
        new SendInvite(
            LEG,
            new Offer(
                new SipParty(Optional.of(Bench.PBX), fitting(SipUser::new, text)),
                Optional.of(fitting(DisplayName::new, text)),
                new SipParty(Optional.of(Bench.PBX), fitting(SipUser::new, text)),
                fitting(CalleeName::new, text),
                Optional.of(fitting(ChannelId::new, text)),
                content(text),
                70,
                MediaPolicy.INACTIVE,
                CustomData.NONE,
                fitting(value -> new HeaderChanges(Map.of("X-Route", value), Set.of()), text))));
  }

  /** The text, or what is left of it when such a value may not hold it. */
  private static <T> T fitting(Function<String, T> constructor, String text) {
    try {
      return constructor.apply(text);
    } catch (InvalidValueException refused) {
      String rest = text.replaceAll("\\p{Cc}", "").replace("\ud800", "");
      return constructor.apply(rest.isEmpty() ? HARMLESS : rest.substring(0, shortOf(rest)));
    }
  }

  private static int shortOf(String text) {
    int end = Math.min(text.length(), 16);
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  /** Each member that goes into a header, and the names of headers too. */
  private static Content content(String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("room", text).put("srcNum", text).put("sip_header:X-App-Id", text);
    json.put("reasonPhrase", text).put("retryAfter", 5).put("status", 486);
    json.put("warning", text).put("word", text).put("privacy", text);
    json.putArray("reason").add(text).add("Q.850;cause=17;text=\"" + text + "\"");
    json.putObject("headers").put("X-App-Text", text).put("X-App-" + text, "1").put(text, "1");
    json.putArray("forwardedFrom")
        .addObject()
        .put("user", text)
        .put("name", text)
        .put("reason", text);
    return new Content(json.toString());
  }

  private static void compare(String seed, List<String> texts, Map<String, Long> twin) {
    counts(texts)
        .forEach(
            (name, count) ->
                assertThat(count)
                    .as("%s: headers named %s in%n%s", seed, name, String.join("\n", texts))
                    .isLessThanOrEqualTo(twin.getOrDefault(name, 0L)));
  }

  /** How many headers of each name all messages have together. */
  private static Map<String, Long> counts(List<String> texts) {
    Map<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      String head = text.substring(0, text.indexOf("\r\n\r\n"));
      assertThat(head.replace("\r\n", ""))
          .as(text)
          .doesNotContainPattern("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
      List<String> lines = List.of(head.split("\r\n", -1));
      assertThat(lines.get(0))
          .matches("(?s)SIP/2\\.0 [1-6]\\d\\d .*|[A-Z]+ sip:[^ <>\"]+ SIP/2\\.0");
      for (String line : lines.subList(1, lines.size())) {
        assertThat(line).as(text).matches("(?s)[A-Za-z0-9.!%*_+`'~-]+: .*");
        counts.merge(kind(line.substring(0, line.indexOf(':'))), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** The app may name headers of this pattern as it likes, within a token. */
  private static String kind(String name) {
    return name.startsWith("X-App-") ? "X-App-*" : name;
  }

  private static String hostile(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static Bench bench(Way way) {
    SipSettings settings = Bench.settings();
    TrunkProfile profile =
        plain()
            .trusted()
            .asserting(Assertion.ASSERTED)
            .forwarding(Forwarding.BOTH)
            .showing(number -> true)
            .out("X-App-*")
            .carrying(new Carriage(way, way, true))
            .profile();
    return new Bench(
        settings.withTrunks(
            settings.trunks().stream().map(trunk -> trunk.withProfile(profile)).toList()));
  }
}
