package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Responses;
import io.invitebridge.sip.message.SipFragment;
import io.invitebridge.sip.translate.TransferTarget;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer wants the other party of the call to call somebody else: REFER (RFC 3515, RFC 5589
 * section 6). The other party is asked; what it says becomes NOTIFYs of the subscription that the
 * REFER has made. One transfer at a time. Lane-confined.
 */
final class TheirTransfers {
  private static final Logger LOG = LoggerFactory.getLogger(TheirTransfers.class);

  /** How long the other party may say nothing at all: an app may have to ask its user. */
  static final Duration ANSWER_WAIT = Duration.ofSeconds(30);

  /** How long the whole may take (RFC 3261 section 16.6, Timer C). */
  static final Duration LONGEST = Duration.ofSeconds(180);

  private static final String EVENT = "refer";

  private final DialogParts parts;
  private Optional<Subscription> current = Optional.empty();
  private boolean another;

  /** What the peer hears of one transfer, one NOTIFY after the other: UDP keeps no order. */
  private final class Subscription {
    private final String event;
    private final boolean silent;
    private final ArrayDeque<SIPRequest> waiting = new ArrayDeque<>();
    private Worker.Cancellation deadline = () -> {};
    private boolean underWay;
    private boolean gone;

    /**
     * @param event with an id where the peer may have several (RFC 3515 section 2.4.6)
     * @param silent the peer wants to hear nothing (RFC 4488)
     */
    private Subscription(String event, boolean silent) {
      this.event = event;
      this.silent = silent;
    }

    private void tell(int status, String state) {
      if (silent || gone) {
        return;
      }
      SIPRequest notify = parts.dialog().request(MethodNames.NOTIFY);
      Requests.add(notify, parts.contact());
      Requests.add(notify, new HeaderLine("Event", event));
      Requests.add(notify, new HeaderLine("Subscription-State", state));
      Requests.addFragment(notify, SipFragment.of(status, Responses.standardPhrase(status)));
      waiting.add(notify);
      next();
    }

    private void next() {
      if (underWay || waiting.isEmpty()) {
        return;
      }
      underWay = true;
      send(
          waiting.remove(),
          taken -> {
            underWay = false;
            if (!taken) {
              // RFC 6665 section 4.2.2: a subscriber that does not take it has no subscription.
              gone = true;
              waiting.clear();
            }
            next();
          });
    }
  }

  private interface Answered {
    void taken(boolean taken);
  }

  TheirTransfers(DialogParts parts) {
    this.parts = parts;
  }

  /** True while the other party is at it. */
  boolean isUnderWay() {
    return current.isPresent();
  }

  void refer(ServerCall call) {
    Optional<Complaint> objection = objection();
    if (objection.isPresent()) {
      parts.refuse(call, objection.get());
      return;
    }
    SIPRequest refer = call.request();
    TransferTarget.Reading reading = TransferTarget.read(refer, parts.owner().profile());
    if (reading.complaint().isPresent()) {
      parts.refuse(call, reading.complaint().get());
      return;
    }
    boolean silent =
        Received.values(refer, "Refer-Sub").stream()
            .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("false"));
    List<HeaderLine> headers = new ArrayList<>(List.of(parts.contact()));
    if (silent) {
      headers.add(new HeaderLine("Refer-Sub", "false"));
    }
    call.respond(parts.response(call, 202, headers));
    Subscription made = new Subscription(event(refer), silent);
    current = Optional.of(made);
    another = true;
    made.tell(100, "active;expires=" + LONGEST.toSeconds());
    made.deadline = parts.lane().after(ANSWER_WAIT, this::notAnswered);
    reading.request().ifPresent(parts.owner()::onSessionChange);
  }

  /** The other party goes on with the transfer, or does not. */
  void step(SessionChange step) {
    if (current.isEmpty()) {
      return;
    }
    switch (step.kind()) {
      case TRANSFER_TRYING -> {
        current.get().deadline.cancel();
        current.get().deadline = parts.lane().after(LONGEST, this::notAnswered);
      }
      case TRANSFER_DONE -> over(200);
      case TRANSFER_FAILED -> over(TransferTarget.status(step));
      default -> LOG.debug("{} is no step of a transfer that the peer wants", step.kind());
    }
  }

  /** The call ends: the peer hears no more. */
  void end() {
    current.ifPresent(
        subscription -> {
          current = Optional.empty();
          subscription.deadline.cancel();
          subscription.tell(100, "terminated;reason=noresource");
        });
  }

  private Optional<Complaint> objection() {
    if (!parts.rules().followsTransfers()) {
      return Optional.of(Complaint.of(405, "Method Not Allowed", Offered.methods(parts.rules())));
    }
    return parts.owner().isUp() && current.isEmpty()
        ? Optional.empty()
        : Optional.of(Complaint.of(491, "Request Pending"));
  }

  private String event(SIPRequest refer) {
    return another ? EVENT + ";id=" + refer.getCSeq().getSeqNumber() : EVENT;
  }

  private void notAnswered() {
    if (current.isPresent()) {
      over(408);
      parts.owner().onSessionChange(TransferTarget.step(Kind.TRANSFER_WITHDRAWN));
    }
  }

  private void over(int status) {
    current.ifPresent(
        subscription -> {
          current = Optional.empty();
          subscription.deadline.cancel();
          subscription.tell(status, "terminated;reason=noresource");
        });
  }

  private void send(SIPRequest notify, Answered then) {
    parts
        .world()
        .transport()
        .send(
            notify,
            parts.dialog().nextHop(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                int status = response.getStatusCode();
                if (status >= 200) {
                  parts.lane().execute(() -> then.taken(status < 300));
                }
              }

              @Override
              public void onFailure(Failure failure) {
                parts.lane().execute(() -> then.taken(false));
              }
            });
  }
}
