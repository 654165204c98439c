package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.SipUri;
import io.invitebridge.sip.message.SipText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/**
 * Who an address of a message names: RFC 3261 section 20.10.
 *
 * @param user the URI's user part or number, decoded; empty when there is none
 * @param name the display name, if it can be shown
 */
public record Person(String user, Optional<String> name) {
  private static final int LONGEST_NAME = 128;

  static Person of(Address address) {
    return new Person(user(address.getURI()), name(address.getDisplayName()));
  }

  /** RFC 3261 section 19.1.2: decoded once, here. */
  static String user(URI uri) {
    if (uri instanceof SipUri sip) {
      return sip.getUser() == null ? "" : SipText.percentDecoded(sip.getUser());
    }
    if (!(uri instanceof TelURL tel)) {
      return "";
    }
    String number = tel.getPhoneNumber();
    return tel.isGlobal() && !number.startsWith("+") ? "+" + number : number;
  }

  /** A name is for people to read: one that is too long is cut, one that is empty is left out. */
  static Optional<String> name(String written) {
    if (written == null) {
      return Optional.empty();
    }
    String name = SipText.oneLine(SipText.unquoted(written), LONGEST_NAME);
    while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  Person withUser(String other) {
    return new Person(other, name);
  }
}
