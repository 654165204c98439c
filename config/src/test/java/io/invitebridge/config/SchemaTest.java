package io.invitebridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class SchemaTest {
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ConfigSchema.json(), InputFormat.JSON);

  @Test
  void theCommittedSchemaIsTheCode() throws IOException {
    Written.mustBe(Written.module().resolve("schema.json"), ConfigSchema.json());
  }

  static Stream<Path> examples() throws IOException {
    return Files.list(Written.module().resolve("examples"))
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreValid(Path example) throws IOException {
    assertThat(errors(Files.readString(example))).isEmpty();
  }

  @Test
  void theDefaultIsValid() {
    assertThat(errors(ConfigLoader.defaultText())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps: []\nlisten: {}\nroutes: [{name: r, refuse: busy}]",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r}]",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r, refuse: bussy}]",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r, ring: [{rtm: a, legacy: b}]}]",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r, ring: [{rtm: a}], fro: 1s}]",
        "apps: [{id: a}]\nlisten: {sip: 'sctp://x:1'}\nroutes: [{name: r, refuse: busy}]",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r, refuse: busy}]\ntimers: {ring: 45}",
        "apps: [{id: a}]\nlisten: {}\nroutes: [{name: r, refuse: busy}]\nrtm: {connections: 0}"
      })
  void mistakesAreNot(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
  }

  private List<Error> errors(String yaml) {
    LoadSettings core = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode tree = new ObjectMapper().valueToTree(new Load(core).loadFromString(yaml));
    return schema.validate(tree);
  }
}
