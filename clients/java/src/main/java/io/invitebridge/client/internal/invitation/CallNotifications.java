package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.internal.thread.ClientLog;
import io.invitebridge.client.internal.wire.Fields;
import io.invitebridge.client.internal.wire.Incoming;
import io.invitebridge.client.internal.wire.WireException;

/** The bridge's notifications about invitations, as triggers. Loop thread. */
final class CallNotifications {
  private final CallDesk desk;
  private final Calls calls;
  private final ClientLog log;

  CallNotifications(CallDesk desk, Calls calls, ClientLog log) {
    this.desk = desk;
    this.calls = calls;
    this.log = log;
  }

  /** Takes a notification; false when it is not about invitations. */
  boolean take(Incoming.Notification notification) throws WireException {
    Fields fields = notification.fields;
    switch (notification.method) {
      case "localInvitationReceivedByPeer":
        return local(fields, LocalTrigger.RECEIVED_BY_PEER);
      case "localInvitationProgress":
        return local(fields, LocalTrigger.PROGRESS);
      case "localInvitationAccepted":
        return local(fields, LocalTrigger.ACCEPTED);
      case "localInvitationRefused":
        return local(fields, LocalTrigger.REFUSED);
      case "localInvitationCanceled":
        return local(fields, LocalTrigger.CANCELED);
      case "localInvitationFailure":
        return local(fields, LocalTrigger.FAILED);
      case "remoteInvitationReceived":
        return received(fields);
      case "remoteInvitationAccepted":
        return remote(fields, RemoteTrigger.ACCEPTED);
      case "remoteInvitationRefused":
        return remote(fields, RemoteTrigger.REFUSED);
      case "remoteInvitationCanceled":
        return remote(fields, RemoteTrigger.CANCELED);
      case "remoteInvitationFailure":
        return remote(fields, RemoteTrigger.FAILED);
      case "sessionChanged":
        return ofCall(fields, LocalTrigger.SESSION_CHANGED, RemoteTrigger.SESSION_CHANGED);
      case "callEnded":
        return ofCall(fields, LocalTrigger.CALL_ENDED, RemoteTrigger.CALL_ENDED);
      default:
        return false;
    }
  }

  private boolean local(Fields fields, LocalTrigger trigger) throws WireException {
    String id = fields.text("invitationId");
    LocalCall call = calls.local(id);
    if (call == null) {
      log.info("local invitation " + id + ": " + trigger + " is late");
    } else {
      calls.apply(call, trigger, news(fields));
    }
    return true;
  }

  private boolean remote(Fields fields, RemoteTrigger trigger) throws WireException {
    String id = fields.text("invitationId");
    RemoteCall call = calls.remote(id);
    if (call == null) {
      log.info("remote invitation " + id + ": " + trigger + " is late");
    } else {
      calls.apply(call, trigger, news(fields));
    }
    return true;
  }

  private boolean received(Fields fields) throws WireException {
    RemoteCall call =
        new RemoteCall(
            desk,
            fields.text("invitationId"),
            fields.text("callerId"),
            fields.textOrNull("callerName"),
            fields.textOrNull("content"),
            fields.textOrNull("channelId"),
            fields.textOrNull("data"));
    if (!calls.arrived(call)) {
      log.info("remote invitation " + call.getInvitationId() + ": arrived again");
    }
    return true;
  }

  private boolean ofCall(Fields fields, LocalTrigger caller, RemoteTrigger callee)
      throws WireException {
    return calls.local(fields.text("invitationId")) != null
        ? local(fields, caller)
        : remote(fields, callee);
  }

  private static News news(Fields fields) throws WireException {
    String info = fields.textOrEmpty("info");
    String content = fields.textOrEmpty("content");
    return new News(
        (int) fields.integer("code", 0),
        fields.textOrNull("response"),
        fields.textOrEmpty("reason"),
        info.isEmpty() ? content : info,
        fields.textOrEmpty("change"),
        content);
  }
}
