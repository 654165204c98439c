package io.invitebridge.sip.session;

import io.invitebridge.sip.Tokens;
import io.invitebridge.sip.message.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The UUIDs of both ends of one invitation. A SIP end's own is handed across (RFC 7989 section 7);
 * for an end that says none, an app user's or an old peer's, the bridge makes one, which holds as
 * long as any leg of the invitation does. Any thread.
 */
final class Ends {
  private final Tokens tokens;
  private Optional<String> inviter = Optional.empty();
  private Optional<Said> invitee = Optional.empty();
  private Optional<String> refuser = Optional.empty();
  private Optional<String> answeredBy = Optional.empty();
  private Optional<String> madeInviter = Optional.empty();
  private Optional<String> madeInvitee = Optional.empty();

  private record Said(String dialog, String uuid) {}

  Ends(Tokens tokens) {
    this.tokens = tokens;
  }

  synchronized void inviterIs(String uuid) {
    inviter = Optional.of(uuid);
  }

  /** Of several callees the last to say something counts, until one of them has answered. */
  synchronized void inviteeIs(String dialog, String uuid) {
    if (answeredBy.isEmpty() || answeredBy.get().equals(dialog)) {
      invitee = Optional.of(new Said(dialog, uuid));
    }
  }

  /** From now on only this callee counts; one that has said no UUID has the bridge's. */
  synchronized void answered(String dialog) {
    if (answeredBy.isEmpty()) {
      answeredBy = Optional.of(dialog);
      invitee = invitee.filter(said -> said.dialog().equals(dialog));
    }
  }

  /** A callee's leg is over: unless it has answered, somebody else may yet. */
  synchronized void left(String leg) {
    if (answeredBy.isEmpty() && invitee.filter(said -> said.dialog().startsWith(leg)).isPresent()) {
      refuser = invitee.map(Said::uuid);
      invitee = Optional.empty();
    }
  }

  synchronized String inviter() {
    if (inviter.isPresent()) {
      return inviter.get();
    }
    String made = madeInviter.orElseGet(this::made);
    madeInviter = Optional.of(made);
    return made;
  }

  synchronized String invitee() {
    if (invitee.isPresent()) {
      return invitee.get().uuid();
    }
    String made = madeInvitee.orElseGet(this::made);
    madeInvitee = Optional.of(made);
    return made;
  }

  /** Whose refusal a final response tells. */
  synchronized String refuser() {
    return invitee.isEmpty() && refuser.isPresent() ? refuser.get() : invitee();
  }

  /** A UUID of version 4 (RFC 7989 section 4.1), from the bridge's own chance. */
  private String made() {
    byte[] bits;
    try {
      bits =
          MessageDigest.getInstance("SHA-256")
              .digest((tokens.next() + tokens.next()).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
    bits[6] = (byte) (bits[6] & 0x0f | 0x40);
    bits[8] = (byte) (bits[8] & 0x3f | 0x80);
    return HexFormat.of().formatHex(bits, 0, SessionId.NIL.length() / 2);
  }
}
