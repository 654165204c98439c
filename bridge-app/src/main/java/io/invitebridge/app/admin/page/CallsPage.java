package io.invitebridge.app.admin.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.ComplaintException;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.Request;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationState;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.InvitationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The invitations and sessions that are open, the oldest first; who and where, never what. */
public final class CallsPage {
  /** A listing is for eyes; the number of open ones is always exact. */
  private static final int LONGEST_LISTING = 1_000;

  private final Calls calls;
  private final Clock clock;

  /** Where the calls are. Any thread. */
  public interface Calls {
    /** Those that have not ended. */
    List<Invitation> open();

    /** One of these, or one that ended a short while ago. */
    Optional<Invitation> find(InvitationId id);

    /** Ends it with a final word on every side. */
    void end(InvitationId id);

    /** Its messages as a drawing; empty when they are not remembered. */
    Optional<String> ladder(InvitationId id);
  }

  /**
   * @param clock the one that the invitations' times were read from
   */
  public CallsPage(Calls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  public List<Operation> operations() {
    return List.of(
        Operation.read("/calls", this::list, "state", "user", "limit"),
        Operation.read("/calls/{id}", this::show),
        Operation.read("/calls/{id}/ladder", this::ladder),
        Operation.change("DELETE", "/calls/{id}", this::end));
  }

  private Answer list(Request request) {
    List<Invitation> open = calls.open();
    Predicate<Invitation> wanted = state(request).and(user(request));
    int limit = request.number("limit", 1, LONGEST_LISTING).orElse(LONGEST_LISTING);
    Instant now = clock.instant();
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("open", open.size());
    ArrayNode shown = page.putArray("calls");
    open.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Invitation::bornAt))
        .limit(limit)
        .forEach(invitation -> write(shown.addObject(), invitation, now));
    return Answer.json(200, page);
  }

  private Answer show(Request request) {
    Invitation invitation = known(request);
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    write(page, invitation, clock.instant());
    page.put("ladder", "/calls/" + invitation.id() + "/ladder");
    return Answer.json(200, page);
  }

  private Answer ladder(Request request) {
    return calls
        .ladder(id(request))
        .map(drawing -> Answer.text(200, drawing))
        .orElseThrow(() -> unknown(request));
  }

  private Answer end(Request request) {
    Invitation invitation = known(request);
    if (invitation.isEnded()) {
      throw new ComplaintException(409, "The call " + invitation.id() + " has ended already.");
    }
    calls.end(invitation.id());
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("ending", invitation.id().toString());
    return Answer.json(202, page).noting("ends the call");
  }

  private Invitation known(Request request) {
    return calls.find(id(request)).orElseThrow(() -> unknown(request));
  }

  private static ComplaintException unknown(Request request) {
    return ComplaintException.notFound(
        "There is no call " + request.value("id") + ", or it is not remembered any more.");
  }

  private static InvitationId id(Request request) {
    try {
      return new InvitationId(request.value("id"));
    } catch (InvalidValueException e) {
      throw ComplaintException.badRequest("This is no id of a call: " + e.getMessage());
    }
  }

  private static Predicate<Invitation> state(Request request) {
    return request
        .parameter("state")
        .<Predicate<Invitation>>map(
            text -> {
              InvitationState wanted =
                  Stream.of(InvitationState.values())
                      .filter(state -> state.name().equals(text.toUpperCase(Locale.ROOT)))
                      .findFirst()
                      .orElseThrow(
                          () ->
                              ComplaintException.badRequest(
                                  "There is no state \""
                                      + text
                                      + "\"; expected one of "
                                      + List.of(InvitationState.values())
                                      + "."));
              return invitation -> invitation.state() == wanted;
            })
        .orElse(invitation -> true);
  }

  private static Predicate<Invitation> user(Request request) {
    return request
        .parameter("user")
        .<Predicate<Invitation>>map(text -> invitation -> isPartyOf(invitation, text))
        .orElse(invitation -> true);
  }

  private static boolean isPartyOf(Invitation invitation, String text) {
    return invitation.origin().caller().toString().contains(text)
        || invitation.origin().callee().toString().contains(text)
        || invitation.legs().stream().anyMatch(leg -> leg.address().toString().contains(text));
  }

  private static void write(ObjectNode call, Invitation invitation, Instant now) {
    call.put("id", invitation.id().toString());
    call.put("state", invitation.state().toString());
    invitation.end().ifPresent(reason -> call.put("end", reason.toString()));
    call.put("route", invitation.plan().map(Plan::route).orElse(""));
    call.put("caller", invitation.origin().caller().toString());
    call.put("called", invitation.origin().callee().toString());
    call.put("since", invitation.bornAt().truncatedTo(ChronoUnit.MILLIS).toString());
    call.put("ageSeconds", Duration.between(invitation.bornAt(), now).toSeconds());
    ArrayNode legs = call.putArray("callees");
    for (InviteeLeg leg : invitation.legs()) {
      ObjectNode written = legs.addObject();
      written.put("leg", leg.id().index());
      written.put("address", leg.address().toString());
      written.put("state", leg.state().toString());
    }
  }
}
