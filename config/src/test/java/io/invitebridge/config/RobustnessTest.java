package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.source.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes in, a {@link LoadResult} comes out, and soon. */
class RobustnessTest {
  private static final Environment ENVIRONMENT =
      new Environment(name -> Optional.of("value-of-" + name), Path.of("target"));

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomBytesAreInvalid(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      assertThat(load(new String(bytes, StandardCharsets.ISO_8859_1)))
          .isInstanceOf(LoadResult.Invalid.class);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damagedConfigurationsGiveAResult(int seed) throws IOException {
    Random random = new Random(seed);
    String alphabet = "{}[]:,-\"'#&*!|>%@`\\$ \n\t0aé\u0000\uD83D";
    String good = Files.readString(Written.module().resolve("examples/office-pbx.yaml"));
    for (int i = 0; i < 50; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int damage = 0; damage <= random.nextInt(6); damage++) {
        int at = random.nextInt(Math.max(1, text.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.delete(at, at + 1);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.setLength(Math.max(1, at));
        }
      }
      assertThat(load(text.toString())).isNotNull();
    }
  }

  @Test
  void aliasesCannotBlowItUp() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String ten = ("*a" + (i - 1) + ", ").repeat(10);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ten));
    }
    assertThat(invalid(bomb.toString())).contains("when its aliases are followed");
  }

  @Test
  void recursionIsRefused() {
    assertThat(invalid("apps: &a [*a]\n")).contains("stands within its own anchor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "!!x ", "&a ", "'", "\"\\", "# ", "a: |\n  "})
  void longRepetitionsEndSoon(String piece) {
    String text = piece.repeat(100_000 / piece.length());
    assertThat(Duration.ofSeconds(20))
        .isGreaterThan(timed(() -> assertThat(load(text)).isInstanceOf(LoadResult.Invalid.class)));
  }

  @Test
  void aTextFromAWindowsEditorIsRead() {
    String text = "\uFEFF" + ConfigLoader.defaultText().replace("\n", "\r\n");
    assertThat(load(text)).isInstanceOf(LoadResult.Loaded.class);
    assertThat(invalid(text.replace("listen:", "lisen:"))).contains("bridge.yaml:4:1: Unknown key");
  }

  @Test
  void aHugeTextIsNotRead() {
    assertThat(invalid("#".repeat(1024 * 1024 + 1))).contains("more than 1048576 characters");
  }

  @Test
  void fileTroubleIsAnError(@TempDir Path directory) throws IOException {
    Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xe4});
    assertThat(ConfigLoader.load(latin, name -> Optional.empty()).toString())
        .contains("The file is not UTF-8 text.");
    assertThat(ConfigLoader.load(directory.resolve("no.yaml"), name -> Optional.empty()).toString())
        .contains("There is no such file.");
    assertThat(ConfigLoader.load(directory, name -> Optional.empty()))
        .isInstanceOf(LoadResult.Invalid.class);
  }

  private static LoadResult load(String text) {
    return ConfigLoader.load(text, "bridge.yaml", ENVIRONMENT);
  }

  private static String invalid(String text) {
    return load(text) instanceof LoadResult.Invalid invalid
        ? List.copyOf(invalid.errors()).toString()
        : "";
  }

  private static Duration timed(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
