package io.invitebridge.sip.translate;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.sip.TrunkProfile;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.HeaderAddress;

/**
 * Who calls: From, or what a trusted trunk asserts (RFC 3325 section 9.1); nobody, when the caller
 * wants it so (RFC 3323).
 *
 * @param person whom routes and apps see
 * @param believed whom a trusted trunk asserts, wanted or not
 * @param privacy what the caller wants hidden
 */
record IncomingCaller(Person person, Optional<Person> believed, List<String> privacy) {
  private static final String ASSERTED = "P-Asserted-Identity";

  static IncomingCaller of(SIPMessage invite, TrunkProfile profile) {
    Person from = normalised(Person.of(invite.getFrom().getAddress()), profile);
    List<String> privacy = Privacy.of(invite);
    Optional<Person> believed =
        profile.identity().trusted()
            ? Optional.of(asserted(invite, profile).orElse(from))
            : Optional.empty();
    Person shown =
        Privacy.hides(privacy)
            ? new Person(Privacy.ANONYMOUS, Optional.empty())
            : believed.orElse(from);
    return new IncomingCaller(shown, believed, privacy);
  }

  /** A number is worth more than a name; the first of equals counts. */
  static Optional<Person> asserted(SIPMessage message, TrunkProfile profile) {
    Optional<Person> found = Optional.empty();
    for (Iterator<SIPHeader> all = message.getHeaders(ASSERTED); all.hasNext(); ) {
      if (all.next() instanceof HeaderAddress header) {
        Person person = normalised(Person.of(header.getAddress()), profile);
        boolean better = found.filter(f -> PhoneNumbers.isDialled(f.user())).isEmpty();
        if (!person.user().isEmpty() && (found.isEmpty() || isBetter(person, better))) {
          found = Optional.of(person);
        }
      }
    }
    return found;
  }

  private static boolean isBetter(Person person, boolean knownIsNoNumber) {
    return knownIsNoNumber && PhoneNumbers.isDialled(person.user());
  }

  private static Person normalised(Person person, TrunkProfile profile) {
    return person.withUser(PhoneNumbers.fromTrunk(person.user(), profile.numbers()));
  }
}
