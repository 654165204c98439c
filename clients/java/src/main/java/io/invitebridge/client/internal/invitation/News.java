package io.invitebridge.client.internal.invitation;

import org.jspecify.annotations.Nullable;

/** What comes along with a trigger. */
final class News {
  /** Nothing comes along. */
  static final News NONE = new News(0, null, "", "");

  /** The code of a failure; 0 for none. */
  final int code;

  /** The callee's answer; null for none. */
  final @Nullable String response;

  /** Why it ended, one word; empty for none. */
  final String reason;

  /** The text of who canceled or hung up; empty for none. */
  final String info;

  News(int code, @Nullable String response, String reason, String info) {
    this.code = code;
    this.response = response;
    this.reason = reason;
    this.info = info;
  }

  /** Only a reason. */
  static News because(String reason) {
    return new News(0, null, reason, "");
  }

  /** One's own hang-up. */
  static News hungUp(@Nullable String info) {
    return new News(0, null, "hung-up", info == null ? "" : info);
  }

  /** The same with the code that the machine decided; 0 leaves it as it is. */
  News withCode(int decided) {
    return decided == 0 ? this : new News(decided, response, reason, info);
  }
}
