package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import io.invitebridge.core.invitation.Effect.Offer;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.TrunkProfile.Assertion;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.SipText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who an INVITE of ours says that caller and callee are: From, P-Asserted-Identity or
 * P-Preferred-Identity (RFC 3325), Privacy (RFC 3323), Diversion and History-Info, as the trunk
 * wants it. Pure.
 *
 * @param from the From address, without a tag
 * @param callee the user part of Request-URI and To
 * @param headers what else says who they are
 * @param remarks what of the app's wishes was left out, fit for a log
 */
public record OutgoingIdentity(
    AddressImpl from, String callee, List<HeaderLine> headers, List<String> remarks) {
  public OutgoingIdentity {
    headers = List.copyOf(headers);
    remarks = List.copyOf(remarks);
  }

  /**
   * @param origin the INVITE on whose behalf the call is made; empty for a caller of an app network
   * @param host our address
   */
  public static OutgoingIdentity of(
      Offer offer, TrunkProfile profile, Optional<Origin> origin, String host) {
    List<String> remarks = new ArrayList<>();
    String ownHost = profile.identity().fromHost().orElse(host);
    Optional<String> asked = number(offer, profile, remarks);
    Person caller = caller(offer, profile, asked);
    List<String> privacy =
        origin.map(Origin::privacy).filter(p -> !p.isEmpty()).orElse(Privacy.of(offer.content()));
    boolean hidden = Privacy.hides(privacy) || caller.user().equals(Privacy.ANONYMOUS);

    List<HeaderLine> headers = new ArrayList<>();
    if (!hidden || profile.identity().trusted()) {
      asserted(offer, caller, asked, origin)
          .flatMap(person -> assertion(person, profile, ownHost))
          .ifPresent(headers::add);
    }
    if (!privacy.isEmpty()) {
      headers.add(new HeaderLine(Privacy.HEADER, String.join(";", privacy)));
    }
    String callee = PhoneNumbers.forTrunk(CoreToSip.user(offer.callee()), profile.numbers());
    headers.addAll(forwarding(offer, profile, origin, privacy, callee, ownHost));
    return new OutgoingIdentity(
        hidden ? anonymous() : from(caller, profile, ownHost), callee, headers, remarks);
  }

  /** {@code user=phone} where the trunk wants it (RFC 3261 section 19.1.1). */
  public static SipUri asPhone(SipUri uri, String user, TrunkProfile profile) {
    if (profile.numbers().userPhone() && PhoneNumbers.isDialled(user)) {
      try {
        uri.setUserParam("phone");
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException("user=phone is a legal parameter.", e);
      }
    }
    return uri;
  }

  /** The number that the app wants shown, if the trunk lets it. */
  private static Optional<String> number(Offer offer, TrunkProfile profile, List<String> remarks) {
    Optional<String> asked = JsonContent.member(offer.content(), "srcNum").map(String::strip);
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    String written = asked.get();
    Optional<String> e164 = PhoneNumbers.e164(written, profile.numbers().country());
    boolean shown =
        PhoneNumbers.isDialled(e164.orElse(written))
            && (profile.identity().shown().test(written)
                || e164.filter(profile.identity().shown()).isPresent());
    if (!shown) {
      remarks.add("srcNum (not among the trunk's caller-numbers)");
    }
    return shown ? asked : Optional.empty();
  }

  private static Person caller(Offer offer, TrunkProfile profile, Optional<String> asked) {
    String user = asked.orElseGet(() -> CoreToSip.user(offer.caller()));
    return new Person(
        PhoneNumbers.forTrunk(user, profile.numbers()),
        profile.identity().names() ? offer.callerName().map(DisplayName::value) : Optional.empty());
  }

  /** An app user has shown a token, a trusted trunk vouches for its callers, a route decides. */
  private static Optional<Person> asserted(
      Offer offer, Person caller, Optional<String> asked, Optional<Origin> origin) {
    boolean ours =
        asked.isPresent()
            || offer.caller() instanceof AppUser
            || origin.filter(o -> !o.caller().equals(CoreToSip.user(offer.caller()))).isPresent();
    Optional<Person> person = ours ? Optional.of(caller) : origin.flatMap(Origin::believed);
    return person.filter(p -> !p.user().isEmpty() && !p.user().equals(Privacy.ANONYMOUS));
  }

  private static Optional<HeaderLine> assertion(Person person, TrunkProfile profile, String host) {
    if (profile.identity().assertion() == Assertion.NONE) {
      return Optional.empty();
    }
    String user = PhoneNumbers.forTrunk(person.user(), profile.numbers());
    String name =
        person
            .name()
            .filter(n -> profile.identity().names())
            .map(n -> "\"" + SipText.quoted(n) + "\" ")
            .orElse("");
    SipUri uri = asPhone(Requests.plainUri(user, host), user, profile);
    boolean asserted = profile.identity().assertion() == Assertion.ASSERTED;
    return Optional.of(
        new HeaderLine(
            asserted ? "P-Asserted-Identity" : "P-Preferred-Identity", name + "<" + uri + ">"));
  }

  private static AddressImpl from(Person caller, TrunkProfile profile, String host) {
    String user = profile.identity().fromUser().orElse(caller.user());
    return Requests.address(caller.name(), asPhone(Requests.plainUri(user, host), user, profile));
  }

  private static AddressImpl anonymous() {
    return Requests.address(
        Optional.of("Anonymous"), Requests.plainUri(Privacy.ANONYMOUS, Privacy.ANONYMOUS_HOST));
  }

  /** What the route has just done stands before what was done to the call on its way here. */
  private static List<HeaderLine> forwarding(
      Offer offer,
      TrunkProfile profile,
      Optional<Origin> origin,
      List<String> privacy,
      String callee,
      String host) {
    List<Diversion> diversions = new ArrayList<>();
    RouteDiversion.of(offer, Privacy.hidesHistory(privacy)).ifPresent(diversions::add);
    origin.map(Origin::diversions).ifPresent(diversions::addAll);
    List<Diversion> written =
        diversions.stream()
            .map(one -> one.withUser(PhoneNumbers.forTrunk(one.from().user(), profile.numbers())))
            .toList();
    return Diversions.write(
        written, callee, host, profile.identity().forwarding(), profile.identity().trusted());
  }
}
