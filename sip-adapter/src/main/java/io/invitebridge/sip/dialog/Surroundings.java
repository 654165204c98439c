package io.invitebridge.sip.dialog;

import io.invitebridge.core.port.Correlation;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.LiveSettings;
import io.invitebridge.sip.SipCounters;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Identity;
import io.invitebridge.sip.message.InactiveMedia;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.Responses;
import io.invitebridge.sip.text.TextShelf;
import io.invitebridge.sip.transport.SipTransport;
import io.invitebridge.sip.trunk.Trunks;
import java.time.Clock;
import java.time.Duration;

/**
 * What every leg works with.
 *
 * @param texts keeps what goes by reference
 */
public record Surroundings(
    LiveSettings live,
    Identity identity,
    SipTransport transport,
    InvitationInbox inbox,
    Correlation correlation,
    Workers workers,
    Clock clock,
    Tokens tokens,
    Requests requests,
    Responses responses,
    SipCounters counters,
    LegTable legs,
    Trunks trunks,
    TextShelf texts) {

  /** Those that hold now; a later look may see others. */
  public SipSettings settings() {
    return live.now();
  }

  /** Writes the descriptions towards this peer where an app gave none, for the listener it uses. */
  InactiveMedia media(Endpoint peer) {
    return new InactiveMedia(identity.toward(peer).advertisedHost());
  }

  /** RFC 3261 section 17.1.1.2: how long anything of a transaction may take. */
  Duration patience() {
    return settings().t1().multipliedBy(64);
  }

  Duration t2() {
    return settings().t1().multipliedBy(8);
  }

  /** A tag of ours; begins with the node id. */
  String tag() {
    return identity.node() + "-" + tokens.next();
  }

  /** A Via branch of ours (RFC 3261 section 8.1.1.7); the node id follows the magic cookie. */
  String branch() {
    return identity.branch(tokens.next());
  }
}
