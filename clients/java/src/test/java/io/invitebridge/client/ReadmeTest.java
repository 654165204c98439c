package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void programOfTheReadme_isTheOneThatCompiles() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String program =
        Files.readString(Path.of("src/test/java/io/invitebridge/client/sample/FirstCall.java"));

    assertThat(readme).contains("```java\n" + program + "```\n");
  }
}
