package io.invitebridge.sip.message;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.header.RSeq;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;

/** The headers of reliable provisional responses (RFC 3262 section 7). */
public final class ReliableHeaders {
  private ReliableHeaders() {}

  /**
   * What a PRACK acknowledges.
   *
   * @param response the RSeq of the provisional
   * @param cseq the number of the request that it answers
   */
  public record Acknowledged(long response, long cseq, String method) {

    /** The value of the RAck header. */
    public HeaderLine line() {
      return new HeaderLine("RAck", response + " " + cseq + " " + method);
    }
  }

  /** The number of a provisional that wants a PRACK; empty for others and for a broken number. */
  public static Optional<Long> number(SIPResponse response) {
    int status = response.getStatusCode();
    return status > 100
            && status < 200
            && Extensions.requires(response, Extensions.RELIABLE)
            && response.getHeader(RSeq.NAME) instanceof RSeq rseq
            && rseq.getSeqNumber() > 0
        ? Optional.of(rseq.getSeqNumber())
        : Optional.empty();
  }

  /** Empty when the PRACK does not say what it acknowledges. */
  public static Optional<Acknowledged> acknowledged(SIPRequest prack) {
    return prack.getHeader(RAck.NAME) instanceof RAck rack && rack.getMethod() != null
        ? Optional.of(
            new Acknowledged(
                rack.getRSequenceNumber(), rack.getCSequenceNumber(), rack.getMethod()))
        : Optional.empty();
  }
}
