package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Request;
import io.invitebridge.sip.CallTraces;
import io.invitebridge.sip.CallTraces.Call;
import io.invitebridge.sip.CallTraces.Message;
import io.invitebridge.sip.CallTraces.Rule;
import io.invitebridge.sip.CallTraces.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /traces}: SIP messages of single calls, on demand. */
public final class TracesPage {
  private static final int DEFAULT_MINUTES = 60;

  private final Supplier<Optional<CallTraces>> traces;

  /**
   * @param traces empty when the bridge does not speak SIP
   */
  public TracesPage(Supplier<Optional<CallTraces>> traces) {
    this.traces = traces;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.change("POST", "/traces", this::begin),
        Operation.change("DELETE", "/traces/{id}", this::end),
        Operation.read("/traces", request -> list()));
  }

  private Answer begin(Request request) {
    JsonNode body = request.json(List.of("party", "calls", "bodies", "minutes"));
    Watch watch;
    try {
      watch =
          known()
              .begin(
                  new Rule(
                      body.path("party").asText("*"),
                      body.path("calls").asInt(1),
                      body.path("bodies").asBoolean(false),
                      Duration.ofMinutes(body.path("minutes").asInt(DEFAULT_MINUTES))));
    } catch (IllegalArgumentException e) {
      throw ComplaintException.badRequest(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new ComplaintException(409, String.valueOf(e.getMessage()));
    }
    return Answer.json(200, state(watch))
        .noting(
            "traces " + watch.left() + " calls" + (watch.rule().bodies() ? " with bodies" : ""));
  }

  private Answer end(Request request) {
    String id = request.value("id");
    if (!id.matches("\\d{1,9}") || !known().end(Integer.parseInt(id))) {
      throw ComplaintException.notFound("No trace has this number; /traces lists them.");
    }
    return Answer.json(200, JsonNodeFactory.instance.objectNode().put("id", id))
        .noting("traces no more");
  }

  private Answer list() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode rules = page.putArray("rules");
    known().rules().forEach(watch -> rules.add(state(watch)));
    ArrayNode calls = page.putArray("calls");
    known().calls().forEach(call -> calls.add(state(call)));
    return Answer.json(200, page);
  }

  private CallTraces known() {
    return traces
        .get()
        .orElseThrow(() -> ComplaintException.notFound("This bridge does not speak SIP."));
  }

  private static ObjectNode state(Watch watch) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", watch.id())
        .put("party", watch.rule().party())
        .put("callsLeft", watch.left())
        .put("bodies", watch.rule().bodies())
        .put("until", watch.until().toString());
  }

  private static ObjectNode state(Call call) {
    ObjectNode state =
        JsonNodeFactory.instance
            .objectNode()
            .put("callId", call.callId())
            .put("rule", call.rule())
            .put("begun", call.begun().toString())
            .put("cut", call.isCut());
    ArrayNode messages = state.putArray("messages");
    for (Message message : call.messages()) {
      messages
          .addObject()
          .put("at", message.at().toString())
          .put("direction", message.direction().name().toLowerCase(Locale.ROOT))
          .put("peer", message.peer())
          .put("text", message.text());
    }
    return state;
  }
}
