package io.invitebridge.rtm.session;

import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Worker;
import io.invitebridge.core.port.Worker.Cancellation;
import io.invitebridge.rtm.message.ClientCall;
import io.invitebridge.rtm.message.RpcId;
import io.invitebridge.rtm.message.ServerNotice;
import io.invitebridge.rtm.message.ServerResult;
import io.invitebridge.rtm.translate.RtmErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Messages from one user to another. The sender's lane checks and waits, the receiver's lane
 * delivers, and the receiver's acknowledgement comes back as the sender's answer. Only on the lane
 * of its user.
 */
final class PeerMessages {
  /** RTM 1.x: a peer message is at most 32 KB. */
  static final int MAX_BYTES = 32 * 1024;

  private final RtmContext context;
  private final UserLine line;
  private final Worker lane;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long sent;

  PeerMessages(RtmContext context, UserLine line) {
    this.context = context;
    this.line = line;
    this.lane = context.lane(line.user());
  }

  /**
   * Sends, and answers when the peer has it, or has not.
   *
   * @param peerTookIt the message did its work whether or not a client of the peer gets it (RTM's
   *     end-call text to a peer on another network)
   */
  void send(Session from, Link link, RpcId id, ClientCall.PeerMessage call, boolean peerTookIt) {
    Optional<AppUser> peer = peer(call);
    if (peer.isEmpty()) {
      link.refuse(
          id,
          RtmErrorCode.PEER_MESSAGE_ERR_INVALID_USERID.because(
              "peerId breaks the rules for user ids."));
      return;
    }
    if (!isValid(call)) {
      link.refuse(
          id,
          RtmErrorCode.PEER_MESSAGE_ERR_INVALID_MESSAGE.because(
              "A message has either text or raw (base64), not empty, at most 32 KB."));
      return;
    }
    long token = ++sent;
    Cancellation timer =
        lane.after(context.settings.times().messageResult(), () -> timedOut(token));
    waiting.put(token, new Waiting(from, link, id, timer));
    ServerNotice notice =
        new ServerNotice.MessageFromPeer(
            line.user().user().value(),
            call.text(),
            call.raw(),
            call.description(),
            context.now().toEpochMilli());
    AppUser to = peer.get();
    Consumer<Boolean> result =
        received -> lane.execute(() -> settled(token, received || peerTookIt));
    context
        .lane(to)
        .execute(
            () ->
                context
                    .knownLine(to)
                    .ifPresentOrElse(
                        known -> known.deliverMessage(notice, result), () -> result.accept(false)));
  }

  /** The session is over: nobody is left to answer to. */
  void forgetAllOf(Session gone) {
    waiting.values().stream().filter(one -> one.from == gone).forEach(one -> one.timer.cancel());
    waiting.values().removeIf(one -> one.from == gone);
  }

  private void settled(long token, boolean received) {
    Waiting one = waiting.remove(token);
    if (one != null) {
      one.timer.cancel();
      one.link.answer(one.id, new ServerResult.MessageSent(received));
    }
  }

  private void timedOut(long token) {
    Waiting one = waiting.remove(token);
    if (one != null) {
      one.link.refuse(
          one.id,
          RtmErrorCode.PEER_MESSAGE_ERR_TIMEOUT.because(
              "The peer has not acknowledged the message in time; it may still arrive."));
    }
  }

  private Optional<AppUser> peer(ClientCall.PeerMessage call) {
    try {
      return Optional.of(AppUser.rtm(line.user().app(), new UserId(call.peerId())));
    } catch (InvalidValueException wrong) {
      return Optional.empty();
    }
  }

  private static boolean isValid(ClientCall.PeerMessage call) {
    if (call.text().isPresent() == call.raw().isPresent()) {
      return false;
    }
    int body = call.text().map(PeerMessages::utf8Length).orElseGet(() -> rawLength(call));
    int description = call.description().map(PeerMessages::utf8Length).orElse(0);
    return body > 0 && body + description <= MAX_BYTES;
  }

  private static int rawLength(ClientCall.PeerMessage call) {
    try {
      return Base64.getDecoder().decode(call.raw().orElse("")).length;
    } catch (IllegalArgumentException notBase64) {
      return 0;
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private record Waiting(Session from, Link link, RpcId id, Cancellation timer) {}
}
