package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Request;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The app users who have a session, in alphabetical order. */
public final class UsersPage {
  /** A listing is for eyes; the number of sessions is always exact. */
  private static final int LONGEST_LISTING = 1_000;

  private final Supplier<List<Entry>> present;

  /**
   * One user.
   *
   * @param network rtm or legacy
   * @param status ONLINE, or UNREACHABLE while a lost connection may be resumed
   */
  public record Entry(String app, String network, String user, String status) {}

  public UsersPage(Supplier<List<Entry>> present) {
    this.present = present;
  }

  public List<Operation> operations() {
    return List.of(Operation.read("/users", this::list, "app", "network", "user", "limit"));
  }

  private Answer list(Request request) {
    List<Entry> entries = present.get();
    int limit = request.number("limit", 1, LONGEST_LISTING).orElse(LONGEST_LISTING);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("sessions", entries.size());
    ArrayNode users = page.putArray("users");
    entries.stream()
        .filter(entry -> request.parameter("app").map(entry.app()::equals).orElse(true))
        .filter(entry -> request.parameter("network").map(entry.network()::equals).orElse(true))
        .filter(entry -> request.parameter("user").map(entry.user()::contains).orElse(true))
        .sorted(
            Comparator.comparing(Entry::app)
                .thenComparing(Entry::user)
                .thenComparing(Entry::network))
        .limit(limit)
        .forEach(
            entry ->
                users
                    .addObject()
                    .put("app", entry.app())
                    .put("network", entry.network())
                    .put("user", entry.user())
                    .put("status", entry.status()));
    return Answer.json(200, page);
  }
}
