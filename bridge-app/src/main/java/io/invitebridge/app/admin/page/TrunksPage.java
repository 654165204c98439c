package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Request;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The SIP peers of the configuration, in its order. */
public final class TrunksPage {
  private final Supplier<List<Entry>> trunks;

  /**
   * One SIP peer.
   *
   * @param uri where calls to it go
   * @param acceptFrom the addresses its calls come from
   * @param openCalls invitations and calls that it is a party of
   * @param state what is known of its health and registration, by name; texts and numbers only
   */
  public record Entry(
      String name, String uri, List<String> acceptFrom, long openCalls, Map<String, String> state) {
    public Entry {
      acceptFrom = List.copyOf(acceptFrom);
    }
  }

  public TrunksPage(Supplier<List<Entry>> trunks) {
    this.trunks = trunks;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.read("/trunks", request -> list()), Operation.read("/trunks/{name}", this::show));
  }

  private Answer list() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode list = page.putArray("trunks");
    trunks.get().forEach(entry -> list.add(written(entry)));
    return Answer.json(200, page);
  }

  private Answer show(Request request) {
    String name = request.value("name");
    return trunks.get().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .map(entry -> Answer.json(200, written(entry)))
        .orElseThrow(() -> ComplaintException.notFound("There is no trunk \"" + name + "\"."));
  }

  private static ObjectNode written(Entry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", entry.name());
    node.put("uri", entry.uri());
    ArrayNode from = node.putArray("acceptFrom");
    entry.acceptFrom().forEach(from::add);
    node.put("openCalls", entry.openCalls());
    entry.state().forEach(node::put);
    return node;
  }
}
