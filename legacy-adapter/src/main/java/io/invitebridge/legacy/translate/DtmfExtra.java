package io.invitebridge.legacy.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.InvalidValueException;
import java.util.Locale;
import java.util.Optional;

/** Key presses as the extra of {@code voip_invite_msg} has them: msgtype "dtmf" and msgdata. */
public final class DtmfExtra {
  private static final int MAX_DEPTH = 64;
  private static final String TYPE = "msgtype";
  private static final String DATA = "msgdata";
  private static final String DTMF = "dtmf";
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  private DtmfExtra() {}

  /** Empty when the text is no key presses, or more of them than travel at once. */
  public static Optional<Dtmf> read(String extra) {
    if (!extra.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(extra);
      return root.path(TYPE).asText().equals(DTMF)
          ? Optional.of(new Dtmf(root.path(DATA).asText().toUpperCase(Locale.ROOT)))
          : Optional.empty();
    } catch (JsonProcessingException | InvalidValueException notKeys) {
      return Optional.empty();
    }
  }

  public static String write(Dtmf dtmf) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(TYPE, DTMF)
        .put(DATA, dtmf.digits())
        .toString();
  }
}
