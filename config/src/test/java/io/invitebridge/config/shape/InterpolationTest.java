package io.invitebridge.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.source.Environment;
import io.invitebridge.config.source.Position;
import io.invitebridge.config.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "plain $1 {to.user}, plain $1 {to.user}",
    "${HOST}, pbx",
    "sip:${HOST}:${PORT}, sip:pbx:5060",
    "${NOPE:-other}, other",
    "${NOPE:-}!, !",
    "${HOST:-other}, pbx",
    "$${HOST}, ${HOST}",
    "a$${b}-${HOST}, a${b}-pbx"
  })
  void resolves(String text, String expected) {
    assertThat(resolve(text, Path.of(""))).contains(expected);
    assertThat(problems).isEmpty();
  }

  @Test
  void aFileIsReadBesideTheConfigurationWithoutItsLineEnd(@TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("password"), "hush ü\n");
    assertThat(resolve("<${file:password}>", directory)).contains("<hush ü>");
  }

  @Test
  void filesThatAreNoSecretsAreProblems(@TempDir Path directory) throws IOException {
    Files.write(directory.resolve("large"), new byte[70_000]);
    Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});
    assertThat(resolve("${file:large}", directory)).isEmpty();
    assertThat(resolve("${file:binary}", directory)).isEmpty();
    assertThat(resolve("${file:}", directory)).isEmpty();
    assertThat(resolve("${file:a\u0000b}", directory)).isEmpty();
    assertThat(problems)
        .satisfiesExactly(
            first -> assertThat(first).contains("larger than"),
            second -> assertThat(second).contains("not UTF-8"),
            third -> assertThat(third).contains("cannot be read"),
            fourth -> assertThat(fourth).contains("cannot be read"));
  }

  private Optional<String> resolve(String text, Path directory) {
    Map<String, String> variables = Map.of("HOST", "pbx", "PORT", "5060");
    Environment environment =
        new Environment(name -> Optional.ofNullable(variables.get(name)), directory);
    YamlNode.Scalar scalar = new YamlNode.Scalar(Position.startOf("bridge.yaml"), text, true);
    return new Interpolation(environment).resolve(scalar, problems::add);
  }
}
