package io.invitebridge.rtm.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.invitebridge.rtm.message.Params.WrongShape;
import java.util.Optional;

/**
 * Reads text frames. Every text has an answer; nothing is thrown for what a peer sent. Refused are:
 * nesting deeper than 16, a name given twice, anything after the object, JSON-RPC batches, and a
 * call without an id other than {@code ack}. Members that are not known are ignored, so that later
 * clients can talk to this server. Any thread.
 */
public final class FrameReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME_CHARACTERS = 256;
  private static final int MAX_NUMBER_CHARACTERS = 32;
  private static final int MAX_ID_CHARACTERS = 64;

  private final ObjectMapper mapper;

  /**
   * @param maxCharacters the longest string inside a frame
   */
  public FrameReader(int maxCharacters) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(maxCharacters)
                    .maxNameLength(MAX_NAME_CHARACTERS)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  public Inbound read(String frame) {
    JsonNode root;
    try {
      root = mapper.readTree(frame);
    } catch (JsonProcessingException broken) {
      return notJson();
    }
    if (root.isMissingNode()) {
      return notJson();
    }
    if (!root.isObject()) {
      return new Inbound.Malformed(
          Optional.empty(), RpcError.request("A frame must hold one JSON-RPC 2.0 object."));
    }
    return request(root);
  }

  private static Inbound notJson() {
    return new Inbound.Malformed(
        Optional.empty(), RpcError.parse("The frame is not a JSON text that this server accepts."));
  }

  private static Inbound request(JsonNode root) {
    Optional<RpcId> id = id(root.path("id"));
    JsonNode version = root.path("jsonrpc");
    if (!version.isTextual() || !version.textValue().equals("2.0")) {
      return new Inbound.Malformed(id, RpcError.request("'jsonrpc' must be \"2.0\"."));
    }
    JsonNode name = root.path("method");
    if (!name.isTextual()) {
      return new Inbound.Malformed(id, RpcError.request("'method' must be a string."));
    }
    Optional<ClientMethod> method = ClientMethod.of(name.textValue());
    if (method.isEmpty()) {
      return new Inbound.Malformed(id, RpcError.method("This server has no such method."));
    }
    JsonNode params = root.path("params");
    if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
      return new Inbound.Malformed(id, RpcError.params("'params' must be an object."));
    }
    try {
      return inbound(id, call(method.get(), new Params(params)));
    } catch (WrongShape wrong) {
      return new Inbound.Malformed(id, RpcError.params("In 'params', " + wrong.getMessage()));
    }
  }

  private static Inbound inbound(Optional<RpcId> id, ClientCall call) {
    if (call instanceof ClientCall.Ack ack && id.isEmpty()) {
      return new Inbound.Acknowledgement(ack.seq());
    }
    if (id.isEmpty()) {
      return new Inbound.Malformed(
          id,
          RpcError.request(
              "A call needs an 'id': a whole number, or a string of at most 64 characters."));
    }
    return new Inbound.Request(id.get(), call);
  }

  private static Optional<RpcId> id(JsonNode id) {
    boolean usable =
        id.isIntegralNumber() || (id.isTextual() && id.textValue().length() <= MAX_ID_CHARACTERS);
    return usable ? Optional.of(new RpcId(id.toString())) : Optional.empty();
  }

  private static ClientCall call(ClientMethod method, Params params) throws WrongShape {
    return switch (method) {
      case LOGIN -> login(params);
      case LOGOUT -> new ClientCall.Logout();
      case RENEW_TOKEN -> new ClientCall.RenewToken(params.text("token"));
      case INVITE ->
          new ClientCall.Invite(
              params.text("invitationId"),
              params.text("calleeId"),
              params.optionalText("content"),
              params.optionalText("channelId"),
              params.optionalCount("deliverySeconds"),
              params.optionalCount("ringSeconds"),
              params.optionalText("data"));
      case CANCEL ->
          new ClientCall.Cancel(params.text("invitationId"), params.optionalText("reason"));
      case ACCEPT ->
          new ClientCall.Accept(params.text("invitationId"), params.optionalText("response"));
      case REFUSE ->
          new ClientCall.Refuse(
              params.text("invitationId"),
              params.optionalText("response"),
              params.optionalText("reason"));
      case END -> new ClientCall.End(params.text("invitationId"), params.optionalText("info"));
      case CHANGE_SESSION ->
          new ClientCall.ChangeSession(
              params.text("invitationId"), params.text("change"), params.optionalText("content"));
      case CALLS -> new ClientCall.Calls();
      case MESSAGE ->
          new ClientCall.PeerMessage(
              params.text("peerId"),
              params.optionalText("text"),
              params.optionalText("raw"),
              params.optionalText("description"));
      case QUERY_PEERS -> new ClientCall.QueryPeers(params.texts("peerIds"));
      case SUBSCRIBE_PEERS -> new ClientCall.SubscribePeers(params.texts("peerIds"));
      case UNSUBSCRIBE_PEERS -> new ClientCall.UnsubscribePeers(params.texts("peerIds"));
      case PING -> new ClientCall.Ping();
      case ACK -> new ClientCall.Ack(params.count("seq"));
    };
  }

  private static ClientCall login(Params params) throws WrongShape {
    Optional<Params> resume = params.object("resume");
    return new ClientCall.Login(
        params.text("appId"),
        params.text("userId"),
        params.optionalText("token"),
        params.optionalText("device"),
        resume.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ClientCall.Resume(
                    resume.get().text("sessionId"), resume.get().count("lastSeq"))));
  }
}
