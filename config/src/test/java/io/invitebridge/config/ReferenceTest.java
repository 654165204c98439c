package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.config.keys.RootKeys;
import io.invitebridge.config.shape.Key;
import io.invitebridge.config.shape.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every key, with its type and default, as the code has it. */
class ReferenceTest {
  private static final String BEGIN = "<!-- written by ReferenceTest: keys -->\n";
  private static final String END = "<!-- end of keys -->\n";

  private final Map<Section<?>, List<String>> paths = new IdentityHashMap<>();
  private final Map<Integer, Section<?>> order = new LinkedHashMap<>();

  @Test
  void theCommittedReferenceIsTheCode() throws IOException {
    Path file = Written.module().resolveSibling("docs").resolve("configuration.md");
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);
    Written.mustBe(file, text.substring(0, begin) + reference() + text.substring(end));
  }

  private String reference() {
    collect("", RootKeys.SECTION);
    StringBuilder out = new StringBuilder();
    order.values().forEach(section -> append(section, out));
    return out.append('\n').toString();
  }

  private void collect(String path, Section<?> section) {
    List<String> known = paths.computeIfAbsent(section, s -> new ArrayList<>());
    known.add(path);
    if (known.size() == 1) {
      order.put(order.size(), section);
      for (Key<?> key : section.keys()) {
        String inner = path.isEmpty() ? key.name() : path + "." + key.name();
        key.shape().section().ifPresent(found -> collect(inner, found));
      }
    }
  }

  private void append(Section<?> section, StringBuilder out) {
    List<String> at = paths.getOrDefault(section, List.of());
    String title =
        at.equals(List.of(""))
            ? "The top of the file"
            : at.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
    out.append("\n### ").append(title).append("\n\n");
    out.append("| key | value | default | meaning |\n|---|---|---|---|\n");
    for (Key<?> key : section.keys()) {
      out.append("| `").append(key.name()).append("` | ");
      out.append(cell(key.shape().expected())).append(" | ");
      out.append(key.required() ? "**required**" : cell(key.fallback())).append(" | ");
      out.append(cell(key.meaning())).append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
