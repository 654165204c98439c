package io.invitebridge.sip.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gov.nist.javax.sip.message.SIPMessage;
import io.invitebridge.core.model.Content;
import io.invitebridge.sip.TrunkProfile.Carriage;
import io.invitebridge.sip.TrunkProfile.Carriage.Way;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.Multipart;
import io.invitebridge.sip.message.Multipart.Part;
import io.invitebridge.sip.message.Received;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.message.SipText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text of an invitation or of its answer inside a SIP message: a part of the body that a peer
 * may pass over (RFC 5621), a header of our own, User-to-User (RFC 7433), or a header with the URL
 * that it can be fetched from. Pure.
 */
public enum CarriedText {
  CONTENT("application/vnd.invitation-bridge.content", "X-Invite-Content", "contentUrl"),
  RESPONSE("application/vnd.invitation-bridge.response", "X-Invite-Response", "responseUrl");

  private static final String DISPOSITION = "invitation;handling=optional";
  private static final String UUI = "User-to-User";

  /** Longer header values are cut or refused by some peers. */
  private static final int LONGEST_HEADER = 512;

  /** RFC 7433 section 3.2: what an ISDN behind the peer can carry. */
  private static final int LONGEST_UUI = 128;

  /** Members that have a place of their own in the message. */
  private static final Set<String> OWN_PLACE =
      Set.of(
          "contentUrl",
          "forwardedFrom",
          "headers",
          "privacy",
          "reason",
          "reasonPhrase",
          "responseUrl",
          "retryAfter",
          "sdp",
          "sdpOmitted",
          "srcNum",
          "status",
          "warning",
          "word");

  private final String type;
  private final String header;
  private final String urlMember;

  CarriedText(String type, String header, String urlMember) {
    this.type = type;
    this.header = header;
    this.urlMember = urlMember;
  }

  /**
   * How a text goes into a message.
   *
   * @param part beside the body
   * @param headers beside the others
   * @param isTooLong whether the text is not here because its way does not carry so much, or
   *     carries references only
   */
  public record Load(Optional<Part> part, List<HeaderLine> headers, boolean isTooLong) {
    public static final Load NONE = new Load(Optional.empty(), List.of(), false);
    private static final Load TOO_LONG = new Load(Optional.empty(), List.of(), true);

    public Load {
      headers = List.copyOf(headers);
    }

    /** Puts the text into a message that has its other body already. */
    public void into(SIPMessage message) {
      headers.forEach(line -> Requests.add(message, line));
      part.ifPresent(one -> Multipart.attach(message, one));
    }
  }

  /** What of an app's text goes along. */
  public Load out(Content text, Carriage carriage) {
    String carried = carried(text, carriage);
    if (carried.isEmpty()) {
      return Load.NONE;
    }
    return switch (way(carriage)) {
      case NONE -> Load.NONE;
      case REFERENCE -> Load.TOO_LONG;
      case BODY -> new Load(Optional.of(new Part(type, DISPOSITION, carried)), List.of(), false);
      case HEADER -> line(header, SipText.percentEncoded(carried), LONGEST_HEADER);
      case USER_TO_USER -> {
        byte[] bytes = carried.getBytes(StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(bytes) + ";encoding=hex";
        yield bytes.length > LONGEST_UUI ? Load.TOO_LONG : line(UUI, hex, hex.length());
      }
    };
  }

  /** What of an app's text goes to this trunk in one way or another; empty for nothing. */
  public String carried(Content text, Carriage carriage) {
    return way(carriage) == Way.NONE ? "" : carried(text);
  }

  /** Whether a text that its way does not carry may be fetched instead. */
  public boolean refers(Carriage carriage) {
    return carriage.refersTooLong() || way(carriage) == Way.REFERENCE;
  }

  /** What a text is when it is fetched. */
  public static String mediaType(String carried) {
    boolean json = JsonContent.object(new Content(carried)).isPresent();
    return json ? "application/json" : "text/plain; charset=utf-8";
  }

  /** The text in the form of the URL that it can be fetched from. */
  public Load reference(URI url) {
    return new Load(Optional.empty(), List.of(new HeaderLine(urlHeader(), url.toString())), false);
  }

  /** The URL that a message refers to, if the trunk's may be fetched. */
  Optional<URI> referred(SIPMessage message, Carriage carriage) {
    if (carriage.fetched().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> written = Received.values(message, urlHeader()).stream().findFirst();
    return written.flatMap(
        url ->
            carriage.fetched().stream()
                .flatMap(one -> one.match(url.strip()).stream())
                .findFirst());
  }

  /** The member of an app's text that stands for what is still to be fetched. */
  String urlMember() {
    return urlMember;
  }

  /** The text that a message carries. */
  Optional<String> in(SIPMessage message, Carriage carriage) {
    Optional<String> found =
        switch (way(carriage)) {
          case NONE, REFERENCE -> Optional.<String>empty();
          case BODY -> Multipart.text(message, type);
          case HEADER ->
              Received.values(message, header, LONGEST_HEADER).stream()
                  .findFirst()
                  .map(SipText::percentDecoded);
          case USER_TO_USER ->
              Received.values(message, UUI, LONGEST_HEADER).stream()
                  .flatMap(value -> decoded(value).stream())
                  .findFirst();
        };
    return found.filter(
        text ->
            !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= Content.MAX_BYTES);
  }

  /** True when a member of a text is written by the bridge itself, not by the other side's app. */
  static boolean hasOwnPlace(String member) {
    return OWN_PLACE.contains(member) || member.startsWith("sip_header:");
  }

  private String urlHeader() {
    return header + "-URL";
  }

  private Way way(Carriage carriage) {
    return this == CONTENT ? carriage.content() : carriage.response();
  }

  private static Load line(String name, String value, int longest) {
    return value.length() > longest
        ? Load.TOO_LONG
        : new Load(Optional.empty(), List.of(new HeaderLine(name, value)), false);
  }

  private static String carried(Content text) {
    Optional<ObjectNode> json =
        JsonContent.object(text)
            .filter(ObjectNode.class::isInstance)
            .map(node -> ((ObjectNode) node).deepCopy());
    if (json.isEmpty()) {
      return text.value();
    }
    List<String> names = json.get().properties().stream().map(one -> one.getKey()).toList();
    names.stream().filter(CarriedText::hasOwnPlace).forEach(json.get()::remove);
    return json.get().isEmpty() ? "" : JsonContent.text(json.get());
  }

  private static Optional<String> decoded(String value) {
    String[] parts = value.replace(" ", "").split(";");
    boolean hex = Stream.of(parts).skip(1).anyMatch(p -> p.equalsIgnoreCase("encoding=hex"));
    boolean wellFormed = parts.length > 0 && parts[0].matches("([0-9A-Fa-f]{2}){1,256}");
    return hex && wellFormed
        ? Optional.of(new String(HexFormat.of().parseHex(parts[0]), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
