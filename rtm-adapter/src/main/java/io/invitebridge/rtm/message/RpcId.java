package io.invitebridge.rtm.message;

/**
 * The id of a JSON-RPC request, kept as the JSON it came as, so that it is echoed unchanged.
 *
 * @param json a JSON string or whole number
 */
public record RpcId(String json) {}
