package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;

/** What is left of a bad request so that it can be answered (RFC 3261 section 8.2.6.2). */
final class Remnant {
  private static final Set<String> KEPT =
      Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq");

  private static final Set<String> VIA = Set.of("via", "v");
  private static final Set<String> NEEDED = Set.of("via", "v", "call-id", "i", "cseq");

  private static final Set<String> DIALOG_MAKERS = Set.of("INVITE", "SUBSCRIBE", "REFER");
  private static final int DEFAULT_HOPS = 70;
  private static final int MOST_BYTES = 16 * 1024;
  private static final String NOWHERE = "unreadable.invalid";

  private Remnant() {}

  /** The same method and the headers an answer copies; no body, no Request-URI of the sender's. */
  static String of(byte[] bytes, boolean withParties) {
    Set<String> wanted = withParties ? KEPT : NEEDED;
    List<String> lines = head(bytes);
    StringBuilder out = new StringBuilder(requestLine(lines));
    for (String line : lines.subList(1, lines.size())) {
      if (wanted.contains(name(line))) {
        out.append(line).append("\r\n");
      }
    }
    return out.append("Content-Length: 0\r\n\r\n").toString();
  }

  /**
   * The same method and the topmost Via, which leads to the sender: for a request of which nothing
   * else can be read. The sender knows its answer by the branch (RFC 3261 section 17.1.3).
   */
  static String ofSender(byte[] bytes) {
    List<String> lines = head(bytes);
    String via =
        lines.stream()
            .filter(line -> VIA.contains(name(line)))
            .map(line -> line.substring(line.indexOf(':') + 1).split(",", 2)[0])
            .findFirst()
            .orElse("");
    return requestLine(lines)
        + "Via: "
        + via.strip()
        + "\r\nCSeq: 1 "
        + method(lines)
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** The request line and the header lines, each unfolded. */
  private static List<String> head(byte[] bytes) {
    int length = Math.min(bytes.length, MOST_BYTES);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).stripLeading();
    List<String> lines = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isEmpty()) {
        break;
      }
      boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (folded && !lines.isEmpty()) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
      } else {
        lines.add(line);
      }
    }
    return lines.isEmpty() ? List.of("") : lines;
  }

  private static String requestLine(List<String> lines) {
    return method(lines) + " sip:" + NOWHERE + " SIP/2.0\r\n";
  }

  private static String method(List<String> lines) {
    String method = lines.get(0).split("\\s", 2)[0];
    return SipText.isToken(method) ? method : "-";
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
    if (request.getCSeq() == null) {
      request.setHeader(new CSeq(1, request.getMethod()));
      complaint = Optional.of(Complaint.badRequest("CSeq is missing"));
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
