package io.invitebridge.sip.dialog;

import io.invitebridge.core.model.LegRef;
import io.invitebridge.sip.Recent;
import io.invitebridge.sip.session.SessionIds;
import io.invitebridge.sip.text.TextShelf;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Finds legs by everything they are known by. The only thing that lanes share; any thread. */
public final class LegTable {
  private final Map<LegRef, Leg> byRef = new ConcurrentHashMap<>();
  private final Map<String, Leg> byDialog = new ConcurrentHashMap<>();
  private final Map<InviteKey, ServerLeg> byInvite = new ConcurrentHashMap<>();
  private final Map<String, ClientLeg> byCallId = new ConcurrentHashMap<>();
  private final Set<ClientLeg> gateways = ConcurrentHashMap.newKeySet();
  private final SessionIds sessions;
  private final TextShelf texts;
  private final Recent<InviteKey, String> recentInvites;
  private final Recent<String, ClientLeg> recentClients;

  /**
   * @param span how long an ended leg is remembered for late messages: 64 x T1
   * @param sessions hears of every leg that comes and goes
   * @param texts hears of every leg that goes
   */
  public LegTable(Clock clock, Duration span, SessionIds sessions, TextShelf texts) {
    this.sessions = sessions;
    this.texts = texts;
    recentInvites = new Recent<>(clock, span);
    recentClients = new Recent<>(clock, span);
  }

  /** Legs whose transactions or dialogs are not over yet. */
  public int live() {
    return byRef.size() + gateways.size();
  }

  /** Says whether all those that live at this moment are over by then. */
  public BooleanSupplier leavers() {
    Set<LegRef> refs = Set.copyOf(byRef.keySet());
    Set<ClientLeg> others = Set.copyOf(gateways);
    return () ->
        refs.stream().noneMatch(byRef::containsKey)
            && others.stream().noneMatch(gateways::contains);
  }

  Optional<Leg> leg(LegRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  Optional<Leg> dialog(String callId, String localTag) {
    return Optional.ofNullable(byDialog.get(dialogKey(callId, localTag)));
  }

  Optional<ServerLeg> invite(InviteKey key) {
    return Optional.ofNullable(byInvite.get(key));
  }

  /** The branch of an INVITE that was answered finally not long ago. */
  Optional<String> recentInvite(InviteKey key) {
    return recentInvites.get(key);
  }

  /** The leg whose INVITE has this Call-ID, be it over or not. */
  Optional<ClientLeg> client(String callId) {
    ClientLeg live = byCallId.get(callId);
    return live == null ? recentClients.get(callId) : Optional.of(live);
  }

  /** The Session-IDs of the legs. */
  SessionIds sessions() {
    return sessions;
  }

  void add(ServerLeg leg) {
    sessions.caller(leg.ref(), leg.invite(), leg.localTag());
    byInvite.put(leg.key(), leg);
    byDialog.put(dialogKey(leg.key().callId(), leg.localTag()), leg);
    byRef.put(leg.ref(), leg);
  }

  /** The engine knows invitees; a gateway is known to the leg that it serves. */
  void add(ClientLeg leg) {
    byCallId.put(leg.callId(), leg);
    byDialog.put(dialogKey(leg.callId(), leg.localTag()), leg);
    if (leg.isGateway()) {
      sessions.gateway(leg.ref(), leg.callId(), leg.localTag());
      gateways.add(leg);
    } else {
      sessions.callee(leg.ref(), leg.callId(), leg.localTag());
      byRef.put(leg.ref(), leg);
    }
  }

  void remove(ServerLeg leg) {
    recentInvites.put(leg.key(), leg.branch());
    byInvite.remove(leg.key(), leg);
    byDialog.remove(dialogKey(leg.key().callId(), leg.localTag()), leg);
    byRef.remove(leg.ref(), leg);
    texts.over(leg.ref());
    sessions.leave(leg.ref(), leg.key().callId(), leg.localTag());
  }

  void remove(ClientLeg leg) {
    recentClients.put(leg.callId(), leg);
    byCallId.remove(leg.callId(), leg);
    byDialog.remove(dialogKey(leg.callId(), leg.localTag()), leg);
    if (byRef.remove(leg.ref(), leg)) {
      texts.over(leg.ref());
    }
    gateways.remove(leg);
    sessions.leave(leg.ref(), leg.callId(), leg.localTag());
  }

  /** An INVITE that was refused before it became a leg; its copies are still copies. */
  void remember(InviteKey key, String branch) {
    recentInvites.put(key, branch);
  }

  private static String dialogKey(String callId, String localTag) {
    return localTag + "|" + callId;
  }
}
