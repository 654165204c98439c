package io.invitebridge.sip.message;

import java.util.Set;

/** The methods that this user agent serves, and the header values that announce it. */
public final class MethodNames {
  public static final String INVITE = "INVITE";
  public static final String ACK = "ACK";
  public static final String CANCEL = "CANCEL";
  public static final String BYE = "BYE";
  public static final String OPTIONS = "OPTIONS";
  public static final String INFO = "INFO";
  public static final String UPDATE = "UPDATE";

  /** Only sent, never served: the bridge is no registrar. */
  public static final String REGISTER = "REGISTER";

  public static final String PRACK = "PRACK";

  /** Call transfer, RFC 3515; only inside a dialog, and where a trunk's settings follow it. */
  public static final String REFER = "REFER";

  /** What became of it, RFC 6665. */
  public static final String NOTIFY = "NOTIFY";

  public static final Set<String> SERVED =
      Set.of(INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY);

  /** RFC 3261 section 20.5. */
  public static final HeaderLine ALLOW =
      new HeaderLine("Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK");

  /** The same where transfers are followed. */
  public static final HeaderLine ALLOW_TRANSFER =
      new HeaderLine(ALLOW.name(), ALLOW.value() + ", " + REFER + ", " + NOTIFY);

  /** RFC 3261 section 20.1. */
  public static final HeaderLine ACCEPT =
      new HeaderLine("Accept", "application/sdp, multipart/mixed");

  private MethodNames() {}
}
