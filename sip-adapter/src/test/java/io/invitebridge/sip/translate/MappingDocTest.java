package io.invitebridge.sip.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.sip.translate.ReasonTable.Answer;
import io.invitebridge.sip.translate.StatusTable.Meaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/mapping.md shows the code tables as they are; who changes one changes the other. */
class MappingDocTest {
  private static final Path DOC = Path.of("..", "docs", "mapping.md");

  @Test
  void sip_status_to_outcome() throws IOException {
    assertThat(rows("SIP status to outcome")).isEqualTo(statuses());
  }

  @Test
  void refusal_to_sip_status() throws IOException {
    List<String> code = new ArrayList<>();
    for (RefuseReason reason : RefuseReason.values()) {
      Answer answer = ReasonTable.refused(reason);
      code.add(row(reason.name(), Integer.toString(answer.status()), code(answer.reason())));
    }
    assertThat(rows("Refusal to SIP status")).isEqualTo(code);
  }

  @Test
  void end_to_sip_status() throws IOException {
    List<String> code = new ArrayList<>();
    for (EndReason reason : EndReason.values()) {
      Answer answer = ReasonTable.ended(reason);
      code.add(row(reason.name(), Integer.toString(answer.status()), code(answer.reason())));
    }
    assertThat(rows("End to SIP status")).isEqualTo(code);
  }

  @Test
  void end_to_reason() throws IOException {
    List<String> code = new ArrayList<>();
    for (EndReason reason : EndReason.values()) {
      code.add(row(reason.name(), code(ReasonTable.closing(reason))));
    }
    assertThat(rows("End to Reason")).isEqualTo(code);
  }

  /** The rule of each class of statuses first, then the statuses that differ from it. */
  private static List<String> statuses() {
    List<String> rows = new ArrayList<>();
    for (int hundreds = 3; hundreds <= 6; hundreds++) {
      // 99 of each class is assigned to nothing, so it shows the rule.
      Meaning rule = StatusTable.of(hundreds * 100 + 99);
      rows.add(row("other " + hundreds + "xx", words(rule)));
      int from = hundreds * 100;
      IntStream.range(from, from + 99)
          .filter(status -> !StatusTable.of(status).equals(rule))
          .forEach(
              status -> rows.add(row(Integer.toString(status), words(StatusTable.of(status)))));
    }
    return rows;
  }

  private static String words(Meaning meaning) {
    String event =
        meaning
            .refusal()
            .map(reason -> "Refused " + reason)
            .orElseGet(
                () -> "LegFailed " + meaning.failure().map(LegFailure::name).orElse("NO_RESPONSE"));
    return event + " | " + code(meaning.word());
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  /** The rows of the table under a heading, without its two head lines. */
  private static List<String> rows(String heading) throws IOException {
    List<String> lines = Files.readAllLines(DOC);
    int start = lines.indexOf("### " + heading);
    assertThat(start).as("heading " + heading).isNotNegative();
    return lines.subList(start + 1, lines.size()).stream()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .toList();
  }
}
