package io.invitebridge.config.keys;

import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.SipTls;
import io.invitebridge.config.model.SipTls.Clients;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code sip.tls:} */
final class SipTlsKeys {
  private static final Key<String> CERTIFICATE =
      Key.required(
          "certificate",
          pem("a certificate in PEM, as ${file:path}", "CERTIFICATE"),
          "The certificate of the bridge and those above it, the own one first.");

  private static final Key<Secret> KEY =
      Key.required("key", TrunkKeys.SECRET, "Its private key in PEM, best as ${file:path}.");

  private static final Key<String> TRUST =
      Key.optional(
          "trust",
          pem("certificates in PEM, as ${file:path}", "CERTIFICATE"),
          "The authorities whose certificates are believed, of trunks and of those who call.",
          "those of the Java platform");

  private static final Key<Clients> CLIENTS =
      Key.optional(
          "clients",
          Shapes.word(words()),
          "Whether a peer that connects must show a certificate: none, wanted or required.",
          "none");

  static final Section<SipTls> SECTION =
      Section.of("sip.tls", List.of(CERTIFICATE, KEY, TRUST, CLIENTS), SipTlsKeys::make);

  private SipTlsKeys() {}

  private static SipTls make(Fields fields) {
    return new SipTls(
        fields.require(CERTIFICATE),
        fields.require(KEY),
        fields.get(TRUST),
        fields.get(CLIENTS, Clients.NONE));
  }

  private static Text<String> pem(String what, String label) {
    return Text.of(
        what,
        text -> {
          if (!text.contains("-----BEGIN " + label + "-----")) {
            throw new IllegalArgumentException("This has no BEGIN " + label + " line.");
          }
          return text;
        });
  }

  private static Map<String, Clients> words() {
    Map<String, Clients> words = new LinkedHashMap<>();
    words.put("none", Clients.NONE);
    words.put("wanted", Clients.WANTED);
    words.put("required", Clients.REQUIRED);
    return words;
  }
}
