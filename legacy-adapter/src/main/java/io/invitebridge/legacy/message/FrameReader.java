package io.invitebridge.legacy.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.invitebridge.legacy.message.Params.WrongShape;

/**
 * Reads text frames. Every text has an answer; nothing is thrown for what a peer sent. Refused are
 * nesting deeper than 16 and anything after the array. Any thread.
 */
public final class FrameReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_CHARACTERS = 256;
  private static final int MAX_NUMBER_CHARACTERS = 32;
  private static final int MAX_ID_CHARACTERS = 64;

  private final ObjectMapper mapper;
  private final CallReader calls = new CallReader();

  /**
   * @param maxCharacters the longest string inside a frame
   */
  public FrameReader(int maxCharacters) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(maxCharacters)
                    .maxNameLength(MAX_NAME_CHARACTERS)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .build())
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  public Inbound read(String frame) {
    JsonNode root;
    try {
      root = mapper.readTree(frame);
    } catch (JsonProcessingException broken) {
      return new Inbound.Malformed("not a JSON text that this server accepts");
    }
    if (!root.isArray() || root.size() != 2 || !root.path(0).isTextual()) {
      return new Inbound.Malformed("not an array of an event and one argument");
    }
    String event = root.path(0).textValue();
    JsonNode argument = root.path(1);
    return switch (event) {
      case "login" -> login(argument);
      case "ping" -> ping(argument);
      case "call2" -> request(argument);
      default -> new Inbound.Ignored(event);
    };
  }

  private static Inbound login(JsonNode argument) {
    if (!argument.isObject()) {
      return new Inbound.Malformed("a login without an object");
    }
    try {
      Params params = new Params(argument);
      return new Inbound.Login(
          params.textOrEmpty("vid"),
          params.textOrEmpty("account"),
          params.textOrEmpty("token"),
          Device.of(argument.path("device").asText()));
    } catch (WrongShape wrong) {
      return new Inbound.Malformed("in the login, " + wrong.getMessage());
    }
  }

  private static Inbound ping(JsonNode number) {
    return number.isContainerNode() || number.toString().length() > MAX_ID_CHARACTERS
        ? new Inbound.Malformed("a ping with more than a number")
        : new Inbound.Ping(number.toString());
  }

  private Inbound request(JsonNode argument) {
    JsonNode name = argument.path(0);
    JsonNode id = argument.path(1);
    JsonNode args = argument.path(2);
    boolean usableId =
        (id.isIntegralNumber() || id.isTextual()) && id.toString().length() <= MAX_ID_CHARACTERS;
    if (!argument.isArray() || !name.isTextual() || !usableId) {
      return new Inbound.Malformed("a call2 without a function and a call id");
    }
    CallId callId = new CallId(id.toString());
    if (argument.size() != 3 || !args.isObject()) {
      return new Inbound.BadRequest(callId, Failure.WRONG_PARAM);
    }
    try {
      Params params = new Params(args);
      return calls
          .read(name.textValue(), params)
          .<Inbound>map(call -> new Inbound.Request(callId, line(params), call))
          .orElseGet(() -> new Inbound.BadRequest(callId, Failure.UNKNOWN_FUNCTION));
    } catch (WrongShape wrong) {
      return new Inbound.BadRequest(callId, Failure.WRONG_PARAM);
    }
  }

  private static String line(Params params) {
    try {
      return params.textOrEmpty("line");
    } catch (WrongShape wrong) {
      return "";
    }
  }
}
