package io.invitebridge.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/states.md says what the machine does. */
class StatesPageTest {
  private static final String UPDATE = "update.docs";

  @Test
  void theCommittedPageIsWhatTheMachineDoes() throws IOException {
    Path page = Path.of("..", "docs", "states.md");
    String written = new StatesPage().write();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(page, written);
    }
    assertThat(Files.exists(page) ? Files.readString(page) : "")
        .as(
            "docs/states.md differs from the machine. If the change is meant, rewrite the page with"
                + " mvn test -pl bridge-core -Dtest=StatesPageTest -D%s=true and commit it.",
            UPDATE)
        .isEqualTo(written);
  }
}
