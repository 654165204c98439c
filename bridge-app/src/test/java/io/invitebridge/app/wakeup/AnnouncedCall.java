package io.invitebridge.app.wakeup;

import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.DeclinePolicy;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationMachine;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.invitation.Plan.Round;
import io.invitebridge.core.invitation.TimerPolicy;
import io.invitebridge.core.invitation.Transition;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.ChannelId;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CustomData;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.Headers;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One invitation on the real machine, and the notices that were made of it. */
final class AnnouncedCall {
  static final AppId APP = new AppId("app");
  static final Address BOB = AppUser.rtm(APP, new UserId("bob"));
  static final Address OLD_BOB = new AppUser(Network.LEGACY, APP, new UserId("bob"));
  static final Address CAROL = AppUser.rtm(APP, new UserId("carol"));
  static final Address STRANGER = AppUser.rtm(new AppId("other"), new UserId("bob"));
  static final Address DESK = new SipParty(Optional.of(new TrunkName("pbx")), new SipUser("100"));
  static final LegId FIRST = new LegId(1);
  static final LegId SECOND = new LegId(2);
  static final Instant BIRTH = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Notice> notices = new ArrayList<>();
  private final Announcements announcements = new Announcements(Set.of(APP), notices::add);
  private Invitation invitation;
  private Instant now = BIRTH;

  private AnnouncedCall(Plan plan) {
    invitation = begun(now);
    happens(new InvitationEvent.Routed(plan));
  }

  /** An invitation to bob that rings from now on, for a minute. */
  static Invitation routed() {
    Instant now = Instant.now();
    Plan plan = plan(Duration.ofMinutes(1), new Round(List.of(BOB), Optional.empty()));
    return InvitationMachine.apply(begun(now), new InvitationEvent.Routed(plan), now).next();
  }

  /** Rings these together and waits a minute for those who are offline. */
  static AnnouncedCall to(Address... callees) {
    return new AnnouncedCall(
        plan(Duration.ofMinutes(1), new Round(List.of(callees), Optional.empty())));
  }

  static Plan plan(Duration loginWindow, Round... rounds) {
    return new Plan(
        "route",
        List.of(rounds),
        Optional.of(new ChannelId("room-7")),
        new Content("private words"),
        TimerPolicy.APP_CALLER.withOfflineWait(loginWindow),
        DeclinePolicy.DEFAULT,
        Plan.HUNT_UNLESS_DECIDED);
  }

  static AnnouncedCall planned(Plan plan) {
    return new AnnouncedCall(plan);
  }

  AnnouncedCall happens(InvitationEvent... events) {
    for (InvitationEvent event : events) {
      Transition transition = InvitationMachine.apply(invitation, event, now);
      announcements.record(now, invitation, event, transition);
      invitation = transition.next();
    }
    return this;
  }

  AnnouncedCall later(Duration time) {
    now = now.plus(time);
    return happens(new InvitationEvent.TimePassed());
  }

  List<Notice> notices() {
    return List.copyOf(notices);
  }

  /** Each notice as its key and event, with the reason if it has one. */
  List<String> words() {
    return notices.stream()
        .map(
            notice ->
                notice.idempotencyKey()
                    + " "
                    + notice.kind().word()
                    + notice.reason().map(reason -> " " + reason).orElse(""))
        .toList();
  }

  int remembered() {
    return announcements.remembered();
  }

  private static Invitation begun(Instant now) {
    Invited invited =
        new Invited(
            new SipParty(Optional.empty(), new SipUser("1001")),
            Optional.of(new DisplayName("Front desk")),
            new CalleeName("bob"),
            Optional.empty(),
            Content.EMPTY,
            Invited.INITIAL_HOPS,
            CallerLimits.NONE,
            Optional.empty(),
            Headers.NONE,
            new CustomData("{\"avatar\":1}"));
    return InvitationMachine.begin(new InvitationId("n1-abc"), invited, Duration.ofSeconds(5), now)
        .next();
  }
}
