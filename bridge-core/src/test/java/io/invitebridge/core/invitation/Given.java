package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.SendAccept;
import io.invitebridge.core.invitation.Plan.Round;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.model.HeaderChanges;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Progress;
import io.invitebridge.core.model.SessionChange;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The people, texts and plans that the machine's tests speak of. */
final class Given {
  static final InvitationId CALL = new InvitationId("n1-call");
  static final LegId INVITER = LegId.INVITER;
  static final LegId FIRST = new LegId(1);
  static final LegId SECOND = new LegId(2);

  static final Address ALICE = app("alice");
  static final Address BOB = app("bob");
  static final Address CAROL = app("carol");
  static final Address DESK = sip("100");
  static final Address MOBILE = sip("200");

  static final Content YES = new Content("yes");
  static final Content NO = new Content("no");
  static final Content BYE = new Content("bye");
  static final Dtmf KEYS = new Dtmf("12#");
  static final Content NONE = Content.EMPTY;
  static final Progress QUEUED = new Progress(182, NONE);
  static final SessionChange HOLD = new SessionChange(SessionChange.Kind.OFFER, NONE);

  private Given() {}

  static Address app(String user) {
    return Address.AppUser.rtm(new AppId("app"), new UserId(user));
  }

  static Address sip(String user) {
    return new Address.SipParty(Optional.of(new TrunkName("pbx")), new SipUser(user));
  }

  static Invited invited(Address caller) {
    return invited(caller, CallerLimits.NONE);
  }

  static Invited invited(Address caller, CallerLimits limits) {
    return new Invited(
        caller,
        Optional.empty(),
        new CalleeName("callee"),
        Optional.empty(),
        NONE,
        Invited.INITIAL_HOPS,
        limits);
  }

  static CallerLimits overall(Duration limit) {
    return new CallerLimits(Optional.empty(), Optional.empty(), Optional.of(limit));
  }

  /** All of them ring at once. */
  static Plan together(Address... targets) {
    return plan(List.of(new Round(List.of(targets), Optional.empty())));
  }

  /** Each rings after the one before. */
  static Plan oneByOne(Address... targets) {
    return plan(
        List.of(targets).stream().map(t -> new Round(List.of(t), Optional.empty())).toList());
  }

  static Plan plan(List<Round> rounds) {
    return new Plan(
        "route",
        rounds,
        Optional.empty(),
        NONE,
        TimerPolicy.APP_CALLER,
        DeclinePolicy.DEFAULT,
        Plan.HUNT_UNLESS_DECIDED);
  }

  static Plan withTimers(Plan plan, TimerPolicy timers) {
    return new Plan(
        plan.route(),
        plan.rounds(),
        plan.channelId(),
        plan.content(),
        timers,
        plan.decline(),
        plan.huntOn(),
        plan.afterwards(),
        plan.presented());
  }

  static Plan withOfflineWait(Plan plan, Duration wait) {
    return withTimers(plan, plan.timers().withOfflineWait(wait));
  }

  static Plan withRoundLimit(Plan plan, Duration limit) {
    List<Round> rounds =
        plan.rounds().stream().map(r -> new Round(r.targets(), Optional.of(limit))).toList();
    return new Plan(
        plan.route(),
        rounds,
        plan.channelId(),
        plan.content(),
        plan.timers(),
        plan.decline(),
        plan.huntOn(),
        plan.afterwards(),
        plan.presented());
  }

  static Plan withMedia(Plan plan, MediaPolicy media) {
    return new Plan(
        plan.route(),
        plan.rounds(),
        plan.channelId(),
        plan.content(),
        plan.timers(),
        plan.decline(),
        plan.huntOn(),
        plan.afterwards(),
        plan.presented(),
        media);
  }

  static Plan withHeaders(Plan plan, HeaderChanges headers) {
    return new Plan(
        plan.route(),
        plan.rounds(),
        plan.channelId(),
        plan.content(),
        plan.timers(),
        plan.decline(),
        plan.huntOn(),
        plan.afterwards(),
        plan.presented(),
        plan.media(),
        headers);
  }

  /** The first to decline ends it for all. */
  static Plan withDeclineEndsAll(Plan plan) {
    return new Plan(
        plan.route(),
        plan.rounds(),
        plan.channelId(),
        plan.content(),
        plan.timers(),
        new DeclinePolicy(true, false, OptionalInt.empty()),
        plan.huntOn(),
        plan.afterwards(),
        plan.presented());
  }

  /** This follows when the rounds of the plan have come to that outcome. */
  static Plan followed(Plan plan, Plan.Outcome outcome, Plan.Afterwards next) {
    return new Plan(
        plan.route(),
        plan.rounds(),
        plan.channelId(),
        plan.content(),
        plan.timers(),
        plan.decline(),
        plan.huntOn(),
        Map.of(outcome, next),
        plan.presented());
  }

  /** One more round. */
  static Plan.Afterwards thenRing(Address target) {
    return new Plan.Afterwards.Ring(List.of(new Round(List.of(target), Optional.empty())));
  }

  /** The first acceptance, with {@link #YES}, as the inviter hears it. */
  static SendAccept acceptedBy(Address callee) {
    return new SendAccept(INVITER, YES, MediaPolicy.INACTIVE, Optional.of(callee));
  }
}
