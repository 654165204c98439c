package io.invitebridge.app.testing;

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
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One invitation on the real machine, which a journal sees; its time moves only when told. */
public final class PlayedCall {
  public static final Address ALICE = AppUser.rtm(new AppId("app"), new UserId("alice"));
  public static final Address BOB =
      new AppUser(Network.LEGACY, new AppId("app"), new UserId("bob"));
  public static final Address DESK =
      new SipParty(Optional.of(new TrunkName("pbx")), new SipUser("100"));
  public static final LegId FIRST = new LegId(1);
  public static final LegId SECOND = new LegId(2);
  public static final Instant BIRTH = Instant.parse("2026-01-01T12:00:00.123Z");

  private final Journal journal;
  private Invitation invitation;
  private Instant now = BIRTH;

  private PlayedCall(Journal journal, Invitation born) {
    this.journal = journal;
    this.invitation = born;
  }

  /**
   * A call that nobody has routed yet.
   *
   * @param number tells it from others
   */
  public static PlayedCall begun(Journal journal, int number, Address caller) {
    Invited invited =
        new Invited(
            caller,
            Optional.empty(),
            new CalleeName("somebody"),
            Optional.empty(),
            new Content("private words"),
            Invited.INITIAL_HOPS,
            CallerLimits.NONE);
    return new PlayedCall(
        journal,
        InvitationMachine.begin(
                new InvitationId("n1-call" + number), invited, Duration.ofSeconds(5), BIRTH)
            .next());
  }

  /** As it stands. */
  public Invitation invitation() {
    return invitation;
  }

  public InvitationId id() {
    return invitation.id();
  }

  /** These ring one after another. */
  public PlayedCall routed(Address... callees) {
    List<Round> rounds =
        Stream.of(callees).map(callee -> new Round(List.of(callee), Optional.empty())).toList();
    return happens(
        new InvitationEvent.Routed(
            new Plan(
                "the route",
                rounds,
                Optional.empty(),
                Content.EMPTY,
                TimerPolicy.APP_CALLER,
                DeclinePolicy.DEFAULT,
                Plan.HUNT_UNLESS_DECIDED)));
  }

  public PlayedCall happens(InvitationEvent... events) {
    for (InvitationEvent event : events) {
      Transition transition = InvitationMachine.apply(invitation, event, now);
      journal.record(now, invitation, event, transition);
      invitation = transition.next();
    }
    return this;
  }

  public PlayedCall later(Duration time) {
    now = now.plus(time);
    return happens(new InvitationEvent.TimePassed());
  }
}
