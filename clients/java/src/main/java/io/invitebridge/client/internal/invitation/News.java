package io.invitebridge.client.internal.invitation;

import org.jspecify.annotations.Nullable;

/** What comes along with a trigger. */
final class News {
  /** Nothing comes along. */
  static final News NONE = new News(0, null, "", "", "", "");

  /** The code of a failure, or the status of a progress; 0 for none. */
  final int code;

  /** The callee's answer; null for none. */
  final @Nullable String response;

  /** Why it ended, one word; empty for none. */
  final String reason;

  /** The text of who canceled or hung up; empty for none. */
  final String info;

  /** What kind of change of the media it is, one word; empty for none. */
  final String change;

  /** The session description that comes along, as JSON; empty for none. */
  final String content;

  News(
      int code,
      @Nullable String response,
      String reason,
      String info,
      String change,
      String content) {
    this.code = code;
    this.response = response;
    this.reason = reason;
    this.info = info;
    this.change = change;
    this.content = content;
  }

  /** Only a reason. */
  static News because(String reason) {
    return new News(0, null, reason, "", "", "");
  }

  /** One's own hang-up. */
  static News hungUp(@Nullable String info) {
    return new News(0, null, "hung-up", info == null ? "" : info, "", "");
  }

  /** The same with the code that the machine decided; 0 leaves it as it is. */
  News withCode(int decided) {
    return decided == 0 ? this : new News(decided, response, reason, info, change, content);
  }
}
