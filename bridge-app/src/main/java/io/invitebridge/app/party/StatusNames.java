package io.invitebridge.app.party;

import io.invitebridge.client.PeerOnlineState;
import io.invitebridge.client.RtmStatusCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Names for the library's numbers, read from its own constants: {@code PEER_OFFLINE} for 1. */
final class StatusNames {
  private static final Map<Integer, String> LOCAL_ERRORS =
      names(RtmStatusCode.LocalInvitationError.class, "LOCAL_INVITATION_ERR_");
  private static final Map<Integer, String> REMOTE_ERRORS =
      names(RtmStatusCode.RemoteInvitationError.class, "REMOTE_INVITATION_ERR_");
  private static final Map<Integer, String> STATES =
      names(RtmStatusCode.ConnectionState.class, "CONNECTION_STATE_");
  private static final Map<Integer, String> REASONS =
      names(RtmStatusCode.ConnectionChangeReason.class, "CONNECTION_CHANGE_REASON_");
  private static final Map<Integer, String> LOGIN_ERRORS =
      names(RtmStatusCode.LoginError.class, "LOGIN_ERR_");
  private static final Map<Integer, String> API_ERRORS =
      names(RtmStatusCode.InvitationApiCallError.class, "INVITATION_API_CALL_ERR_");
  private static final Map<Integer, String> PEER_STATES = names(PeerOnlineState.class, "");

  private StatusNames() {}

  static String localError(int code) {
    return name(LOCAL_ERRORS, code);
  }

  static String remoteError(int code) {
    return name(REMOTE_ERRORS, code);
  }

  static String connectionState(int code) {
    return name(STATES, code);
  }

  static String connectionReason(int code) {
    return name(REASONS, code);
  }

  static String loginError(int code) {
    return name(LOGIN_ERRORS, code);
  }

  static String apiError(int code) {
    return name(API_ERRORS, code);
  }

  static String peerState(int code) {
    return name(PEER_STATES, code);
  }

  private static String name(Map<Integer, String> names, int code) {
    return names.getOrDefault(code, String.valueOf(code));
  }

  private static Map<Integer, String> names(Class<?> group, String prefix) {
    return Arrays.stream(group.getFields())
        .collect(
            Collectors.toUnmodifiableMap(
                StatusNames::value, field -> field.getName().replaceFirst(prefix, "")));
  }

  private static int value(java.lang.reflect.Field constant) {
    try {
      return constant.getInt(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(constant + " is a constant of the client library.", e);
    }
  }
}
