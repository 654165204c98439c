package io.invitebridge.app.admin.page;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much is logged, by logger. A change holds until the process ends. */
public final class LoggersPage {
  private static final List<String> LEVELS =
      List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private final LoggerContext context;

  public LoggersPage(LoggerContext context) {
    this.context = context;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.read("/loggers", request -> list()),
        Operation.read("/loggers/{name}", request -> Answer.json(200, state(known(request)))),
        Operation.change("PUT", "/loggers/{name}", this::set),
        Operation.change("DELETE", "/loggers/{name}", this::reset));
  }

  private Answer list() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode levels = page.putArray("levels");
    LEVELS.forEach(levels::add);
    ArrayNode loggers = page.putArray("loggers");
    context.getLoggerList().forEach(logger -> loggers.add(state(logger)));
    return Answer.json(200, page);
  }

  private Answer set(Request request) {
    Logger logger = known(request);
    JsonNode level = request.json(List.of("level")).path("level");
    if (!level.isTextual() || !LEVELS.contains(level.textValue())) {
      throw ComplaintException.badRequest(
          "The body must be {\"level\": ...} with one of " + String.join(", ", LEVELS) + ".");
    }
    logger.setLevel(Level.toLevel(level.textValue()));
    return Answer.json(200, state(logger)).noting("logs at " + level.textValue());
  }

  private Answer reset(Request request) {
    Logger logger = known(request);
    if (logger.getName().equals(org.slf4j.Logger.ROOT_LOGGER_NAME)) {
      throw new ComplaintException(409, "ROOT has no other logger to take its level from.");
    }
    logger.setLevel(null);
    return Answer.json(200, state(logger)).noting("logs as its parent does");
  }

  /** A logger that nothing uses would be made and kept for ever, so only known ones count. */
  private Logger known(Request request) {
    String name = request.value("name");
    return Optional.ofNullable(context.exists(name))
        .orElseThrow(
            () ->
                ComplaintException.notFound(
                    "Nothing has logged as \"" + name + "\" yet; /loggers lists the loggers."));
  }

  private static ObjectNode state(Logger logger) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("name", logger.getName());
    Stream.ofNullable(logger.getLevel()).forEach(level -> state.put("level", level.toString()));
    return state.put("effective", logger.getEffectiveLevel().toString());
  }
}
