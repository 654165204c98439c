package io.invitebridge.sip.translate;

import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import java.util.Optional;
import java.util.OptionalInt;

/** What a final status of a called SIP peer means (docs/mapping.md, "SIP status to outcome"). */
public final class StatusTable {
  private StatusTable() {}

  /**
   * A status in the engine's words; exactly one of the first two is present.
   *
   * @param refusal a decision of the callee or of its network about this call
   * @param failure the callee never decided
   * @param word what an app reads in the response's {@code word}
   */
  public record Meaning(Optional<RefuseReason> refusal, Optional<LegFailure> failure, String word) {
    static Meaning refused(RefuseReason reason) {
      return new Meaning(Optional.of(reason), Optional.empty(), reason.word());
    }

    static Meaning failed(LegFailure failure, String word) {
      return new Meaning(Optional.empty(), Optional.of(failure), word);
    }
  }

  /**
   * @param status 300 to 699
   */
  public static Meaning of(int status) {
    return switch (status) {
      case 401, 403, 407 -> Meaning.refused(RefuseReason.FORBIDDEN);
      case 404, 410, 416, 484, 604 -> Meaning.failed(LegFailure.UNKNOWN, "wrong-number");
      case 408 -> Meaning.failed(LegFailure.NO_RESPONSE, "unavailable");
      case 480 -> Meaning.failed(LegFailure.OFFLINE, "unavailable");
      case 486, 600 -> Meaning.refused(RefuseReason.BUSY);
      case 487 -> Meaning.refused(RefuseReason.NETWORK);
      case 488, 606 -> Meaning.refused(RefuseReason.MEDIA);
      case 603 -> Meaning.refused(RefuseReason.DECLINED);
      case 607 -> Meaning.refused(RefuseReason.UNWANTED);
      case 608 -> Meaning.refused(RefuseReason.BLOCKED);
      default -> ofClass(status / 100);
    };
  }

  /**
   * The same, with what the network behind the peer says (RFC 6432): a status that only says "it
   * failed" means what the Q.850 cause says.
   */
  static Meaning of(int status, OptionalInt cause) {
    Meaning plain = of(status);
    if (plain.refusal().isPresent() || cause.isEmpty()) {
      return plain;
    }
    return switch (cause.getAsInt()) {
      case 17 -> Meaning.refused(RefuseReason.BUSY);
      case 21 -> Meaning.refused(RefuseReason.DECLINED);
      case 1, 3, 22, 28 -> Meaning.failed(LegFailure.UNKNOWN, "wrong-number");
      case 20 -> Meaning.failed(LegFailure.OFFLINE, "unavailable");
      case 18, 19 -> Meaning.failed(LegFailure.NO_RESPONSE, "unavailable");
      default -> plain;
    };
  }

  private static Meaning ofClass(int hundreds) {
    return switch (hundreds) {
      case 3 -> Meaning.refused(RefuseReason.UNAVAILABLE);
      case 6 -> Meaning.refused(RefuseReason.DECLINED);
      default -> Meaning.failed(LegFailure.NO_RESPONSE, "network");
    };
  }
}
