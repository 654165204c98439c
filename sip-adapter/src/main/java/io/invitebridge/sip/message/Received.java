package io.invitebridge.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.RecordRoute;
import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;

/** Looks into messages that were received; every answer copes with a header that is missing. */
public final class Received {
  private static final Set<String> MECHANICS =
      Set.of(
          "authorization",
          "call-id",
          "contact",
          "content-length",
          "cseq",
          "from",
          "max-forwards",
          "proxy-authorization",
          "record-route",
          "route",
          "to",
          "via");

  /** RFC 3261 section 25.1, token; longer names are nobody's. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9.!%*_+`'~-]{1,64}");

  private Received() {}

  public static String callId(SIPMessage message) {
    return message.getCallId().getCallId();
  }

  /** A foreign id as it may stand in a log line: short, and on one line. */
  public static String loggable(String id) {
    return SipText.oneLine(id, 80);
  }

  public static String fromTag(SIPMessage message) {
    return Optional.ofNullable(message.getFromTag()).orElse("");
  }

  public static String toTag(SIPMessage message) {
    return Optional.ofNullable(message.getToTag()).orElse("");
  }

  public static String branch(SIPMessage message) {
    return Optional.ofNullable(message.getTopmostVia().getBranch()).orElse("");
  }

  /** Max-Forwards; 70 where there is none (RFC 3261 section 20.22). */
  public static int hops(SIPRequest request) {
    MaxForwardsHeader header = request.getMaxForwards();
    return header == null ? 70 : header.getMaxForwards();
  }

  /** The Expires of an INVITE, in seconds; empty when absent or zero. */
  public static Optional<Integer> expires(SIPRequest request) {
    ExpiresHeader header = request.getExpires();
    return header == null || header.getExpires() <= 0
        ? Optional.empty()
        : Optional.of(header.getExpires());
  }

  /** Retry-After (RFC 3261 section 20.33); empty when absent. */
  public static Optional<Duration> retryAfter(SIPMessage message) {
    return message.getHeader("Retry-After") instanceof RetryAfterHeader header
        ? Optional.of(Duration.ofSeconds(Math.max(0, header.getRetryAfter())))
        : Optional.empty();
  }

  /** Min-Expires (RFC 3261 section 20.23); empty when absent. */
  public static Optional<Duration> minExpires(SIPMessage message) {
    return message.getHeader("Min-Expires") instanceof MinExpiresHeader header
        ? Optional.of(Duration.ofSeconds(Math.max(0, header.getExpires())))
        : Optional.empty();
  }

  /** The body as text; empty when there is none. */
  public static Optional<String> body(SIPMessage message) {
    byte[] raw = message.getRawContent();
    return raw == null || raw.length == 0
        ? Optional.empty()
        : Optional.of(new String(raw, StandardCharsets.UTF_8));
  }

  /** True when the body is a session description, or has one among its parts. */
  public static boolean hasSdp(SIPMessage message) {
    return sdp(message).isPresent();
  }

  public static Optional<String> sdp(SIPMessage message) {
    return Multipart.text(message, "application/sdp");
  }

  /** The values of a header in their order, each as written, cut at 256 characters. */
  public static List<String> values(SIPMessage message, String name) {
    return values(message, name, 256);
  }

  /** The values of a header in their order, each as written, cut at a length. */
  public static List<String> values(SIPMessage message, String name, int longest) {
    List<String> values = new ArrayList<>();
    for (Iterator<SIPHeader> all = message.getHeaders(name); all.hasNext(); ) {
      String value = Objects.requireNonNullElse(all.next().getHeaderValue(), "");
      values.add(SipText.oneLine(value, longest));
    }
    return List.copyOf(values);
  }

  /** The same uncut, for values that are read by a parser with bounds of its own. */
  public static List<String> wholeValues(SIPMessage message, String name) {
    List<String> values = new ArrayList<>();
    for (Iterator<SIPHeader> all = message.getHeaders(name); all.hasNext(); ) {
      values.add(Objects.requireNonNullElse(all.next().getHeaderValue(), ""));
    }
    return List.copyOf(values);
  }

  /**
   * The names, in lower case, of the headers that say something about the call: neither those that
   * carry the message and the dialog, nor credentials (RFC 3261 section 20).
   */
  public static Set<String> informativeNames(SIPMessage message) {
    Set<String> names = new LinkedHashSet<>();
    for (Iterator<String> all = message.getHeaderNames(); all.hasNext(); ) {
      String name = all.next().toLowerCase(Locale.ROOT);
      if (!MECHANICS.contains(name) && NAME.matcher(name).matches()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Where in-dialog requests to this peer go: its Contact; without one its From or To. */
  public static GenericURI remoteTarget(SIPMessage message, AddressImpl fallback) {
    return message.getContactHeader() == null
        ? (GenericURI) fallback.getURI()
        : (GenericURI) message.getContactHeader().getAddress().getURI();
  }

  /** The Record-Route addresses in the order of the message. */
  public static List<AddressImpl> recordRoutes(SIPMessage message) {
    RecordRouteList list = message.getRecordRouteHeaders();
    if (list == null) {
      return List.of();
    }
    List<AddressImpl> routes = new ArrayList<>();
    for (RecordRoute route : list) {
      routes.add((AddressImpl) route.getAddress());
    }
    return List.copyOf(routes);
  }

  /** Where a message to this URI is sent; the protocol is the URI's own or the dialog's. */
  public static Endpoint endpoint(GenericURI uri, Protocol otherwise) {
    if (!(uri instanceof SipUri sip) || sip.getHost() == null) {
      throw new IllegalArgumentException("Only a sip URI names a place to send to.");
    }
    Protocol protocol = protocol(sip, otherwise);
    int port =
        sip.getPort() > 0 && sip.getPort() <= 65_535 ? sip.getPort() : protocol.defaultPort();
    String host =
        SipText.unbracketed(Optional.ofNullable(sip.getMAddrParam()).orElse(sip.getHost()));
    return new Endpoint(protocol, host, port, Endpoint.Way.ANY.with(open(sip, otherwise)));
  }

  /** Where the peer uses a stream, a URI that names no transport means that one. */
  private static Endpoint.Open open(SipUri uri, Protocol otherwise) {
    boolean anyProtocol =
        uri.getTransportParam() == null && !uri.isSecure() && otherwise == Protocol.UDP;
    return new Endpoint.Open(anyProtocol, uri.getPort() <= 0);
  }

  /** A sips URI wants TLS on each hop (RFC 3261 section 26.2.2); an unknown transport is UDP. */
  private static Protocol protocol(SipUri uri, Protocol otherwise) {
    String named = uri.getTransportParam();
    Protocol plain = named == null ? otherwise : Protocol.UDP;
    for (Protocol protocol : Protocol.values()) {
      if (protocol.inUri().equalsIgnoreCase(named)) {
        plain = protocol;
      }
    }
    if (!uri.isSecure()) {
      return plain;
    }
    return plain.isWebSocket() ? Protocol.WSS : Protocol.TLS;
  }
}
