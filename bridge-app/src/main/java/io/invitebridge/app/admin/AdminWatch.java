package io.invitebridge.app.admin;

/** Hears of each answer, for the metrics. On admin threads. */
@FunctionalInterface
public interface AdminWatch {
  AdminWatch NONE = (method, path, status) -> {};

  /**
   * @param path of the operation, with its names in braces; {@code none} when there is no such
   */
  void answered(String method, String path, int status);
}
