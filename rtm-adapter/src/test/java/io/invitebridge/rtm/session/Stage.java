package io.invitebridge.rtm.session;

import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.rtm.testing.RtmPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The real engine and the real adapter in virtual time; app users call each other by name. */
final class Stage {
  static final AppId APP = new AppId("970CA35de60c44645bbae8a215061b33");
  static final AppId GUARDED = new AppId("guarded");

  final VirtualTime time = new VirtualTime();

  /** What the adapter told the engine and must never tell it. */
  final List<String> violations = new ArrayList<>();

  /** Everything that the engine was told of invitations. */
  final List<InvitationEvent> events = new ArrayList<>();

  final List<String> trace = new ArrayList<>();
  final BridgeRuntime runtime;
  final RtmAdapter adapter;
  private int names;

  Stage() {
    this(settings());
  }

  Stage(RtmSettings settings) {
    this(settings, Stage::judge);
  }

  Stage(RtmSettings settings, TokenVerifier verifier) {
    runtime =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + ++names,
            RuntimeLimits.DEFAULT,
            time.workers(),
            time.clock(),
            (id, invited, answer) -> answer.accept(new InvitationEvent.Routed(plan(invited))),
            (at, before, event, transition) -> {
              events.add(event);
              if (transition.verdict() == Transition.Verdict.VIOLATION) {
                violations.add(before.state() + " " + event + ": " + transition.why());
              }
            },
            Scheduler.disabledScheduler());
    adapter =
        new RtmAdapter(
            settings, runtime, time.workers(), time.clock(), verifier, this::traced, new Random(1));
    runtime.attach(adapter);
  }

  static RtmSettings settings() {
    return RtmSettings.of(
        "127.0.0.1",
        0,
        "/rtm",
        List.of(new RtmSettings.App(APP, false), new RtmSettings.App(GUARDED, true)));
  }

  /** Users of the app may have several devices. */
  static RtmSettings severalDevices() {
    return RtmSettings.of("127.0.0.1", 0, "/rtm", List.of(new RtmSettings.App(APP, false, true)));
  }

  /** One of a user's devices, logged in. */
  RtmPeer device(String user, String device) {
    RtmPeer peer = peer(user).device(device).login();
    time.settle();
    return peer;
  }

  RtmPeer peer(String name) {
    return new RtmPeer(adapter, APP, name);
  }

  RtmPeer online(String name) {
    RtmPeer peer = peer(name).login();
    time.settle();
    return peer;
  }

  void pass(Duration span) {
    time.advance(span);
    time.settle();
  }

  void seconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** A call between two that are logged in. */
  Call callInProgress(RtmPeer caller, RtmPeer callee) {
    caller.invite("i1", callee.address().user().value(), "hello", "room_1");
    time.settle();
    String remote = callee.ringing();
    callee.accept(remote, "yes");
    time.settle();
    return new Call("i1", remote);
  }

  record Call(String local, String remote) {}

  /** Good for ever, expired, for RTC alone, or good for so many seconds from the start: "60". */
  private static TokenVerifier.Verdict judge(AppUser user, String token, Instant now) {
    return switch (token) {
      case "good" -> new TokenVerifier.Valid(Instant.MAX);
      case "old" -> TokenVerifier.Refused.EXPIRED;
      case "rtc" -> TokenVerifier.Refused.NOT_AUTHORIZED;
      default ->
          token.matches("[0-9]+")
              ? new TokenVerifier.Valid(VirtualTime.START.plusSeconds(Long.parseLong(token)))
              : TokenVerifier.Refused.INVALID;
    };
  }

  private void traced(
      RtmTrace.Direction direction, AppUser user, String method, Optional<String> invitation) {
    trace.add(direction + " " + user.user() + " " + method);
  }

  private static Plan plan(Invited invited) {
    Address callee = AppUser.rtm(APP, new UserId(invited.callee().value()));
    return new Plan(
        "test",
        List.of(new Plan.Round(List.of(callee), Optional.empty())),
        invited.channelId(),
        invited.content(),
        TimerPolicy.APP_CALLER,
        DeclinePolicy.DEFAULT,
        Plan.HUNT_UNLESS_DECIDED);
  }
}
