package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.extensions.ReplacesHeader;
import gov.nist.javax.sip.message.SIPRequest;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SessionChange.Kind;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.ReferToHeader;

/**
 * Whom a transfer leads to, in a REFER's Refer-To (RFC 3515 section 2.1) and in an app's text. The
 * host of the URI is not looked at: the target is whom a route finds for its user part, as with a
 * Request-URI. Pure.
 */
public final class TransferTarget {
  private static final String MEMBER = "target";

  private TransferTarget() {}

  /** A REFER's target, or why the REFER cannot be followed. */
  public record Reading(Optional<SessionChange> request, Optional<Complaint> complaint) {
    private static Reading of(Content content) {
      return new Reading(Optional.of(new SessionChange(Kind.TRANSFER, content)), Optional.empty());
    }

    private static Reading no(Complaint complaint) {
      return new Reading(Optional.empty(), Optional.of(complaint));
    }
  }

  /**
   * Reads a REFER. Only an INVITE without headers of the peer's choice is ever made of it.
   *
   * @param profile of the trunk that it came from
   */
  public static Reading read(SIPRequest refer, TrunkProfile profile) {
    if (Received.values(refer, ReferToHeader.NAME).size() != 1
        || !(refer.getHeader(ReferToHeader.NAME) instanceof ReferToHeader header)
        || header.getAddress() == null) {
      return Reading.no(Complaint.badRequest("One Refer-To is wanted"));
    }
    URI uri = header.getAddress().getURI();
    Optional<Complaint> complaint =
        uri instanceof SipUri sip
            ? objection(sip)
            : uri instanceof TelURL
                ? Optional.empty()
                : Optional.of(Complaint.of(416, "Unsupported URI Scheme"));
    return complaint.map(Reading::no).orElseGet(() -> named(Person.user(uri), profile));
  }

  /** The target that an app names; empty when it names nobody who can be called. */
  public static Optional<String> of(SessionChange request) {
    return JsonContent.member(request.content(), MEMBER).filter(TransferTarget::isCallable);
  }

  /** A step of a transfer that says no more than its kind. */
  public static SessionChange step(Kind kind) {
    return new SessionChange(kind, Content.EMPTY);
  }

  /** A transfer that came to nothing, with the status that says why. */
  public static SessionChange failed(int status, String phrase) {
    return new SessionChange(Kind.TRANSFER_FAILED, SipToCore.failureText(status, phrase));
  }

  /** The status of a transfer that came to nothing: what the text says, else 603. */
  public static int status(SessionChange failed) {
    int status = JsonContent.number(failed.content(), "status").orElse(603);
    return status >= 300 && status <= 699 ? status : 603;
  }

  private static Optional<Complaint> objection(SipUri uri) {
    String method = uri.getMethodParam();
    if (method != null && !method.equalsIgnoreCase(MethodNames.INVITE)) {
      return Optional.of(Complaint.of(403, "Only calls are transferred"));
    }
    List<String> headers = new ArrayList<>();
    uri.getHeaderNames().forEachRemaining(headers::add);
    if (headers.stream().anyMatch(ReplacesHeader.NAME::equalsIgnoreCase)) {
      // RFC 5589 section 7: the bridge cannot give a dialog of its own to another one.
      return Optional.of(Complaint.of(603, "Attended transfer is not supported"));
    }
    return headers.isEmpty()
        ? Optional.empty()
        : Optional.of(Complaint.of(403, "The target must not carry headers"));
  }

  private static Reading named(String user, TrunkProfile profile) {
    String target = PhoneNumbers.fromTrunk(user, profile.numbers());
    return !isCallable(target)
        ? Reading.no(Complaint.of(404, "Not Found"))
        : Reading.of(new Content(JsonContent.text(JsonContent.newObject().put(MEMBER, target))));
  }

  private static boolean isCallable(String target) {
    try {
      return new CalleeName(target).value().equals(target);
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
