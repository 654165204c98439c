package io.invitebridge.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.header.ContentTypeHeader;

/**
 * Bodies of several parts (RFC 2046 section 5.1, RFC 5621). One level; parts are text. What is not
 * well-formed has no parts.
 */
public final class Multipart {
  private static final int MOST_PARTS = 16;
  private static final String BREAK = "\r\n";

  private Multipart() {}

  /**
   * One part.
   *
   * @param type its Content-Type, without parameters, in lower case
   * @param disposition its Content-Disposition; empty when it has none
   */
  public record Part(String type, String disposition, String text) {
    /** RFC 5621 section 4: a receiver that cannot use the part must refuse the message. */
    boolean isRequired() {
      return disposition.toLowerCase(Locale.ROOT).replace(" ", "").contains("handling=required");
    }
  }

  /** The parts of a body; a body that is not multipart is one part. */
  public static List<Part> parts(SIPMessage message) {
    ContentTypeHeader type = message.getContentTypeHeader();
    Optional<String> body = Received.body(message);
    if (type == null || body.isEmpty()) {
      return List.of();
    }
    String name = (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(Locale.ROOT);
    if (!name.startsWith("multipart/")) {
      return List.of(new Part(name, "", body.get()));
    }
    return boundary(type).map(boundary -> split(body.get(), boundary)).orElse(List.of());
  }

  /** The text of the first part of a type. */
  public static Optional<String> text(SIPMessage message, String type) {
    return parts(message).stream()
        .filter(part -> part.type().equals(type))
        .map(Part::text)
        .findFirst();
  }

  /** Adds a part that a receiver may pass over, beside the body that the message has. */
  public static void attach(SIPMessage message, Part part) {
    Optional<String> sdp = Received.sdp(message);
    if (sdp.isEmpty()) {
      String subtype = part.type().substring(part.type().indexOf('/') + 1);
      Requests.addBody(message, subtype, part.text());
      Requests.add(message, new HeaderLine("Content-Disposition", part.disposition()));
      return;
    }
    String boundary = boundary(sdp.get() + part.text());
    String text =
        written(new Part("application/sdp", "session;handling=required", sdp.get()), boundary)
            + written(part, boundary)
            + "--"
            + boundary
            + "--"
            + BREAK;
    message.setMessageContent(
        "multipart", "mixed;boundary=" + boundary, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(Part part, String boundary) {
    return "--"
        + boundary
        + BREAK
        + "Content-Type: "
        + part.type()
        + BREAK
        + "Content-Disposition: "
        + part.disposition()
        + BREAK
        + BREAK
        + part.text()
        + BREAK;
  }

  /** One that no part contains. */
  private static String boundary(String texts) {
    String boundary = "invitation-bridge";
    while (texts.contains(boundary)) {
      boundary += "-" + Integer.toHexString(texts.hashCode());
    }
    return boundary;
  }

  private static Optional<String> boundary(ContentTypeHeader type) {
    return Optional.ofNullable(type.getParameter("boundary"))
        .map(value -> value.startsWith("\"") ? value.substring(1, value.length() - 1) : value)
        .filter(value -> !value.isBlank() && value.length() <= 70);
  }

  private static List<Part> split(String body, String boundary) {
    List<Part> parts = new ArrayList<>();
    String[] pieces = (BREAK + body).split("\r\n--" + Pattern.quote(boundary), -1);
    for (int i = 1; i < pieces.length && parts.size() < MOST_PARTS; i++) {
      if (pieces[i].startsWith("--")) {
        return parts;
      }
      part(pieces[i]).ifPresent(parts::add);
    }
    return List.of();
  }

  private static Optional<Part> part(String piece) {
    int start = piece.indexOf(BREAK);
    int end = piece.indexOf(BREAK + BREAK, Math.max(start, 0));
    if (start < 0 || end < 0) {
      return Optional.empty();
    }
    String type = "text/plain";
    String disposition = "";
    for (String line : piece.substring(start, end).split(BREAK, -1)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("content-type") || name.equals("c")) {
        type = value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      } else if (name.equals("content-disposition")) {
        disposition = value;
      }
    }
    return Optional.of(new Part(type, disposition, piece.substring(end + 4)));
  }
}
