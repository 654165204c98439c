package io.invitebridge.app.admin;

/** A request that cannot be served, by its own fault. The message is a sentence for the client. */
public final class ComplaintException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status an HTTP status from 400 to 499
   */
  public ComplaintException(int status, String sentence) {
    super(sentence);
    this.status = status;
  }

  /** Something in the request is not what it should be. */
  public static ComplaintException badRequest(String sentence) {
    return new ComplaintException(400, sentence);
  }

  /** What the path names does not exist. */
  public static ComplaintException notFound(String sentence) {
    return new ComplaintException(404, sentence);
  }

  Answer answer() {
    return Answer.error(status, String.valueOf(getMessage()));
  }
}
