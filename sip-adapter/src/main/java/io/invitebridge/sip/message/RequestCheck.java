package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.AcceptHeader;
import javax.sip.header.CSeqHeader;

/**
 * The checks of RFC 3261 section 8.2 on a parsed request, in that section's order: is it well
 * formed (400, 505), is it for a method and a URI we serve (405, 416), may it go on (483), does it
 * ask for an extension (420), can we read its body (413, 415, 400) and will it read ours (406).
 */
public final class RequestCheck {
  /** More hops than the largest sensible Max-Forwards lets a request make. */
  private static final int MOST_VIAS = 100;

  /** A header of these names that cannot be read makes the request unusable; others are ignored. */
  private static final Set<String> NEEDED =
      Set.of(
          "contact",
          "m",
          "max-forwards",
          "expires",
          "require",
          "record-route",
          "route",
          "content-type",
          "c",
          "accept");

  /** The texts of invitations and answers. */
  private static final String OWN_TYPES = "application/vnd.invitation-bridge.";

  private RequestCheck() {}

  /** Empty when the request may be served. */
  public static Optional<Complaint> check(SIPRequest request, MessageLimits limits) {
    return SipReader.complaint(request)
        .or(() -> form(request))
        .or(() -> unreadable(request))
        .or(() -> method(request))
        .or(() -> uri(request))
        .or(() -> hops(request))
        .or(() -> extensions(request))
        .or(() -> body(request, limits))
        .or(() -> acceptable(request));
  }

  private static Optional<Complaint> form(SIPRequest request) {
    if (request.getFrom() == null || request.getTo() == null) {
      return bad("From or To is missing");
    }
    if (request.getCallId() == null || request.getCallId().getCallId().isEmpty()) {
      return bad("Call-ID is missing");
    }
    CSeqHeader cseq = request.getCSeq();
    if (cseq == null) {
      return bad("CSeq is missing");
    }
    if (!cseq.getMethod().equals(request.getMethod())) {
      return bad("CSeq names another method");
    }
    if (cseq.getSeqNumber() < 0 || cseq.getSeqNumber() > Integer.MAX_VALUE) {
      return bad("CSeq is out of range");
    }
    if (request.getTopmostVia() == null) {
      return bad("Via is missing");
    }
    return request.getViaHeaders().size() > MOST_VIAS
        ? bad("More than " + MOST_VIAS + " Via values")
        : Optional.empty();
  }

  private static Optional<Complaint> unreadable(SIPRequest request) {
    for (Iterator<String> all = request.getUnrecognizedHeaders(); all.hasNext(); ) {
      String line = all.next();
      int colon = Math.max(line.indexOf(':'), 0);
      String name = line.substring(0, colon).strip();
      if (NEEDED.contains(name.toLowerCase(Locale.ROOT))) {
        return bad(SipText.oneLine(name, 30) + " cannot be read");
      }
    }
    return Optional.empty();
  }

  private static Optional<Complaint> method(SIPRequest request) {
    return MethodNames.SERVED.contains(request.getMethod())
        ? Optional.empty()
        : Optional.of(Complaint.of(405, "Method Not Allowed", MethodNames.ALLOW));
  }

  private static Optional<Complaint> uri(SIPRequest request) {
    if (!(request.getRequestURI() instanceof SipUri uri) || uri.isSecure()) {
      return Optional.of(Complaint.of(416, "Unsupported URI Scheme"));
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      return bad("The Request-URI has no host");
    }
    return uri.getHeaderNames().hasNext()
        ? bad("The Request-URI must not carry headers")
        : Optional.empty();
  }

  /** A call that would have to be passed on may not be; other requests end here anyway. */
  private static Optional<Complaint> hops(SIPRequest request) {
    return request.getMethod().equals(MethodNames.INVITE)
            && Received.toTag(request).isEmpty()
            && Received.hops(request) == 0
        ? Optional.of(Complaint.of(483, "Too Many Hops"))
        : Optional.empty();
  }

  private static Optional<Complaint> extensions(SIPRequest request) {
    if (Set.of(MethodNames.ACK, MethodNames.CANCEL).contains(request.getMethod())) {
      return Optional.empty();
    }
    List<String> wanted = Extensions.notUnderstood(request);
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Complaint.of(
                420, "Bad Extension", new HeaderLine("Unsupported", String.join(", ", wanted))));
  }

  private static Optional<Complaint> body(SIPRequest request, MessageLimits limits) {
    byte[] raw = request.getRawContent();
    if (raw == null || raw.length == 0) {
      return Optional.empty();
    }
    if (raw.length > limits.bodyBytes()) {
      return Optional.of(Complaint.of(413, "Request Entity Too Large"));
    }
    if (request.getContentTypeHeader() == null) {
      return bad("A body without Content-Type");
    }
    boolean offers =
        Set.of(MethodNames.INVITE, MethodNames.UPDATE, MethodNames.PRACK)
            .contains(request.getMethod());
    if (!offers) {
      return Optional.empty();
    }
    List<Multipart.Part> parts = Multipart.parts(request);
    if (parts.isEmpty()) {
      return bad("The parts of the body cannot be read");
    }
    if (encoded(request) || !parts.stream().allMatch(part -> isUsable(part, parts))) {
      return Optional.of(
          Complaint.of(
              415,
              "Unsupported Media Type",
              MethodNames.ACCEPT,
              new HeaderLine("Accept-Encoding", "identity")));
    }
    return Received.sdp(request).flatMap(RequestCheck::sdp);
  }

  /** RFC 5621 section 4: beside a description, a part that is not required may be passed over. */
  private static boolean isUsable(Multipart.Part part, List<Multipart.Part> all) {
    boolean described = all.stream().anyMatch(one -> one.type().equals("application/sdp"));
    return part.type().equals("application/sdp")
        || part.type().startsWith(OWN_TYPES)
        || (described && !part.isRequired());
  }

  private static boolean encoded(SIPRequest request) {
    return request.getContentEncoding() != null
        && !"identity".equalsIgnoreCase(request.getContentEncoding().getEncoding());
  }

  private static Optional<Complaint> sdp(String text) {
    try {
      Sdp.parse(text);
      return Optional.empty();
    } catch (SdpException e) {
      return Optional.of(
          Complaint.of(
              400,
              "Bad Request - Session description",
              new HeaderLine(
                  "Warning", "399 bridge \"" + SipText.quoted("SDP: " + e.getMessage()) + "\"")));
    }
  }

  private static Optional<Complaint> acceptable(SIPRequest request) {
    if (!request.getMethod().equals(MethodNames.INVITE)) {
      return Optional.empty();
    }
    List<String> types = Received.values(request, AcceptHeader.NAME);
    return types.isEmpty() || types.stream().anyMatch(RequestCheck::coversSdp)
        ? Optional.empty()
        : Optional.of(Complaint.of(406, "Not Acceptable"));
  }

  private static boolean coversSdp(String accept) {
    String type = accept.strip().toLowerCase(Locale.ROOT).replace(" ", "");
    return type.startsWith("application/sdp")
        || type.startsWith("application/*")
        || type.startsWith("*/*");
  }

  private static Optional<Complaint> bad(String phrase) {
    return Optional.of(Complaint.badRequest(phrase));
  }
}
