package io.invitebridge.app.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InviteeLeg;
import io.invitebridge.core.invitation.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** The invitations and sessions that are open, the oldest first; who and where, never what. */
public final class CallsPage implements Page {
  /** A listing is for eyes; the number of open ones is always exact. */
  private static final int LONGEST_LISTING = 1_000;

  private final Supplier<List<Invitation>> open;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param clock the one that the invitations' times were read from
   */
  public CallsPage(Supplier<List<Invitation>> open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  @Override
  public Answer read() {
    List<Invitation> invitations = open.get();
    Instant now = clock.instant();
    ObjectNode page = json.createObjectNode();
    page.put("open", invitations.size());
    ArrayNode calls = page.putArray("calls");
    invitations.stream()
        .sorted(Comparator.comparing(Invitation::bornAt))
        .limit(LONGEST_LISTING)
        .forEach(invitation -> write(calls.addObject(), invitation, now));
    try {
      return Answer.json(200, json.writerWithDefaultPrettyPrinter().writeValueAsString(page));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
    }
  }

  private static void write(ObjectNode call, Invitation invitation, Instant now) {
    call.put("id", invitation.id().toString());
    call.put("state", invitation.state().toString());
    call.put("route", invitation.plan().map(Plan::route).orElse(""));
    call.put("caller", invitation.origin().caller().toString());
    call.put("called", invitation.origin().callee().toString());
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
