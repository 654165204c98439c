package io.invitebridge.rtm.message;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods a client may call; docs/protocol.md, client calls. */
public enum ClientMethod {
  LOGIN("login"),
  LOGOUT("logout"),
  RENEW_TOKEN("renewToken"),
  INVITE("invite"),
  CANCEL("cancel"),
  ACCEPT("accept"),
  REFUSE("refuse"),
  END("end"),
  CHANGE_SESSION("changeSession"),
  CALLS("calls"),
  MESSAGE("message"),
  QUERY_PEERS("queryPeersOnlineStatus"),
  SUBSCRIBE_PEERS("subscribePeersOnlineStatus"),
  UNSUBSCRIBE_PEERS("unsubscribePeersOnlineStatus"),
  PING("ping"),
  ACK("ack");

  private static final Map<String, ClientMethod> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ClientMethod::wireName, Function.identity()));

  private final String wireName;

  ClientMethod(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  static Optional<ClientMethod> of(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
