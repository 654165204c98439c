package io.invitebridge.client.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The limits that are checked before anything is sent; the bridge checks them again. */
public final class Limits {
  /** Content, response and the info of a hang-up, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 8 * 1024;

  /** What the app sends beside the content, in bytes of UTF-8. */
  public static final int DATA_BYTES = 2 * 1024;

  /** The longest time to arrive, in seconds. */
  public static final int DELIVERY_SECONDS = 30;

  /** The longest time to ring, in seconds. */
  public static final int RING_SECONDS = 179;

  /** A channel id, in bytes of UTF-8. */
  public static final int CHANNEL_ID_BYTES = 64;

  /** A user id, in bytes. */
  public static final int USER_ID_BYTES = 64;

  /** Whom one calls: a user id, or a number or address on a phone network, in bytes of UTF-8. */
  public static final int CALLEE_BYTES = 128;

  /** A message to a peer, text or bytes. */
  public static final int MESSAGE_BYTES = 32 * 1024;

  /** The params of a request as JSON, in bytes; the frame around them has at most 65,536. */
  public static final int PARAMS_BYTES = 65_000;

  /** Users in one query or subscription of their presence. */
  public static final int QUERY_PEERS = 256;

  /** Users whose presence is subscribed to. */
  public static final int SUBSCRIBED_PEERS = 512;

  private static final String USER_ID_SIGNS = " !#$%&()+-:;<=.>?@[]^_{}|~,";

  private Limits() {}

  /** Whether a text, which may be null, is sent in at most {@code bytes} bytes of UTF-8. */
  public static boolean fits(@Nullable String text, int bytes) {
    return text == null
        || (text.length() <= bytes
            && WellFormed.of(text).getBytes(StandardCharsets.UTF_8).length <= bytes);
  }

  /** Whether this can be an app user: letters, digits and some signs, and not the word null. */
  public static boolean isUserId(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > USER_ID_BYTES || id.equals("null")) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && USER_ID_SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this can be somebody to call; what it means is the bridge's routes' business. */
  public static boolean isCallee(@Nullable String id) {
    if (id == null || id.isEmpty() || id.equals("null") || !fits(id, CALLEE_BYTES)) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
