package io.invitebridge.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The app users who have a session, in alphabetical order. */
public final class UsersPage implements Page {
  /** A listing is for eyes; the number of sessions is always exact. */
  private static final int LONGEST_LISTING = 1_000;

  private final Supplier<List<Entry>> present;
  private final ObjectMapper json = new ObjectMapper();

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

  @Override
  public Answer read() {
    List<Entry> entries = present.get();
    ObjectNode page = json.createObjectNode();
    page.put("sessions", entries.size());
    ArrayNode users = page.putArray("users");
    entries.stream()
        .sorted(
            Comparator.comparing(Entry::app)
                .thenComparing(Entry::user)
                .thenComparing(Entry::network))
        .limit(LONGEST_LISTING)
        .forEach(
            entry ->
                users
                    .addObject()
                    .put("app", entry.app())
                    .put("network", entry.network())
                    .put("user", entry.user())
                    .put("status", entry.status()));
    try {
      return Answer.json(200, json.writerWithDefaultPrettyPrinter().writeValueAsString(page));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
    }
  }
}
