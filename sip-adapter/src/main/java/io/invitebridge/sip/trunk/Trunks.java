package io.invitebridge.sip.trunk;

import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.Recent;
import io.invitebridge.sip.SipSettings;
import io.invitebridge.sip.SipSettings.Trunk;
import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.Received;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All trunks, and which Call-ID of ours belongs to which of them. Any thread. */
public final class Trunks {
  private final Workers workers;
  private final Map<TrunkName, ClientDigest> digests = new HashMap<>();
  private final Map<String, Membership> members = new ConcurrentHashMap<>();
  private final Recent<String, Membership> recent;

  public Trunks(SipSettings settings, Workers workers, Clock clock, Tokens tokens) {
    this.workers = workers;
    this.recent = new Recent<>(clock, settings.t1().multipliedBy(64));
    for (Trunk trunk : settings.trunks()) {
      digests.put(
          trunk.name(),
          new ClientDigest("The trunk " + trunk.name(), trunk.options().credentials(), tokens));
    }
  }

  /** From now on all requests with this Call-ID and From tag belong to a trunk. */
  public void join(String callId, String localTag, TrunkName trunk) {
    ClientDigest digest = digests.get(trunk);
    if (digest != null) {
      members.put(key(callId, localTag), new Membership(trunk, digest));
    }
  }

  /** The call is over; what comes late still finds it for a while. */
  public void leave(String callId, String localTag) {
    Membership member = members.remove(key(callId, localTag));
    if (member != null) {
      recent.put(key(callId, localTag), member);
    }
  }

  /**
   * The numbers of our side of a dialog, shared by all who send in it.
   *
   * @param lastNumber the CSeq number that our side has used last; 0 for none
   */
  public Sequence sequence(String callId, String localTag, String remoteTag, long lastNumber) {
    Sequence sequence =
        find(key(callId, localTag))
            .map(member -> member.sequence(remoteTag))
            .orElseGet(() -> new Sequence(0));
    sequence.used(lastNumber);
    return sequence;
  }

  Optional<Membership> membership(SIPMessage request) {
    return find(key(Received.callId(request), Received.fromTag(request)));
  }

  Worker lane(SIPMessage request) {
    return workers.lane(Received.callId(request));
  }

  private Optional<Membership> find(String key) {
    Membership live = members.get(key);
    return live == null ? recent.get(key) : Optional.of(live);
  }

  private static String key(String callId, String localTag) {
    return localTag + "|" + callId;
  }
}
