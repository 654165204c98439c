package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ContactParser;
import gov.nist.javax.sip.parser.ParserFactory;
import io.invitebridge.core.model.HeaderChanges;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sip.InvalidArgumentException;

/** Builds requests. Every text that it is given is escaped here or by its caller's type. */
public final class Requests {
  private final Identity identity;

  public Requests(Identity identity) {
    this.identity = identity;
  }

  public SIPRequest build(RequestFrame frame) {
    try {
      SIPRequest request = new SIPRequest();
      request.setMethod(frame.method());
      Routing routing = Routing.of(frame.target(), frame.routes());
      request.setRequestURI(routing.uri());
      request.setHeader(via(frame.protocol(), frame.branch()));
      request.setHeader(new MaxForwards(frame.hops()));
      request.setHeader(from(frame));
      request.setHeader(to(frame));
      request.setHeader(new CallID(frame.callId()));
      request.setHeader(new CSeq(frame.cseq(), frame.method()));
      if (!routing.routes().isEmpty()) {
        request.setHeader(routes(routing.routes()));
      }
      add(request, new HeaderLine("User-Agent", identity.userAgent()));
      request.setHeader(new ContentLength(0));
      return request;
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException("A request of our own is malformed.", e);
    }
  }

  /** RFC 3261 section 9.1: the CANCEL of an INVITE has its branch, and nothing else of the body. */
  public SIPRequest cancel(SIPRequest invite, Optional<HeaderLine> reason) {
    SIPRequest cancel = new SIPRequest();
    cancel.setMethod(MethodNames.CANCEL);
    cancel.setRequestURI((GenericURI) invite.getRequestURI().clone());
    cancel.setHeader((Via) invite.getTopmostVia().clone());
    cancel.setHeader((From) invite.getFrom().clone());
    cancel.setHeader((To) invite.getTo().clone());
    cancel.setHeader(new CallID(invite.getCallId().getCallId()));
    cancel.setHeader(new CSeq(invite.getCSeq().getSeqNumber(), MethodNames.CANCEL));
    RouteList routes = invite.getRouteHeaders();
    if (routes != null) {
      cancel.setHeader((RouteList) routes.clone());
    }
    try {
      cancel.setHeader(new MaxForwards(70));
    } catch (InvalidArgumentException e) {
      throw new IllegalStateException("70 is a legal Max-Forwards.", e);
    }
    // RFC 7989 section 6: the same as its INVITE's.
    Received.values(invite, SessionId.HEADER)
        .forEach(value -> add(cancel, new HeaderLine(SessionId.HEADER, value)));
    reason.ifPresent(line -> add(cancel, line));
    cancel.setHeader(new ContentLength(0));
    return cancel;
  }

  /**
   * Adds a header as it is written, in place of one of that name. No parsing but of Contact and
   * Expires, which JAIN-SIP wants as its own types when it sends, and of challenges, of which there
   * may be several.
   */
  public static void add(SIPMessage message, HeaderLine line) {
    if (line.name().equals("Contact")) {
      try {
        message.setHeader(
            (ContactList) new ContactParser("Contact: " + line.value() + "\n").parse());
      } catch (ParseException e) {
        throw new IllegalArgumentException("A Contact of our own is malformed.", e);
      }
      return;
    }
    if (line.name().equals("WWW-Authenticate")) {
      append(message, line);
      return;
    }
    if (line.name().equals("Expires")) {
      message.removeHeader(line.name());
      append(message, line);
      return;
    }
    ExtensionHeaderImpl header = new ExtensionHeaderImpl(line.name());
    header.setValue(line.value());
    message.setHeader(header);
  }

  /** Adds one more line of a header that may stand several times, such as a challenge. */
  public static void append(SIPMessage message, HeaderLine line) {
    try {
      message.addHeader(
          ParserFactory.createParser(line.name() + ": " + line.value() + "\n").parse());
    } catch (ParseException e) {
      throw new IllegalArgumentException("A header of our own is malformed: " + line.name(), e);
    }
  }

  /**
   * The same request once more as a new transaction (RFC 3261 sections 8.1.3.5 and 22.2): a branch
   * and a number of its own, and no credentials.
   */
  public static SIPRequest again(SIPRequest request, String branch, long number) {
    SIPRequest again = (SIPRequest) request.clone();
    try {
      again.getTopmostVia().setBranch(branch);
      again.getCSeq().setSeqNumber(number);
    } catch (ParseException | InvalidArgumentException e) {
      throw new IllegalArgumentException("A request of our own is malformed.", e);
    }
    again.removeHeader("Authorization");
    again.removeHeader("Proxy-Authorization");
    again.setApplicationData(null);
    return again;
  }

  /** Changes headers as a route wants it. */
  public static void change(SIPMessage message, HeaderChanges changes) {
    changes.removed().forEach(message::removeHeader);
    changes
        .set()
        .forEach(
            (name, value) -> {
              message.removeHeader(name);
              add(message, new HeaderLine(name, value));
            });
  }

  /** Adds a session description as the body. */
  public static void addSdp(SIPMessage message, String sdp) {
    addBody(message, "sdp", sdp);
  }

  /** Adds a body of a type {@code application/...}. */
  public static void addBody(SIPMessage message, String subtype, String body) {
    message.setMessageContent("application", subtype, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a status line as the body of a NOTIFY (RFC 3420 section 2). */
  public static void addFragment(SIPMessage message, String fragment) {
    message.setMessageContent(
        "message", SipFragment.SUBTYPE, fragment.getBytes(StandardCharsets.UTF_8));
    try {
      message.getContentTypeHeader().setParameter("version", "2.0");
    } catch (ParseException e) {
      throw new IllegalStateException("2.0 is a token.", e);
    }
  }

  /** {@code sip:user@host:port}; the user in its plain, decoded form. */
  public static SipUri uri(String user, Endpoint where) {
    SipUri uri = plainUri(user, where.host());
    uri.setPort(where.port());
    if (where.protocol() != Protocol.UDP) {
      try {
        uri.setTransportParam(where.protocol().inUri());
      } catch (ParseException e) {
        throw new IllegalStateException("A protocol's name is a token.", e);
      }
    }
    return uri;
  }

  /**
   * {@code sip:user@host:port;transport=x} with a port only where one is written.
   *
   * @param user the user part in its plain, decoded form; empty for none
   */
  public static SipUri uri(String user, String host, OptionalInt port, Protocol protocol) {
    SipUri uri = plainUri(user, host);
    port.ifPresent(uri::setPort);
    if (protocol != Protocol.UDP) {
      try {
        uri.setTransportParam(protocol.inUri());
      } catch (ParseException e) {
        throw new IllegalStateException("A protocol's name is a token.", e);
      }
    }
    return uri;
  }

  /** {@code sip:user@host}, as From and To have it. */
  public static SipUri plainUri(String user, String host) {
    try {
      SipUri uri = new SipUri();
      if (!user.isEmpty()) {
        uri.setUser(SipText.userPart(user));
      }
      uri.setHost(SipText.bracketed(host));
      return uri;
    } catch (ParseException e) {
      throw new IllegalArgumentException("The host " + host + " cannot stand in a SIP URI.", e);
    }
  }

  public static AddressImpl address(Optional<String> displayName, GenericURI uri) {
    AddressImpl address = new AddressImpl();
    address.setURI(uri);
    displayName.ifPresent(name -> address.setDisplayName(SipText.quoted(name)));
    return address;
  }

  private Via via(Protocol protocol, String branch)
      throws ParseException, InvalidArgumentException {
    Via via = new Via();
    via.setTransport(protocol.inVia());
    via.setHost(SipText.bracketed(identity.host()));
    via.setPort(identity.port(protocol));
    via.setBranch(branch);
    via.setRPort();
    return via;
  }

  private static From from(RequestFrame frame) throws ParseException {
    From from = new From();
    from.setAddress((AddressImpl) frame.local().clone());
    from.setTag(frame.localTag());
    return from;
  }

  private static To to(RequestFrame frame) throws ParseException {
    To to = new To();
    to.setAddress((AddressImpl) frame.remote().clone());
    if (!frame.remoteTag().isEmpty()) {
      to.setTag(frame.remoteTag());
    }
    return to;
  }

  private static RouteList routes(List<AddressImpl> routes) {
    RouteList list = new RouteList();
    for (AddressImpl address : routes) {
      Route route = new Route();
      route.setAddress((AddressImpl) address.clone());
      list.add(route);
    }
    return list;
  }
}
