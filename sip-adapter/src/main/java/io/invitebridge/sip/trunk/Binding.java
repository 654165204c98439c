package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ExpiresHeader;

/** What the 200 of a registrar says about our Contact (RFC 3261 section 10.2.4). Pure. */
final class Binding {
  private Binding() {}

  /**
   * How long our binding lasts.
   *
   * @param line the parameter that only our Contact has
   * @param asked what holds when the registrar names no time
   * @return zero or less: we are not bound
   */
  static Duration granted(SIPResponse ok, String line, Duration asked) {
    Optional<Long> general =
        Optional.ofNullable(ok.getExpires()).map(ExpiresHeader::getExpires).map(Integer::longValue);
    Optional<Contact> ours = ours(contacts(ok), line);
    return ours.map(contact -> ofContact(contact).or(() -> general).orElse(asked.toSeconds()))
        .or(() -> general)
        .map(Duration::ofSeconds)
        .orElse(asked);
  }

  /** A registrar behind a NAT helper may have rewritten ours; a single one is meant for us then. */
  private static Optional<Contact> ours(List<Contact> contacts, String line) {
    return contacts.stream()
        .filter(contact -> contact.getAddress().getURI() instanceof SipUri uri && has(uri, line))
        .findFirst()
        .or(() -> contacts.size() == 1 ? Optional.of(contacts.get(0)) : Optional.empty());
  }

  private static boolean has(SipUri uri, String line) {
    return line.equals(uri.getParameter(Registration.LINE));
  }

  private static Optional<Long> ofContact(Contact contact) {
    String written = contact.getParameter("expires");
    if (written == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Math.min(Long.parseLong(written.strip()), Integer.MAX_VALUE));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<Contact> contacts(SIPResponse ok) {
    ContactList list = ok.getContactHeaders();
    List<Contact> contacts = new ArrayList<>();
    if (list != null) {
      list.forEach(contacts::add);
    }
    return contacts;
  }
}
