package io.invitebridge.core.invitation;

import static io.invitebridge.core.invitation.Given.BOB;
import static io.invitebridge.core.invitation.Given.CAROL;
import static io.invitebridge.core.invitation.Given.DESK;
import static io.invitebridge.core.invitation.Given.MOBILE;
import static io.invitebridge.core.invitation.Given.NONE;

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
import io.invitebridge.core.model.LegId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A world small enough to be walked through completely: one caller, one plan with one or two
 * invitees, and everything that anybody may say at any time.
 */
record World(String name, Invited origin, Plan plan) {

  int invitees() {
    return plan.allRounds().stream().mapToInt(round -> round.targets().size()).sum();
  }

  /**
   * Every word of every party, including those it must not say: the inviter in an invitee's role,
   * and a leg that does not exist.
   */
  List<InvitationEvent> events() {
    List<InvitationEvent> events = new ArrayList<>();
    events.add(new Routed(plan));
    events.add(new Unroutable(Rejection.failed(EndReason.PEER_UNKNOWN, NONE)));
    for (int leg = 0; leg <= invitees() + 1; leg++) {
      events.addAll(wordsOf(new LegId(leg)));
    }
    events.add(new Confirmed());
    events.add(new Canceled(NONE));
    events.add(new Canceled(NONE, EndReason.BUSY_ELSEWHERE));
    events.add(new Terminated());
    events.add(new TimePassed());
    return events;
  }

  private static List<InvitationEvent> wordsOf(LegId leg) {
    return List.of(
        new Proceeding(leg),
        new PeerOffline(leg),
        new PeerOnline(leg),
        new Rang(leg),
        new Accepted(leg, NONE),
        new Refused(leg, RefuseReason.DECLINED, NONE),
        new Refused(leg, RefuseReason.BUSY, NONE),
        new Refused(leg, RefuseReason.BUSY, NONE, true),
        new LegFailed(leg, LegFailure.NO_RESPONSE, NONE),
        new LegFailed(leg, LegFailure.CONNECTION_LOST, NONE),
        new HungUp(leg, NONE),
        new DtmfSent(leg, Given.KEYS),
        new Progressed(leg, Given.QUEUED),
        new SessionChanged(leg, Given.HOLD));
  }

  /**
   * Both kinds of caller, each plan, each combination of its settings; "first decline ends all"
   * only where others ring, too.
   */
  static List<World> all() {
    List<World> worlds = new ArrayList<>();
    for (Setting setting : Setting.all()) {
      worlds.add(setting.world("two app users together", Given.together(BOB, CAROL)));
      worlds.add(setting.world("app user and phone together", Given.together(BOB, DESK)));
      worlds.add(setting.world("two phones together", Given.together(DESK, MOBILE)));
      if (setting.endsAll()) {
        continue;
      }
      worlds.add(setting.world("one app user", Given.together(BOB)));
      worlds.add(setting.world("one phone", Given.together(DESK)));
      worlds.add(setting.world("app user, then app user", Given.oneByOne(BOB, CAROL)));
      worlds.add(setting.world("app user, then phone", Given.oneByOne(BOB, DESK)));
      worlds.add(setting.world("phone, then app user", Given.oneByOne(DESK, BOB)));
      worlds.add(setting.world("phone, then phone", Given.oneByOne(DESK, MOBILE)));
      worlds.add(setting.world("app user, phone when busy", whenBusy(BOB, Given.thenRing(DESK))));
      worlds.add(setting.world("phone, app user when busy", whenBusy(DESK, Given.thenRing(BOB))));
      worlds.add(
          setting.world(
              "app user, refusal when busy",
              whenBusy(BOB, new Plan.Afterwards.Refuse(RefuseReason.UNAVAILABLE))));
    }
    return worlds;
  }

  private static Plan whenBusy(Address first, Plan.Afterwards next) {
    return Given.followed(Given.together(first), Plan.Outcome.BUSY, next);
  }

  /** What a world adds to its plan. */
  private record Setting(
      boolean sipCaller, boolean roundLimit, boolean offlineWait, boolean endsAll) {

    static List<Setting> all() {
      List<Setting> settings = new ArrayList<>();
      for (int bits = 0; bits < 8; bits++) {
        boolean sipCaller = (bits & 1) != 0;
        boolean offlineWait = (bits & 2) != 0;
        boolean limit = (bits & 4) != 0;
        settings.add(new Setting(sipCaller, limit, offlineWait, false));
        if (!limit) {
          settings.add(new Setting(sipCaller, false, offlineWait, true));
        }
      }
      return settings;
    }

    World world(String who, Plan bare) {
      Plan plan = Given.withOfflineWait(bare, Duration.ofSeconds(offlineWait ? 20 : 0));
      plan = roundLimit ? Given.withRoundLimit(plan, Duration.ofSeconds(45)) : plan;
      plan = endsAll ? Given.withDeclineEndsAll(plan) : plan;
      String name =
          (sipCaller ? "a phone calls " : "an app user calls ")
              + who
              + (roundLimit ? ", round limit" : "")
              + (offlineWait ? ", offline wait" : "")
              + (endsAll ? ", first decline ends all" : "");
      // A phone's Expires is an overall limit, too.
      CallerLimits limits =
          sipCaller && roundLimit ? Given.overall(Duration.ofSeconds(120)) : CallerLimits.NONE;
      return new World(
          name, Given.invited(sipCaller ? Given.sip("300") : Given.ALICE, limits), plan);
    }
  }
}
