package io.invitebridge.app.admin;

/** One path of the admin HTTP. Called on an admin thread; must only read. */
@FunctionalInterface
public interface Page {
  Answer read();

  /**
   * What the client gets.
   *
   * @param status an HTTP status
   * @param type the media type of the body
   */
  record Answer(int status, String type, String body) {
    public static Answer json(int status, String body) {
      return new Answer(status, "application/json", body + "\n");
    }

    public static Answer text(int status, String body) {
      return new Answer(status, "text/plain; charset=utf-8", body);
    }
  }
}
