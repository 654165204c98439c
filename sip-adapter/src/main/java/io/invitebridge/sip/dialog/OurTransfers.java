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
import io.invitebridge.sip.message.SipFragment;
import io.invitebridge.sip.translate.TransferTarget;
import io.invitebridge.sip.transport.ServerCall;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The other party of the call wants the peer to call somebody else: REFER to a peer that knows it
 * (RFC 3515). The target is a user of ours, so the peer's call comes in here and goes by the
 * routes; its NOTIFYs are told to the other party. One transfer at a time. Lane-confined.
 */
final class OurTransfers {
  private final DialogParts parts;
  private Optional<Asked> current = Optional.empty();

  /** A transfer that the peer has been asked for. */
  private static final class Asked {
    private Worker.Cancellation deadline = () -> {};
    private boolean trying;
  }

  OurTransfers(DialogParts parts) {
    this.parts = parts;
  }

  /**
   * @param busy whether the peer wants the other party transferred
   */
  void request(SessionChange request, boolean busy) {
    Optional<String> target = TransferTarget.of(request);
    if (target.isEmpty()) {
      refused(400, "The target cannot be called");
    } else if (busy || current.isPresent()) {
      refused(491, "Another transfer is under way");
    } else if (!parts.rules().followsTransfers() || !parts.dialog().allowsRefer()) {
      refused(405, "The party cannot be transferred");
    } else {
      refer(target.get());
    }
  }

  /**
   * Who wanted the transfer waits for it no longer; a peer that has been asked cannot be stopped.
   */
  void withdrawn() {
    forget();
  }

  /** The call ends. */
  void end() {
    forget();
  }

  /** RFC 6665 section 4.1.3: 481 for a subscription that is not known. */
  void notified(ServerCall call) {
    SIPRequest notify = call.request();
    if (!parts.rules().followsTransfers()) {
      parts.refuse(call, Complaint.of(405, "Method Not Allowed", Offered.methods(parts.rules())));
    } else if (!isOfTransfer(notify)) {
      parts.refuse(call, Complaint.of(489, "Bad Event", new HeaderLine("Allow-Events", "refer")));
    } else if (current.isEmpty()) {
      parts.refuse(call, Complaint.of(481, "Subscription Does Not Exist"));
    } else {
      call.respond(parts.response(call, 200, List.of()));
      heard(SipFragment.status(Received.body(notify)), isLast(notify));
    }
  }

  private void heard(OptionalInt status, boolean last) {
    int said = status.orElse(100);
    if (said >= 300) {
      failed(said, "The target was not reached");
    } else if (said >= 200) {
      forget();
      tell(TransferTarget.step(Kind.TRANSFER_DONE));
    } else if (last) {
      failed(408, "The party says no more of the transfer");
    } else {
      trying();
    }
  }

  private void refer(String target) {
    Asked asked = new Asked();
    current = Optional.of(asked);
    asked.deadline =
        parts.lane().after(TheirTransfers.LONGEST, () -> failed(408, "The party says no more"));
    SIPRequest refer = parts.dialog().request(MethodNames.REFER);
    Requests.add(refer, parts.contact());
    String uri = parts.world().identity().contact(parts.dialog().peer(), target).value();
    Requests.add(refer, new HeaderLine("Refer-To", uri));
    parts
        .world()
        .transport()
        .send(
            refer,
            parts.dialog().nextHop(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                if (response.getStatusCode() >= 200) {
                  parts.lane().execute(() -> answered(asked, response.getStatusCode()));
                }
              }

              @Override
              public void onFailure(Failure failure) {
                parts.lane().execute(() -> answered(asked, 408));
              }
            });
  }

  private void answered(Asked asked, int status) {
    if (current.filter(asked::equals).isEmpty()) {
      return;
    }
    if (status < 300) {
      trying();
    } else {
      failed(status, "The party does not take the transfer");
    }
  }

  /** A NOTIFY may come before the answer to the REFER. */
  private void trying() {
    current
        .filter(asked -> !asked.trying)
        .ifPresent(
            asked -> {
              asked.trying = true;
              tell(TransferTarget.step(Kind.TRANSFER_TRYING));
            });
  }

  private void failed(int status, String phrase) {
    forget();
    refused(status, phrase);
  }

  private void refused(int status, String phrase) {
    tell(TransferTarget.failed(status, phrase));
  }

  private void forget() {
    current.ifPresent(asked -> asked.deadline.cancel());
    current = Optional.empty();
  }

  private void tell(SessionChange step) {
    parts.owner().onSessionChange(step);
  }

  private static boolean isOfTransfer(SIPRequest notify) {
    return Received.values(notify, "Event").stream()
        .map(value -> value.split(";", 2)[0].strip())
        .anyMatch("refer"::equalsIgnoreCase);
  }

  private static boolean isLast(SIPRequest notify) {
    return Received.values(notify, "Subscription-State").stream()
        .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("terminated"));
  }
}
