package io.invitebridge.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.config.keys.RootKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (draft 2020-12) that YAML editors use. It comes from the keys that the loader
 * validates with. What a schema cannot say (references, clocks, rules that are never reached) only
 * the loader says.
 */
public final class ConfigSchema {
  private static final String PROPERTIES = "properties";

  private ConfigSchema() {}

  /** The schema as text, always the same for the same keys. */
  public static String json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Configuration of the invitation bridge");
    RootKeys.SECTION.schema().forEach((key, value) -> schema.put(key, ordered(key, value)));
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The schema is not JSON.", e);
    }
  }

  /** Keys of ours stay in the order of the reference, words of the schema language are sorted. */
  private static Object ordered(String name, Object value) {
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(item -> out.add(ordered("", item)));
      return out;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> out = name.equals(PROPERTIES) ? new LinkedHashMap<>() : new TreeMap<>();
      map.forEach((key, item) -> out.put((String) key, ordered((String) key, item)));
      return out;
    }
    return value;
  }
}
