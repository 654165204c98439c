package io.invitebridge.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Operation.Access;
import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.SipPhone;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/admin.openapi.yaml is what the code does. */
@Tag("loopback")
class OpenApiTest {
  private static final Path FILE = Path.of("../docs/admin.openapi.yaml");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  private final ObjectMapper json = new ObjectMapper();
  private final JsonNode document = json.valueToTree(yaml());

  @Test
  void each_operation_stands_in_the_file_with_its_parameters_and_access() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY)) {
      TreeMap<String, String> code = new TreeMap<>();
      for (Operation operation : new AdminPages(server).operations()) {
        code.put(
            operation.method() + " " + operation.path(),
            (operation.access() == Access.OPEN ? "open " : "")
                + new TreeSet<>(operation.parameters()));
      }
      assertThat(written()).isEqualTo(code);
    }
  }

  @Test
  void each_reference_leads_somewhere() {
    List<String> dead = new ArrayList<>();
    document
        .findValuesAsText("$ref")
        .forEach(
            ref -> {
              if (document.at(ref.substring(1)).isMissingNode()) {
                dead.add(ref);
              }
            });
    assertThat(dead).isEmpty();
  }

  @Test
  void what_the_pages_answer_is_what_the_file_says() throws Exception {
    TestConfig config = TestConfig.onFreePorts();
    AdminClient admin = new AdminClient(config.admin());
    try (BridgeServer server = BridgeServer.start(config.load(), TestConfig.NOBODY);
        SipPhone phone = new SipPhone(config.sip(), (isSent, name) -> {});
        ScriptedUser alice = new ScriptedUser(config.rtmUrl(), "trial", "alice")) {
      alice.login();
      PhoneCall call = phone.dial("alice");
      call.hears("180");
      String id = server.runtime().openInvitations().get(0).id().toString();

      for (Operation operation : new AdminPages(server).operations()) {
        if (operation.method().equals("GET")) {
          String path = operation.path().replace("{id}", id).replace("{name}", "ROOT");
          check(admin.send("GET", path, ""), "get", operation.path());
        }
      }
      check(admin.send("PUT", "/loggers/ROOT", "{\"level\":\"WARN\"}"), "put", "/loggers/{name}");
      check(admin.send("PUT", "/loggers/ROOT", "?"), "put", "/loggers/{name}");
      check(admin.send("POST", "/drain", ""), "post", "/drain");
      check(admin.send("GET", "/health/ready", ""), "get", "/health/ready");
      check(admin.send("POST", "/undrain", ""), "post", "/undrain");
      check(admin.send("DELETE", "/calls/" + id, ""), "delete", "/calls/{id}");
      check(admin.send("GET", "/calls/x-y", ""), "get", "/calls/{id}");
    }
  }

  private void check(HttpResponse<String> answer, String method, String path) throws IOException {
    JsonNode said =
        resolved(
            document
                .path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(answer.statusCode())));
    String where = method + " " + path + " " + answer.statusCode();
    assertThat(said.isObject()).as("documented: %s", where).isTrue();
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode schema = said.path("content").path(type).path("schema");
    assertThat(schema.isObject()).as("%s of %s", type, where).isTrue();
    if (type.equals("application/json")) {
      assertThat(errors(schema, answer.body())).as(where).isEmpty();
    }
  }

  /** Schemas refer to others by their place in the whole document. */
  private List<Error> errors(JsonNode schema, String body) {
    ObjectNode whole = document.deepCopy();
    schema.properties().forEach(member -> whole.set(member.getKey(), member.getValue()));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString(), InputFormat.JSON)
        .validate(body, InputFormat.JSON);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private TreeMap<String, String> written() {
    TreeMap<String, String> found = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            JsonNode what = operation.getValue();
                            found.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                (what.has("security") ? "open " : "")
                                    + new TreeSet<>(
                                        what.path("parameters").findValuesAsText("name")));
                          }
                        }));
    return found;
  }

  private static Object yaml() {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    } catch (IOException e) {
      throw new IllegalStateException("The OpenAPI file cannot be read.", e);
    }
  }
}
