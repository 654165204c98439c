package io.invitebridge.rtm.message;

/**
 * The error object of an answer.
 *
 * @param code RTM's number within the call's error group, or JSON-RPC's own
 * @param name the constant name of the code, {@code error.data.name} on the wire
 * @param message a sentence for the developer of the client; never repeats what the client sent
 */
public record RpcError(int code, String name, String message) {
  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;

  static RpcError parse(String message) {
    return new RpcError(PARSE_ERROR, "PARSE_ERROR", message);
  }

  static RpcError request(String message) {
    return new RpcError(INVALID_REQUEST, "INVALID_REQUEST", message);
  }

  static RpcError method(String message) {
    return new RpcError(METHOD_NOT_FOUND, "METHOD_NOT_FOUND", message);
  }

  static RpcError params(String message) {
    return new RpcError(INVALID_PARAMS, "INVALID_PARAMS", message);
  }
}
