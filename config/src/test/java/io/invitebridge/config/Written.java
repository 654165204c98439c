package io.invitebridge.config;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that are written by tests. */
final class Written {
  private Written() {}

  /** The directory of this module, wherever the tests are started. */
  static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("examples")) ? here : here.resolve("config");
  }

  /** Fails when the file differs, after writing it, so that the difference can be looked at. */
  static void mustBe(Path file, String text) throws IOException {
    String present = Files.exists(file) ? Files.readString(file) : "";
    if (!present.equals(text)) {
      Files.writeString(file, text);
      fail("%s was not what the code says; it is written now. Look at it and commit it.", file);
    }
  }
}
