package io.invitebridge.sip.translate;

import java.util.OptionalInt;

/** Q.850 causes and SIP statuses into each other (RFC 3398 sections 7.2.4.1 and 8.2.6.1). Pure. */
public final class CauseTable {
  private CauseTable() {}

  /** The status of a cause; empty when the RFC names none, as for a normal end. */
  public static OptionalInt status(int cause) {
    int status =
        switch (cause) {
          case 1, 2, 3, 26 -> 404;
          case 17 -> 486;
          case 18 -> 408;
          case 19, 20, 31 -> 480;
          case 21, 55, 57, 87 -> 403;
          case 22, 23 -> 410;
          case 27 -> 502;
          case 28 -> 484;
          case 29, 79 -> 501;
          case 34, 38, 41, 42, 47, 58, 88 -> 503;
          case 65, 70 -> 488;
          case 102 -> 504;
          case 111, 127 -> 500;
          default -> 0;
        };
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The cause of a final status; empty when the RFC names none. */
  public static OptionalInt cause(int status) {
    int cause =
        switch (status) {
          case 400, 500, 503 -> 41;
          case 401, 402, 403, 407, 603, 607, 608 -> 21;
          case 404, 604 -> 1;
          case 405, 406, 501 -> 79;
          case 408, 504 -> 102;
          case 410 -> 22;
          case 413, 414, 416, 420, 421, 423, 505, 513 -> 127;
          case 415, 488, 606 -> 65;
          case 480 -> 18;
          case 482, 483 -> 25;
          case 484 -> 28;
          case 485 -> 1;
          case 486, 600 -> 17;
          case 502 -> 38;
          default -> 0;
        };
    return cause == 0 ? OptionalInt.empty() : OptionalInt.of(cause);
  }
}
