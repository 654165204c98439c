package io.invitebridge.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As much of a session description (RFC 8866) as a signalling bridge needs: whether it is one, and
 * its media lines. The text itself is never changed.
 *
 * @param text as it came
 * @param origin the {@code o=} line's value
 * @param media the media sections in order
 */
public record Sdp(String text, String origin, List<Media> media) {
  /** A description with more media than this is hostile. */
  private static final int MOST_MEDIA = 64;

  /**
   * One {@code m=} section.
   *
   * @param kind audio, video ...
   * @param port 0 stands for a refused or switched-off stream (RFC 3264 section 6)
   * @param formats the rest of the line
   * @param lines the lines below it
   */
  public record Media(
      String kind, int port, String profile, List<String> formats, List<String> lines) {
    public Media {
      formats = List.copyOf(formats);
      lines = List.copyOf(lines);
    }

    Optional<String> rtpmap(String format) {
      String wanted = "a=rtpmap:" + format + " ";
      return lines.stream().filter(line -> line.startsWith(wanted)).findFirst();
    }
  }

  public Sdp {
    media = List.copyOf(media);
  }

  /**
   * @throws SdpException names the first line that is wrong
   */
  public static Sdp parse(String text) throws SdpException {
    List<String> lines = text.lines().filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty() || !lines.get(0).equals("v=0")) {
      throw new SdpException("the first line must be v=0");
    }
    String origin = "";
    boolean session = false;
    boolean time = false;
    List<Media> media = new ArrayList<>();
    List<String> current = new ArrayList<>();
    Optional<String> head = Optional.empty();
    for (String line : lines.subList(1, lines.size())) {
      checkShape(line);
      char type = line.charAt(0);
      if (type == 'm') {
        flush(head, current, media);
        head = Optional.of(line);
      } else if (head.isPresent()) {
        current.add(line);
      } else if (type == 'o') {
        origin = checkedOrigin(line);
      } else {
        session |= type == 's';
        time |= type == 't';
      }
    }
    flush(head, current, media);
    if (origin.isEmpty() || !session || !time) {
      throw new SdpException("the lines o=, s= and t= are mandatory");
    }
    return new Sdp(text, origin, media);
  }

  /** The description without its {@code o=} line: equal for two versions that say the same. */
  String withoutOrigin() {
    StringBuilder out = new StringBuilder(text.length());
    text.lines()
        .filter(line -> !line.startsWith("o="))
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /** True when both describe the same session, whatever their version (RFC 3264 section 8). */
  public boolean saysTheSameAs(Sdp other) {
    return text.equals(other.text) || withoutOrigin().equals(other.withoutOrigin());
  }

  private static void checkShape(String line) throws SdpException {
    if (line.length() < 2 || line.charAt(1) != '=' || !Character.isLetter(line.charAt(0))) {
      throw new SdpException("every line must be a letter, an equals sign and a value");
    }
  }

  private static String checkedOrigin(String line) throws SdpException {
    String[] parts = line.substring(2).split(" ", -1);
    if (parts.length != 6 || !parts[3].equals("IN")) {
      throw new SdpException("o= must have six fields");
    }
    return line.substring(2);
  }

  private static void flush(Optional<String> head, List<String> lines, List<Media> media)
      throws SdpException {
    if (head.isPresent()) {
      if (media.size() == MOST_MEDIA) {
        throw new SdpException("more than " + MOST_MEDIA + " media lines");
      }
      media.add(media(head.get(), lines));
      lines.clear();
    }
  }

  private static Media media(String line, List<String> lines) throws SdpException {
    String[] parts = line.substring(2).strip().split(" +");
    if (parts.length < 4) {
      throw new SdpException("m= must name media, port, profile and formats");
    }
    String digits = parts[1].split("/", 2)[0];
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(Character::isDigit)) {
      throw new SdpException("m= must have a port number");
    }
    int port = Integer.parseInt(digits);
    if (port > 65_535) {
      throw new SdpException("m= must have a port number below 65536");
    }
    return new Media(parts[0], port, parts[2], List.of(parts).subList(3, parts.length), lines);
  }
}
