package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.Jwt;
import io.invitebridge.config.source.ConfigError;
import io.invitebridge.config.source.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code apps: [{jwt: ..., devices: ...}]} */
class AppsTest {
  private static final String REST =
      "listen: {rtm: 'ws://[::1]:1/'}\nroutes: [{name: r, ring: [{rtm: bob}]}]\n";

  @TempDir private Path directory;

  @Test
  void aSecretSignsWithItsClaims() {
    App app = app("jwt: {secret: \"${LONG}\", issuer: 'https://id.example', audience: calls}");
    Jwt jwt = app.jwt().orElseThrow();
    assertThat(jwt.key().getEncoded()).hasSize(32);
    assertThat(jwt.issuer()).contains("https://id.example");
    assertThat(jwt.audience()).contains("calls");
    assertThat(app.needsToken()).isTrue();
    assertThat(app.toString()).doesNotContain("xxxx");
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "RSA, 4096", "EC, 256"})
  void aPublicKeyIsReadFromAFile(String algorithm, int size) throws Exception {
    KeyPair keys = keys(algorithm, size);
    write(keys);
    assertThat(app("jwt: {public-key: \"${file:key.pem}\"}").jwt().orElseThrow().key())
        .isEqualTo(keys.getPublic());
  }

  @ParameterizedTest
  @CsvSource({"RSA, 1024", "EC, 384", "Ed25519, 255"})
  void aKeyThatCannotBeUsedIsRefused(String algorithm, int size) throws Exception {
    write(keys(algorithm, size));
    assertThat(errors("jwt: {public-key: \"${file:key.pem}\"}"))
        .containsExactly(
            "bridge.yaml:1:34: What ${file:key.pem} stands for cannot be used; expected a public"
                + " key in PEM, best as ${file:path}: RSA of at least 2048 bits, or P-256.");
  }

  @Test
  void devicesAreOneUnlessSaidOtherwise() {
    assertThat(app("jwt: {secret: \"${LONG}\"}").severalDevices()).isFalse();
    assertThat(app("devices: one").severalDevices()).isFalse();
    assertThat(app("devices: several").severalDevices()).isTrue();
    assertThat(errors("devices: two").toString()).contains("one of: one, several");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(errors("jwt: {}").toString()).contains("None of the keys secret, public-key");
    assertThat(errors("jwt: {secret: \"${LONG}\", public-key: x}").toString())
        .contains("More than one");
    assertThat(errors("jwt: {secret: \"${SHORT}\"}").toString())
        .contains("This secret cannot be used; expected a secret of at least 32 bytes")
        .doesNotContain("hush");
    assertThat(errors("jwt: {public-key: nonsense}").toString())
        .contains("This is no public key in PEM.");
  }

  private App app(String keys) {
    LoadResult result = load(keys);
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) result).config().apps().get(0);
  }

  private List<String> errors(String keys) {
    return load(keys) instanceof LoadResult.Invalid invalid
        ? invalid.errors().stream().map(ConfigError::toString).toList()
        : List.of();
  }

  private LoadResult load(String keys) {
    Map<String, String> variables = Map.of("LONG", "x".repeat(32), "SHORT", "hush");
    Environment environment =
        new Environment(name -> Optional.ofNullable(variables.get(name)), directory);
    return ConfigLoader.load("apps: [{id: a, " + keys + "}]\n" + REST, "bridge.yaml", environment);
  }

  private void write(KeyPair keys) throws IOException {
    Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }

  private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }
}
