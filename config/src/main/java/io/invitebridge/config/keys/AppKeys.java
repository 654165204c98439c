package io.invitebridge.config.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.Jwt;
import io.invitebridge.config.model.Secret;
import io.invitebridge.config.model.WakeUp;
import io.invitebridge.config.shape.Fields;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import io.invitebridge.config.shape.Shapes;
import io.invitebridge.config.shape.Text;
import io.invitebridge.core.model.AppId;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One app of {@code apps:} */
final class AppKeys {
  /** RFC 7518 section 3.2: a key of the hash's size or larger. */
  private static final int MIN_SECRET_BYTES = 32;

  private static final Key<AppId> ID =
      Key.required("id", Names.NEW_APP, "The app id that clients log in with.");

  private static final Key<Secret> CERTIFICATE =
      Key.optional(
          "certificate",
          TrunkKeys.SECRET,
          "Signs the AccessTokens of the app's users, best as ${NAME} or ${file:path}.",
          "none: without jwt, anybody may log in under any name, for trials");

  private static final Key<SecretKey> SECRET =
      Key.optional(
          "secret",
          Text.secret(
              "a secret of at least 32 bytes, as ${NAME} or ${file:path}", AppKeys::secretKey),
          "Signs the tokens with HS256; the app's backend has the same.",
          "");

  private static final Key<PublicKey> PUBLIC_KEY =
      Key.optional(
          "public-key",
          Text.of(
              "a public key in PEM, best as ${file:path}: RSA of at least 2048 bits, or P-256",
              PublicKeyText::parse),
          "Verifies tokens that the app's backend signs with RS256 or ES256, as the key says.",
          "");

  private static final Key<String> ISSUER =
      Key.optional(
          "issuer",
          Text.of("the value of a claim", text -> text),
          "What the claim iss must be.",
          "anything");

  private static final Key<String> AUDIENCE =
      Key.optional(
          "audience",
          Text.of("the value of a claim", text -> text),
          "What the claim aud must contain.",
          "the app id, in tokens that have an aud");

  private static final Key<Jwt> JWT =
      Key.optional(
          "jwt",
          Section.of(
                  "jwt",
                  List.of(SECRET, PUBLIC_KEY, ISSUER, AUDIENCE),
                  fields ->
                      new Jwt(
                          fields.has(SECRET) ? fields.require(SECRET) : fields.require(PUBLIC_KEY),
                          fields.get(ISSUER),
                          fields.get(AUDIENCE)))
              .exactlyOneOf(SECRET, PUBLIC_KEY),
          "Whose JSON Web Tokens let users in: sub is the user id, exp is required.",
          "no JSON Web Tokens");

  private static final Key<Boolean> DEVICES =
      Key.optional(
          "devices",
          Shapes.word(devices()),
          "Whether a user's fresh login ends the one before, or each device may have one: then all"
              + " ring, and the first to answer wins.",
          "one");

  private static final Key<WakeUp> WAKE_UP =
      Key.optional(
          "wake-up",
          WakeUpKeys.SECTION,
          "How the app's backend learns that a user who is offline has a call, so that it can send"
              + " a push.",
          "it learns nothing");

  static final Section<App> SECTION =
      Section.of("an app", List.of(ID, CERTIFICATE, JWT, DEVICES, WAKE_UP), AppKeys::make).filled();

  private AppKeys() {}

  private static App make(Fields fields) {
    return new App(
        fields.require(ID),
        fields.get(CERTIFICATE),
        fields.get(JWT),
        fields.get(DEVICES, false),
        fields.get(WAKE_UP));
  }

  private static Map<String, Boolean> devices() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("one", false);
    words.put("several", true);
    return words;
  }

  private static SecretKey secretKey(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException("This secret is too short.");
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }
}
