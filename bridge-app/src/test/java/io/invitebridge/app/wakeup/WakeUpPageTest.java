package io.invitebridge.app.wakeup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/wake-up.md says what the code does, and its Java sample works. */
class WakeUpPageTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void every_event_is_explained() throws Exception {
    Matcher rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|$").matcher(page());
    List<String> told = rows.results().map(row -> row.group(1)).toList();
    assertThat(told)
        .containsExactlyElementsOf(Stream.of(NoticeKind.values()).map(NoticeKind::word).toList());
  }

  @Test
  void the_java_sample_compiles_and_knows_our_signature(@TempDir Path directory) throws Exception {
    Matcher block = Pattern.compile("(?s)```java\n(.*?)```").matcher(page());
    assertThat(block.find()).isTrue();
    Path source = directory.resolve("WakeUpReceiver.java");
    Files.writeString(source, block.group(1));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    assertThat(failed).isZero();

    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String signature = new Signature(SECRET).of(timestamp, "{}");
    assertThat(isGenuine(directory, timestamp, signature, "{}")).isTrue();
    assertThat(isGenuine(directory, timestamp, signature, "{ }")).isFalse();
    assertThat(
            isGenuine(directory, "1767225600", new Signature(SECRET).of("1767225600", "{}"), "{}"))
        .isFalse();
  }

  private static boolean isGenuine(Path classes, String timestamp, String signature, String body)
      throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, WakeUpPageTest.class.getClassLoader())) {
      Class<?> sample = loader.loadClass("WakeUpReceiver");
      Constructor<?> make = sample.getConstructor(String.class);
      Method judge =
          sample.getDeclaredMethod("isGenuine", String.class, String.class, byte[].class);
      judge.setAccessible(true);
      return (boolean)
          judge.invoke(make.newInstance(SECRET), timestamp, signature, body.getBytes(UTF_8));
    }
  }

  private static String page() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path docs = Files.exists(here.resolve("docs")) ? here.resolve("docs") : here.resolve("../docs");
    return Files.readString(docs.resolve("wake-up.md"));
  }
}
