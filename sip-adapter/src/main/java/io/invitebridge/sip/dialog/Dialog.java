package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.sip.message.Endpoint;
import io.invitebridge.sip.message.Extensions;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.RequestFrame;
import io.invitebridge.sip.trunk.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The dialog record of RFC 3261 section 12: who we are to each other, where the peer is, and both
 * sequence numbers. Lane-confined.
 */
final class Dialog {
  private static final int HOPS = 70;

  private final Surroundings world;
  private final String callId;
  private final AddressImpl local;
  private final String localTag;
  private final AddressImpl remote;
  private final String remoteTag;
  private List<AddressImpl> routes;
  private final Endpoint peer;
  private GenericURI target;
  private boolean allowsUpdate;
  private boolean allowsRefer;
  private final Sequence localSeq;
  private long remoteSeq;

  private Dialog(Surroundings world, Parties parties, Path path, long localSeq, long remoteSeq) {
    this.world = world;
    this.callId = parties.callId();
    this.local = parties.local();
    this.localTag = parties.localTag();
    this.remote = parties.remote();
    this.remoteTag = parties.remoteTag();
    this.routes = path.routes();
    this.peer = path.peer();
    this.target = path.target();
    this.localSeq =
        world
            .trunks()
            .sequence(parties.callId(), parties.localTag(), parties.remoteTag(), localSeq);
    this.remoteSeq = remoteSeq;
  }

  private record Parties(
      String callId, AddressImpl local, String localTag, AddressImpl remote, String remoteTag) {}

  private record Path(GenericURI target, List<AddressImpl> routes, Endpoint peer) {}

  /**
   * RFC 3261 section 12.1.1: we were called.
   *
   * @param peer where the request really came from
   */
  static Dialog asServer(Surroundings world, SIPRequest invite, String tag, Endpoint peer) {
    AddressImpl caller = (AddressImpl) invite.getFrom().getAddress();
    return new Dialog(
        world,
        new Parties(
            Received.callId(invite),
            (AddressImpl) invite.getTo().getAddress(),
            tag,
            caller,
            Received.fromTag(invite)),
        new Path(Received.remoteTarget(invite, caller), Received.recordRoutes(invite), peer),
        0,
        invite.getCSeq().getSeqNumber());
  }

  /**
   * RFC 3261 section 12.1.2: we called, and this response makes a dialog.
   *
   * @param peer where the request went
   */
  static Dialog asClient(
      Surroundings world, SIPRequest invite, SIPResponse response, Endpoint peer) {
    AddressImpl callee = (AddressImpl) invite.getTo().getAddress();
    GenericURI target =
        response.getContactHeader() == null
            ? (GenericURI) invite.getRequestURI()
            : Received.remoteTarget(response, callee);
    return new Dialog(
        world,
        new Parties(
            Received.callId(invite),
            (AddressImpl) invite.getFrom().getAddress(),
            Received.fromTag(invite),
            callee,
            Received.toTag(response)),
        new Path(target, routesOf(response), peer),
        response.getCSeq().getSeqNumber(),
        -1);
  }

  /** RFC 3261 section 13.2.2.4: the 2xx says anew where the peer is and how it is reached. */
  void confirm(SIPResponse success) {
    routes = routesOf(success);
    refreshTarget(success);
    hear(success);
  }

  private static List<AddressImpl> routesOf(SIPResponse response) {
    List<AddressImpl> routes = new ArrayList<>(Received.recordRoutes(response));
    Collections.reverse(routes);
    return routes;
  }

  /** Notes what the peer allows, when a message says so (RFC 3261 section 20.5). */
  void hear(SIPMessage message) {
    if (message.getHeader("Allow") != null) {
      allowsUpdate = Extensions.allows(message, MethodNames.UPDATE);
      allowsRefer = Extensions.allows(message, MethodNames.REFER);
    }
  }

  /** True when the peer is known to take UPDATE. */
  boolean allowsUpdate() {
    return allowsUpdate;
  }

  /** True when the peer is known to take REFER. */
  boolean allowsRefer() {
    return allowsRefer;
  }

  /** Where the request that made the dialog went, or came from. */
  Endpoint peer() {
    return peer;
  }

  String localTag() {
    return localTag;
  }

  /** True when a request that has our tag has the peer's tag too. */
  boolean isWith(SIPRequest request) {
    return remoteTag.equals(Received.fromTag(request));
  }

  /** RFC 3261 section 12.2.2: a request that is not newer than the last one is out of order. */
  boolean advance(SIPRequest request) {
    long number = request.getCSeq().getSeqNumber();
    if (number <= remoteSeq) {
      return false;
    }
    remoteSeq = number;
    return true;
  }

  /** RFC 3261 section 12.2.1.2: a target refresh moves the peer. */
  void refreshTarget(SIPMessage message) {
    if (message.getContactHeader() != null) {
      target = Received.remoteTarget(message, remote);
    }
  }

  /** A new request to the peer. */
  SIPRequest request(String method) {
    return world.requests().build(frame(method, localSeq.next()));
  }

  /** RFC 3261 section 13.2.2.4: the ACK has the INVITE's number and a branch of its own. */
  SIPRequest ack(long inviteSeq) {
    return world.requests().build(frame(MethodNames.ACK, inviteSeq));
  }

  /**
   * Where requests of this dialog go first: to the route or the Contact (RFC 3261 section
   * 12.2.1.1), or the way back to a peer whose Contact leads nowhere from here.
   */
  Endpoint nextHop() {
    if (routes.isEmpty()) {
      return Reach.of(target, peer, world.identity());
    }
    return Reach.of((GenericURI) routes.get(0).getURI(), peer, world.identity());
  }

  private RequestFrame frame(String method, long number) {
    return new RequestFrame(
        method,
        target,
        local,
        localTag,
        remote,
        remoteTag,
        callId,
        number,
        world.branch(),
        HOPS,
        nextHop().protocol(),
        routes);
  }
}
