package io.invitebridge.sip.message;

import java.util.List;
import java.util.Optional;

/**
 * The bridge's own offers and answers, for a party whose app gave no session description: every
 * stream is {@code inactive}, so that the call stands and no media flows (RFC 3264 section 6.1, RFC
 * 6337 section 5.3; docs/decisions/0102).
 *
 * @param host the address written into {@code c=} and {@code o=}
 */
public record InactiveMedia(String host) {
  /** The discard port: nonzero, because zero would refuse the stream (RFC 3264 section 6). */
  private static final int DISCARD_PORT = 9;

  /** One audio stream in the two codecs that every peer has. */
  public String offer(long session, long version) {
    return head(session, version) + stream("audio", "RTP/AVP", "0 8", List.of());
  }

  /** Same count and order of streams as the offer; what cannot be answered has port 0. */
  public String answer(Sdp offer, long session, long version) {
    StringBuilder out = new StringBuilder(head(session, version));
    boolean accepted = false;
    for (Sdp.Media media : offer.media()) {
      if (!accepted && isAnswerable(media)) {
        out.append(accepted(media));
        accepted = true;
      } else {
        out.append(refused(media));
      }
    }
    return out.toString();
  }

  /** Same count and order of streams as the offer, each with port 0. */
  public String refusal(Sdp offer, long session, long version) {
    StringBuilder out = new StringBuilder(head(session, version));
    offer.media().forEach(media -> out.append(refused(media)));
    return out.toString();
  }

  /** False when the offer has streams and none of them could be answered. */
  public boolean canAnswer(Sdp offer) {
    return offer.media().isEmpty() || offer.media().stream().anyMatch(InactiveMedia::isAnswerable);
  }

  private static boolean isAnswerable(Sdp.Media media) {
    return media.port() != 0
        && media.kind().equals("audio")
        && (media.profile().equals("RTP/AVP") || media.profile().equals("RTP/AVPF"));
  }

  private static String accepted(Sdp.Media media) {
    List<String> wellKnown =
        media.formats().stream().filter(f -> f.equals("0") || f.equals("8")).toList();
    List<String> formats = wellKnown.isEmpty() ? media.formats().subList(0, 1) : wellKnown;
    List<String> maps =
        formats.stream().map(media::rtpmap).flatMap(Optional::stream).distinct().toList();
    return stream(media.kind(), media.profile(), String.join(" ", formats), maps);
  }

  private static String refused(Sdp.Media media) {
    String formats = String.join(" ", media.formats());
    return "m=" + media.kind() + " 0 " + media.profile() + " " + formats + "\r\n";
  }

  private static String stream(String kind, String profile, String formats, List<String> maps) {
    StringBuilder out = new StringBuilder();
    out.append("m=" + kind + " " + DISCARD_PORT + " " + profile + " " + formats + "\r\n");
    maps.forEach(map -> out.append(map).append("\r\n"));
    return out.append("a=inactive\r\n").toString();
  }

  private String head(long session, long version) {
    String address = (host.indexOf(':') >= 0 ? "IN IP6 " : "IN IP4 ") + host;
    return "v=0\r\no=bridge "
        + session
        + " "
        + version
        + " "
        + address
        + "\r\ns=-\r\nc="
        + address
        + "\r\nt=0 0\r\n";
  }
}
