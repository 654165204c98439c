package io.invitebridge.legacy.translate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * What this network reads in an extra. An extra is the apps' own text, usually JSON; it travels on
 * untouched whatever it is, and nothing is wrong with one that cannot be read.
 *
 * @param timeout {@code _timeout} in seconds, when it lies between 1 and 30
 * @param requirePeerOnline {@code _require_peer_online} is 1
 * @param busy {@code status} is 1, the vendor's sample's word for a busy callee
 */
public record InviteExtra(Optional<Duration> timeout, boolean requirePeerOnline, boolean busy) {
  private static final InviteExtra NOTHING = new InviteExtra(Optional.empty(), false, false);
  private static final int MAX_DEPTH = 64;
  private static final int LONGEST_TIMEOUT = 30;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
              .build());

  public static InviteExtra read(String extra) {
    if (!extra.stripLeading().startsWith("{")) {
      return NOTHING;
    }
    JsonNode root;
    try {
      root = JSON.readTree(extra);
    } catch (JsonProcessingException notJson) {
      return NOTHING;
    }
    int timeout = root.path("_timeout").asInt(0);
    return new InviteExtra(
        timeout >= 1 && timeout <= LONGEST_TIMEOUT
            ? Optional.of(Duration.ofSeconds(timeout))
            : Optional.empty(),
        isOne(root.path("_require_peer_online")),
        isOne(root.path("status")));
  }

  private static boolean isOne(JsonNode value) {
    return value.isBoolean() ? value.booleanValue() : value.asInt(0) == 1;
  }
}
