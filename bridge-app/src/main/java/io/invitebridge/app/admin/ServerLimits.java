package io.invitebridge.app.admin;

/**
 * How long the JDK's HTTP server waits for slow clients. It reads these properties of the virtual
 * machine once, when its first server is made; what an operator has set stays.
 */
final class ServerLimits {
  private static final int REQUEST_SECONDS = 10;
  private static final int ANSWER_SECONDS = 30;
  private static final int MOST_CONNECTIONS = 200;

  private ServerLimits() {}

  static void set() {
    set("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    set("sun.net.httpserver.maxRspTime", ANSWER_SECONDS);
    set("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    // Else each answer waits for the acknowledgement of the headers' packet.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static void set(String name, int value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, Integer.toString(value));
    }
  }
}
