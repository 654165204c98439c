package io.invitebridge.config.keys;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.model.ListenAddress;
import io.invitebridge.config.model.SipTexts;
import io.invitebridge.config.model.TrunkProfile.Carriage;
import io.invitebridge.config.model.TrunkProfile.Way;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** {@code sip.texts:}, and what else has to hold where texts go by reference. */
final class SipTextKeys {
  private static final int MEGABYTES_DEFAULT = 32;

  private static final Key<URI> URL =
      Key.required(
          "url",
          Text.of(
              "a URL such as https://bridge.example.com:8443/texts/",
              "[hH][tT][tT][pP][sS]?://.+",
              SipTextKeys::folder),
          "How SIP peers reach listen.texts, by themselves or through a reverse proxy; the name of"
              + " the text stands behind it.");

  private static final Key<Integer> MEGABYTES =
      Key.optional(
          "megabytes",
          Shapes.wholeNumber(1, 4_096),
          "What all texts together may take; beyond it texts stay behind.",
          Integer.toString(MEGABYTES_DEFAULT));

  private static final Key<Boolean> PLAIN =
      Key.optional(
          "plain-http",
          Shapes.flag(),
          "Allow an http:// URL that leads beyond this machine, where all on the way can read the"
              + " texts.",
          "false: only to this machine");

  static final Section<SipTexts> SECTION =
      Section.of("sip.texts", List.of(URL, MEGABYTES, PLAIN), SipTextKeys::make).filled();

  /** The beginning of URLs that may be fetched. */
  static final Text<URI> PREFIX =
      Text.of(
          "the beginning of a URL, such as https://pbx.example.com/texts/",
          "[hH][tT][tT][pP][sS]?://.+",
          SipTextKeys::prefix);

  private SipTextKeys() {}

  private static SipTexts make(Fields fields) {
    SipTexts made = new SipTexts(fields.require(URL), fields.get(MEGABYTES, MEGABYTES_DEFAULT));
    if (WakeUp.isReadableOnTheWay(made.url()) && !fields.get(PLAIN, false)) {
      fields.problem(
          URL,
          "Everybody on the way could read what apps say to each other; expected an https URL, or"
              + " plain-http: true.");
    }
    return made;
  }

  /** Listener, certificate, address and use belong together. */
  static void check(Fields fields, Key<?> listen, Key<?> trunks, BridgeConfig config) {
    if (!fields.reading().problems().isEmpty()) {
      // Half of it may be missing because of a mistake that is named already.
      return;
    }
    Optional<ListenAddress> listener = config.listen().texts();
    boolean secure = listener.filter(address -> address.scheme().equals("https")).isPresent();
    if (secure && config.sip().tls().isEmpty()) {
      fields.problem(
          listen, "Texts are offered over https without a certificate; expected sip.tls with one.");
    }
    if (listener.isPresent() != config.sip().texts().isPresent()) {
      fields.problem(
          listen,
          "listen.texts and sip.texts go together: the one is where texts are fetched, the other how"
              + " peers reach it; expected both or none.");
    }
    boolean used =
        config.trunks().values().stream().anyMatch(trunk -> refers(trunk.profile().carriage()));
    if (used && listener.isEmpty()) {
      fields.problem(
          trunks,
          "A trunk carries texts by reference, and there is nowhere to fetch them; expected"
              + " listen.texts and sip.texts.");
    }
    if (listener.isPresent() && !used) {
      fields
          .reading()
          .advise(
              fields.at(listen),
              "No trunk carries texts by reference: listen.texts is open for nothing; expected"
                  + " carry with reference at a trunk.");
    }
  }

  private static boolean refers(Carriage carriage) {
    return carriage.refersTooLong()
        || carriage.content() == Way.REFERENCE
        || carriage.response() == Way.REFERENCE;
  }

  /** With a slash at its end, so that something can stand behind it. */
  private static URI folder(String text) {
    URI url;
    try {
      url = new URI(text.endsWith("/") ? text : text + "/");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("This is not a URL.", e);
    }
    boolean bare =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (url.getHost() == null || !bare || url.getRawPath().contains("/.")) {
      throw new IllegalArgumentException(
          "The names of texts stand behind a host and a folder, without user, query and fragment.");
    }
    return url;
  }

  private static URI prefix(String text) {
    if (!text.endsWith("/")) {
      throw new IllegalArgumentException(
          "What is allowed ends with a slash; otherwise it would hold for other hosts and folders.");
    }
    URI url = folder(text);
    if (WakeUp.isReadableOnTheWay(url)) {
      throw new IllegalArgumentException(
          "Texts are fetched over https from other machines, over http from this one only.");
    }
    return url;
  }
}
