package io.invitebridge.sip.translate;

import gov.nist.javax.sip.address.SipUri;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.TrunkProfile;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a 180 or 200 tells the caller about who rings or has answered (RFC 3325 section 9.1): a
 * route, a hunt of several or a forward may have led to another than the one that was dialled.
 * Pure.
 */
public final class ConnectedIdentity {
  private ConnectedIdentity() {}

  /**
   * @param party the callee, where it is certain
   * @param said by the callee, or its network, of this call
   * @param profile of the trunk that the caller came from
   * @param host our address
   * @return nothing unless the trunk wants it and the callee is known; of a callee who wants
   *     privacy only a trusted trunk hears, together with that wish (RFC 3325 section 7)
   */
  public static List<HeaderLine> of(
      Optional<Address> party, Content said, TrunkProfile profile, String host) {
    List<String> privacy = Privacy.of(said);
    String callee = party.map(CoreToSip::user).orElse("");
    boolean known = !callee.isEmpty() && !callee.equals(Privacy.ANONYMOUS);
    boolean hidden = Privacy.hides(privacy) && !profile.identity().trusted();
    if (!profile.identity().connected() || !known || hidden) {
      return List.of();
    }
    String user = PhoneNumbers.forTrunk(callee, profile.numbers());
    SipUri uri = Requests.plainUri(user, profile.identity().fromHost().orElse(host));
    List<HeaderLine> lines = new ArrayList<>();
    lines.add(
        new HeaderLine(
            "P-Asserted-Identity", "<" + OutgoingIdentity.asPhone(uri, user, profile) + ">"));
    if (!privacy.isEmpty()) {
      lines.add(new HeaderLine(Privacy.HEADER, String.join(";", privacy)));
    }
    return lines;
  }
}
