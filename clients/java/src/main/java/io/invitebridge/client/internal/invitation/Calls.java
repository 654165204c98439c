package io.invitebridge.client.internal.invitation;

import io.invitebridge.client.RtmClient;
import io.invitebridge.client.internal.thread.ClientLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The invitations that have been sent or received and are not over, and the one place where a
 * machine's step is performed. Loop thread.
 */
final class Calls {
  private final CallEvents events;
  private final ClientLog log;
  private final Map<String, LocalCall> locals = new LinkedHashMap<>();
  private final Map<String, RemoteCall> remotes = new LinkedHashMap<>();

  Calls(CallEvents events, ClientLog log) {
    this.events = events;
    this.log = log;
  }

  @Nullable LocalCall local(String id) {
    return locals.get(id);
  }

  @Nullable RemoteCall remote(String id) {
    return remotes.get(id);
  }

  /** A new call of somebody. False when its id is known: then it is no new call. */
  boolean arrived(RemoteCall call) {
    if (remotes.containsKey(call.getInvitationId())) {
      return false;
    }
    remotes.put(call.getInvitationId(), call);
    events.received(call);
    return true;
  }

  /** Applies a trigger; returns the error for the app's call, 0 for none. */
  int apply(LocalCall call, LocalTrigger trigger, News news) {
    LocalState before = call.state();
    Step<LocalState, LocalEvent> step = LocalMachine.apply(before, trigger);
    note("local", call.getInvitationId(), before, trigger, step);
    call.state(step.next());
    if (before == LocalState.IDLE && step.next() == LocalState.SENT) {
      locals.put(call.getInvitationId(), call);
    } else if (step.next() == LocalState.IDLE || step.next().isFinal()) {
      locals.remove(call.getInvitationId(), call);
    }
    boolean moved = step.next() != before;
    if (moved && step.events().isEmpty()) {
      events.moved(call);
    } else if (moved) {
      if (news.response != null) {
        call.answer(news.response);
      }
      call.ended(news.reason, news.info);
    }
    News told = news.withCode(step.failureCode());
    for (LocalEvent event : step.events()) {
      events.local(call, event, told);
    }
    return step.apiError();
  }

  /** Applies a trigger; returns the error for the app's call, 0 for none. */
  int apply(RemoteCall call, RemoteTrigger trigger, News news) {
    RemoteState before = call.state();
    Step<RemoteState, RemoteEvent> step = RemoteMachine.apply(before, trigger);
    note("remote", call.getInvitationId(), before, trigger, step);
    call.state(step.next());
    if (step.next().isFinal()) {
      remotes.remove(call.getInvitationId(), call); // Another may have its id by now.
    }
    boolean moved = step.next() != before;
    if (moved && step.events().isEmpty()) {
      events.moved(call);
    } else if (moved) {
      call.ended(news.reason, news.info);
    }
    News told = news.withCode(step.failureCode());
    for (RemoteEvent event : step.events()) {
      events.remote(call, event, told);
    }
    return step.apiError();
  }

  /**
   * The app sent RTM's end-call text {@code <prefix>_<channelId>_<info>} to this peer, and the
   * bridge took it.
   */
  void hungUpByText(String peerId, String text) {
    for (LocalCall call : new ArrayList<>(locals.values())) {
      String info = endCallInfo(call.getChannelId(), text);
      if (info != null
          && call.state() == LocalState.ACCEPTED
          && call.getCalleeId().equals(peerId)) {
        apply(call, LocalTrigger.CALL_ENDED, News.hungUp(info));
      }
    }
    for (RemoteCall call : new ArrayList<>(remotes.values())) {
      String info = endCallInfo(call.getChannelId(), text);
      if (info != null
          && call.state() == RemoteState.ACCEPTED
          && call.getCallerId().equals(peerId)) {
        apply(call, RemoteTrigger.CALL_ENDED, News.hungUp(info));
      }
    }
  }

  private static @Nullable String endCallInfo(@Nullable String channelId, String text) {
    String head = RtmClient.AGORA_RTM_END_CALL_PREFIX + "_" + channelId + "_";
    return channelId != null && text.startsWith(head) ? text.substring(head.length()) : null;
  }

  /** The session is over: every invitation gets its final word. */
  void sessionOver(String reason) {
    News news = News.because(reason);
    for (LocalCall call : new ArrayList<>(locals.values())) {
      apply(call, LocalTrigger.SESSION_OVER, news);
    }
    for (RemoteCall call : new ArrayList<>(remotes.values())) {
      apply(call, RemoteTrigger.SESSION_OVER, news);
    }
  }

  private void note(String side, String id, Enum<?> before, Enum<?> trigger, Step<?, ?> step) {
    log.info(
        side
            + " invitation "
            + id
            + ": "
            + before
            + " + "
            + trigger
            + " -> "
            + step.next()
            + " "
            + step.events()
            + (step.apiError() == 0 ? "" : " error " + step.apiError()));
  }
}
