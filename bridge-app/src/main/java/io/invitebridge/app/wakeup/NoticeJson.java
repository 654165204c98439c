package io.invitebridge.app.wakeup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.invitebridge.core.model.Network;
import io.invitebridge.rtm.translate.CoreToRtm;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A notice as the backend reads it (docs/wake-up.md). Any thread. */
final class NoticeJson {
  private final ObjectMapper json = new ObjectMapper();
  private final boolean withContent;

  /**
   * @param withContent whether the backend may see the caller's text and its app's data
   */
  NoticeJson(boolean withContent) {
    this.withContent = withContent;
  }

  /**
   * JSON.
   *
   * @param now by the engine's clock, which the notice's times were read from
   * @param wall the same moment by the clock that other machines go by
   */
  String write(Notice notice, Instant now, Instant wall) {
    ObjectNode body = json.createObjectNode();
    body.put("event", notice.kind().word());
    body.put("number", notice.number());
    body.put("idempotencyKey", notice.idempotencyKey());
    body.put("invitationId", notice.invitationId());
    body.put("appId", notice.callee().app().value());
    body.put("calleeId", notice.callee().user().value());
    body.put("calleeNetwork", word(notice.callee().network()));
    body.put("callerId", CoreToRtm.callerId(notice.offer()));
    body.put("callerNetwork", word(notice.offer().caller().network()));
    notice.offer().callerName().ifPresent(name -> body.put("callerName", name.value()));
    notice.offer().channelId().ifPresent(channel -> body.put("channelId", channel.value()));
    if (withContent && notice.kind() == NoticeKind.WAKE_UP) {
      body.put("content", notice.offer().content().value());
      if (!notice.offer().data().isEmpty()) {
        body.put("data", notice.offer().data().value());
      }
    }
    notice.reason().ifPresent(reason -> body.put("reason", reason));
    notice
        .expiresAt()
        .ifPresent(at -> body.put("expiresAt", text(wall.plus(Duration.between(now, at)))));
    body.put("sentAt", text(wall));
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers can always be written.", e);
    }
  }

  private static String word(Network network) {
    return network.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
