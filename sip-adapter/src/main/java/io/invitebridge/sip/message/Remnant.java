package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;

/** What is left of a bad request so that it can be answered (RFC 3261 section 8.2.6.2). */
final class Remnant {
  private static final Set<String> KEPT =
      Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq");

  private static final Set<String> NEEDED = Set.of("via", "v", "call-id", "i", "cseq");

  private static final Set<String> DIALOG_MAKERS = Set.of("INVITE", "SUBSCRIBE", "REFER");
  private static final int DEFAULT_HOPS = 70;
  private static final int MOST_BYTES = 16 * 1024;
  private static final String NOWHERE = "unreadable.invalid";

  private Remnant() {}

  /** The same method and the headers an answer copies; no body, no Request-URI of the sender's. */
  static String of(byte[] bytes, boolean withParties) {
    Set<String> wanted = withParties ? KEPT : NEEDED;
    int length = Math.min(bytes.length, MOST_BYTES);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).stripLeading();
    StringBuilder out = new StringBuilder();
    boolean first = true;
    boolean kept = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (first) {
        first = false;
        String method = line.split("\\s", 2)[0];
        out.append(SipText.isToken(method) ? method : "-");
        out.append(" sip:" + NOWHERE + " SIP/2.0\r\n");
        continue;
      }
      if (line.isEmpty()) {
        break;
      }
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      kept = folded ? kept : wanted.contains(name(line));
      if (kept) {
        out.append(line).append("\r\n");
      }
    }
    return out.append("Content-Length: 0\r\n\r\n").toString();
  }

  /**
   * RFC 4475 section 3.3.1: a missing From, To or Call-ID is filled in and complained of. What RFC
   * 2543 left out, Max-Forwards and Contact, is filled in with what it meant.
   */
  static Optional<Complaint> completed(SIPRequest request) {
    Optional<Complaint> complaint = Optional.empty();
    if (request.getFrom() == null) {
      From from = new From();
      from.setAddress(Requests.address(Optional.empty(), Requests.plainUri("", NOWHERE)));
      request.setHeader(from);
      complaint = Optional.of(Complaint.badRequest("From is missing"));
    }
    if (request.getTo() == null) {
      To to = new To();
      to.setAddress(Requests.address(Optional.empty(), Requests.plainUri("", NOWHERE)));
      request.setHeader(to);
      complaint = Optional.of(Complaint.badRequest("To is missing"));
    }
    if (request.getCallId() == null) {
      request.setHeader(new CallID(NOWHERE));
      complaint = Optional.of(Complaint.badRequest("Call-ID is missing"));
    }
    completeAsRfc2543(request);
    return complaint;
  }

  private static void completeAsRfc2543(SIPRequest request) {
    if (request.getMaxForwards() == null) {
      try {
        request.setHeader(new MaxForwards(DEFAULT_HOPS));
      } catch (InvalidArgumentException e) {
        throw new IllegalStateException("70 is a legal Max-Forwards.", e);
      }
    }
    if (request.getContactHeader() == null && DIALOG_MAKERS.contains(request.getMethod())) {
      Contact contact = new Contact();
      contact.setAddress((AddressImpl) request.getFrom().getAddress().clone());
      ContactList list = new ContactList();
      list.add(contact);
      request.setHeader(list);
    }
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }
}
