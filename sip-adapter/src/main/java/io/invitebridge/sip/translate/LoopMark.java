package io.invitebridge.sip.translate;

import io.invitebridge.sip.message.HeaderLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Our own mark in a call that passes through: the same caller asking for the same callee a second
 * time within one call is a loop, whatever the elements in between did to Call-ID and Max-Forwards.
 */
public final class LoopMark {
  public static final String HEADER = "X-Invite-Path";

  /** RFC 3261 section 16.6 leaves 70 hops; no honest path crosses this bridge so often. */
  private static final int MOST_MARKS = 16;

  private LoopMark() {}

  /** Stands for one (caller, callee) at this node; says nothing about either. */
  public static String of(String node, String caller, String dialed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((caller + "\n" + dialed).getBytes(StandardCharsets.UTF_8));
      return node + "-" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The marks of a request, in the order of the path. */
  public static List<String> read(List<String> values) {
    List<String> marks = new ArrayList<>();
    for (String value : values) {
      for (String mark : value.split(",")) {
        if (mark.strip().matches("[A-Za-z0-9]{1,8}-[0-9a-f]{16}")) {
          marks.add(mark.strip());
        }
      }
    }
    return List.copyOf(marks);
  }

  /** True when this call has been here before, or claims a path too long to believe. */
  public static boolean isLoop(List<String> path, String mark) {
    return path.contains(mark) || path.size() >= MOST_MARKS;
  }

  public static HeaderLine header(List<String> path) {
    return new HeaderLine(HEADER, String.join(", ", path));
  }
}
