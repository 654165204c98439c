package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Android's API level 24 has the classes of Java 8 without java.time and java.util.Base64. The
 * language may be newer: Android's tools translate it.
 */
class AndroidTest {
  private static final Path SOURCES = Path.of("src/main/java");

  @Test
  void library_compilesAgainstJava8(@TempDir Path output) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("--release", "8", "-proc:none", "-nowarn", "-d", output.toString());
      compiler
          .getTask(
              null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources()))
          .call();
    }

    assertThat(problems.getDiagnostics())
        .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
  }

  @Test
  void library_usesNothingThatCameToAndroidLater() throws IOException {
    for (Path source : sources()) {
      assertThat(Files.readString(source))
          .as("%s", source)
          .doesNotContain("java.time", "java.util.Base64", "java.net.http");
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
