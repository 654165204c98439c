package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.ALICE;
import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.CAROL;
import static io.invitebridge.core.invitation.Given.DESK;
import static io.invitebridge.core.invitation.Given.FIRST;
import static io.invitebridge.core.invitation.Given.INVITER;
import static io.invitebridge.core.invitation.Given.MOBILE;
import static io.invitebridge.core.invitation.Given.NONE;
import static io.invitebridge.core.invitation.Given.SECOND;

import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.Canceled;
import io.invitebridge.core.invitation.InvitationEvent.Confirmed;
import io.invitebridge.core.invitation.InvitationEvent.DtmfSent;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.PeerOffline;
import io.invitebridge.core.invitation.InvitationEvent.PeerOnline;
import io.invitebridge.core.invitation.InvitationEvent.Proceeding;
import io.invitebridge.core.invitation.InvitationEvent.Progressed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Routed;
import io.invitebridge.core.invitation.InvitationEvent.SessionChanged;
import io.invitebridge.core.invitation.InvitationEvent.Terminated;
import io.invitebridge.core.invitation.InvitationEvent.TimePassed;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.model.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A typical invitation in some state, and everything that may happen to it. */
record Situation(String name, Invitation invitation, Instant now) {

  /** One event at a time. */
  record Happening(String label, InvitationEvent event, Instant at) {}

  static List<Situation> in(InvitationState state) {
    return switch (state) {
      case ROUTING -> List.of(of("the directory is looking", Story.of(Given.invited(ALICE))));
      case INVITING -> inviting();
      case RINGING -> ringing();
      case ACCEPTING -> List.of(of("invitee1 has accepted", routed(Given.together(BOB)).on(yes())));
      case ESTABLISHED ->
          List.of(
              of(
                  "invitee1 has accepted and is confirmed",
                  routed(Given.together(BOB)).on(yes(), new Confirmed())));
      case ENDED ->
          List.of(
              of(
                  "invitee1 was invited and withdrawn",
                  routed(Given.together(BOB)).on(new Canceled(NONE))));
    };
  }

  List<Happening> happenings() {
    List<Happening> all = new ArrayList<>();
    all.add(now(new Routed(Given.together(BOB))));
    all.add(now(new Unroutable(Rejection.failed(EndReason.PEER_UNKNOWN, NONE))));
    all.add(now(new Proceeding(FIRST)));
    all.add(now(new PeerOffline(FIRST)));
    all.add(now(new PeerOnline(FIRST)));
    all.add(now(new Rang(FIRST)));
    all.add(now(new Accepted(FIRST, NONE)));
    all.add(now(new Refused(FIRST, RefuseReason.DECLINED, NONE)));
    all.add(now(new Refused(FIRST, RefuseReason.BUSY, NONE)));
    all.add(now(new Refused(FIRST, RefuseReason.BUSY, NONE, true)));
    for (LegFailure failure : LegFailure.values()) {
      all.add(now(new LegFailed(FIRST, failure, NONE)));
    }
    all.add(now(new HungUp(FIRST, NONE)));
    all.add(by("inviter", new LegFailed(INVITER, LegFailure.CONNECTION_LOST, NONE)));
    all.add(by("inviter", new HungUp(INVITER, NONE)));
    all.add(by("inviter", new Rang(INVITER)));
    all.add(now(new Progressed(FIRST, Given.QUEUED)));
    all.add(now(new SessionChanged(FIRST, Given.HOLD)));
    all.add(by("inviter", new SessionChanged(INVITER, Given.HOLD)));
    all.add(now(new DtmfSent(FIRST, Given.KEYS)));
    all.add(by("inviter", new DtmfSent(INVITER, Given.KEYS)));
    all.add(now(new Confirmed()));
    all.add(now(new Canceled(NONE)));
    all.add(now(new Canceled(NONE, EndReason.ANSWERED_ELSEWHERE)));
    all.add(now(new Terminated()));
    all.add(new Happening(StatesPage.timeLabel(false), new TimePassed(), now));
    invitation
        .nextDeadline()
        .ifPresent(d -> all.add(new Happening(StatesPage.timeLabel(true), new TimePassed(), d)));
    return all;
  }

  private static List<Situation> inviting() {
    return List.of(
        of("only one invitee, an app user", routed(Given.together(BOB))),
        of(
            "the same, no offline wait",
            routed(Given.withOfflineWait(Given.together(BOB), Duration.ZERO))),
        of("the same, known to be online", routed(Given.together(BOB)).on(new PeerOnline(FIRST))),
        of("only one invitee, a phone", routed(Given.together(DESK))),
        of("another is invited, too", routed(Given.together(BOB, CAROL))),
        of(
            "another is invited, too; first decline ends all",
            routed(Given.withDeclineEndsAll(Given.together(BOB, CAROL)))),
        of("another round follows", routed(Given.oneByOne(BOB, MOBILE))),
        of(
            "invitee1 has failed, another round is invited",
            routed(Given.oneByOne(BOB, CAROL)).on(failed())));
  }

  private static List<Situation> ringing() {
    Rang rang = new Rang(FIRST);
    return List.of(
        of("only one invitee, it rings", routed(Given.together(BOB)).on(rang)),
        of("the same, the caller is a phone", routed(DESK, Given.together(BOB)).on(rang)),
        of("another rings, too", routed(Given.together(BOB, CAROL)).on(rang, new Rang(SECOND))),
        of(
            "another rings, invitee1 not yet",
            routed(Given.together(BOB, CAROL)).on(new Rang(SECOND))),
        of(
            "another rings, too; first decline ends all",
            routed(Given.withDeclineEndsAll(Given.together(BOB, CAROL)))
                .on(rang, new Rang(SECOND))),
        of("another round follows", routed(Given.oneByOne(BOB, MOBILE)).on(rang)));
  }

  private static Story routed(Plan plan) {
    return routed(ALICE, plan);
  }

  private static Story routed(Address caller, Plan plan) {
    return Story.of(Given.invited(caller)).on(new Routed(plan));
  }

  private static InvitationEvent yes() {
    return new Accepted(FIRST, NONE);
  }

  private static InvitationEvent failed() {
    return new LegFailed(FIRST, LegFailure.OFFLINE, NONE);
  }

  private static Situation of(String name, Story story) {
    return new Situation(name, story.invitation(), story.now());
  }

  private Happening now(InvitationEvent event) {
    return new Happening(Phrases.of(event), event, now);
  }

  private Happening by(String who, InvitationEvent event) {
    return new Happening(Phrases.of(event) + ", " + who, event, now);
  }
}
