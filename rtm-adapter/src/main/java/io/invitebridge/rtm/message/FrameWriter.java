package io.invitebridge.rtm.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Writes text frames; all escaping is Jackson's. Any thread. */
public final class FrameWriter {
  private static final String HEAD = "{\"jsonrpc\":\"2.0\",";

  public String result(RpcId id, ServerResult result) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    result.describe(members);
    return HEAD + "\"id\":" + id.json() + ",\"result\":" + members + "}";
  }

  /**
   * @param id empty when the request's id could not be read; JSON-RPC then asks for null
   */
  public String error(Optional<RpcId> id, RpcError error) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("code", error.code()).put("message", error.message());
    members.putObject("data").put("name", error.name());
    return HEAD + "\"id\":" + id.map(RpcId::json).orElse("null") + ",\"error\":" + members + "}";
  }

  /** A notification that the client is to acknowledge by its number. */
  public String notice(ServerNotice notice, long seq) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.put("seq", seq);
    return notice(notice, params);
  }

  /** A notification outside the numbering. */
  public String notice(ServerNotice notice) {
    return notice(notice, JsonNodeFactory.instance.objectNode());
  }

  private static String notice(ServerNotice notice, ObjectNode params) {
    notice.describe(params);
    String method = notice.method().wireName();
    return HEAD + "\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
