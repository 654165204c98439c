package io.invitebridge.sip.dialog;

import io.invitebridge.sip.message.Complaint;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.message.InactiveMedia;
import io.invitebridge.sip.message.Sdp;
import io.invitebridge.sip.message.SdpException;
import java.util.Optional;

/**
 * The offer/answer record of one dialog (RFC 3264): what we said last, and to what. A description
 * that an app wrote is passed on untouched and cannot be changed by us; the bridge's own inactive
 * ones can. Lane-confined.
 */
final class Negotiation {
  /** The answer to an offer that cannot be had; the session stays as it is. */
  static final Complaint NOT_ACCEPTABLE =
      Complaint.of(
          488,
          "Not Acceptable Here",
          new HeaderLine("Warning", "399 bridge \"The session cannot be changed\""));

  private final InactiveMedia media;
  private final long session;
  private long version = 1;
  private boolean ours = true;
  private boolean open;
  private String local = "";
  private Optional<Sdp> remote = Optional.empty();

  /**
   * @param session the number in our {@code o=} lines
   */
  Negotiation(InactiveMedia media, long session) {
    this.media = media;
    this.session = session;
  }

  /** What we said last; empty before the first time. */
  String local() {
    return local;
  }

  /** True while we have described nothing: no offer of ours is out, and no answer. */
  boolean isSilent() {
    return local.isEmpty();
  }

  /** The same first offer towards another branch of a fork, which answers for itself. */
  Negotiation branch() {
    Negotiation other = new Negotiation(media, session);
    other.ours = ours;
    other.open = open;
    other.local = local;
    return other;
  }

  /** True while our offer waits for its answer: nobody may offer anything else (RFC 3264 4). */
  boolean isOpen() {
    return open;
  }

  /** True when the description is an app's, whom the bridge cannot answer for. */
  boolean isApps() {
    return !ours;
  }

  /** The first description of ours: the app's, or an inactive answer, or an inactive offer. */
  String begin(Optional<Sdp> offer, Optional<String> fromApp) {
    remote = offer;
    open = offer.isEmpty();
    ours = fromApp.isEmpty();
    local =
        fromApp.orElseGet(
            () ->
                offer
                    .map(theirs -> media.answer(theirs, session, version))
                    .orElseGet(() -> media.offer(session, version)));
    return local;
  }

  /** False when a first offer has streams and we could answer none of them. */
  boolean canAnswer(Sdp offer) {
    return media.canAnswer(offer);
  }

  /** What the peer said last. */
  Optional<Sdp> remote() {
    return remote;
  }

  /** Another party's answer to the peer's first offer; passed on untouched. */
  void answerWith(String sdp) {
    ours = false;
    local = sdp;
  }

  /** An answer that takes no stream of the offer (RFC 3264 section 6). */
  String refusal(Sdp offer) {
    return media.refusal(offer, session, version);
  }

  /** The peer's answer to our offer, or its first offer. */
  void answered(Optional<Sdp> answer) {
    open = open && answer.isEmpty();
    remote = answer;
  }

  /**
   * The answer to a further offer. An offer that says nothing new gets the same answer, {@code o=}
   * unchanged (RFC 3264 section 8); empty when it cannot be accepted (488).
   */
  Optional<String> answer(Sdp offer) {
    if (remote.isPresent() && remote.get().saysTheSameAs(offer)) {
      return Optional.of(local);
    }
    if (!ours) {
      return Optional.empty();
    }
    remote = Optional.of(offer);
    String same = media.answer(offer, session, version);
    if (!same.equals(local)) {
      version++;
      local = media.answer(offer, session, version);
    }
    return Optional.of(local);
  }

  /** Our description goes out as an offer, which waits for its answer. */
  void offering() {
    open = true;
  }

  /** An offer of ours has come to nothing: all stays as it was (RFC 3261 section 14.1). */
  void unchanged() {
    open = false;
  }

  /**
   * Both sides have agreed on something new.
   *
   * @param ours what we said, as an app wrote it
   */
  void changed(String ours, Sdp theirs) {
    open = false;
    this.ours = this.ours && ours.equals(local);
    local = ours;
    remote = Optional.of(theirs);
  }

  /** A body that the request check has let through is a description; anything else is none. */
  static Optional<Sdp> read(Optional<String> body) {
    return body.flatMap(
        text -> {
          try {
            return Optional.of(Sdp.parse(text));
          } catch (SdpException e) {
            return Optional.empty();
          }
        });
  }
}
