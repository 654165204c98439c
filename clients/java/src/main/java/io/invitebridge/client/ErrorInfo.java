package io.invitebridge.client;

/** Why a call of a method failed: a number of the method's own group in {@link RtmStatusCode}. */
public class ErrorInfo {
  private final int errorCode;
  private final String errorDescription;

  /** An error without words. */
  public ErrorInfo(int errorCode) {
    this(errorCode, "");
  }

  /** An error and a sentence for the developer; null counts as no words. */
  public ErrorInfo(int errorCode, String errorDescription) {
    this.errorCode = errorCode;
    this.errorDescription = errorDescription == null ? "" : errorDescription;
  }

  /** The number; its meaning depends on the method that was called. */
  public int getErrorCode() {
    return errorCode;
  }

  /** A sentence for the developer, never null, not meant for users of the app. */
  public String getErrorDescription() {
    return errorDescription;
  }

  @Override
  public String toString() {
    return "ErrorInfo{errorCode=" + errorCode + ", errorDescription='" + errorDescription + "'}";
  }
}
