package io.invitebridge.legacy.message;

/** What a client says in its login that it is. */
public enum Device {
  /** The vendor's web build, any version. */
  WEB,
  /** The vendor's Java server library. */
  JAVA,
  OTHER;

  static Device of(String wire) {
    return switch (wire) {
      case "websdk" -> WEB;
      case "javasdk" -> JAVA;
      default -> OTHER;
    };
  }

  /** Polls by itself at once after a good login. */
  public boolean pollsAtOnce() {
    return this != OTHER;
  }
}
