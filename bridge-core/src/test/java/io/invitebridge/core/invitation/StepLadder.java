package io.invitebridge.core.invitation;

import io.invitebridge.core.invitation.Effect.LegEffect;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.testing.Ladder;
import io.invitebridge.core.testing.Ladder.Arrow;
import io.invitebridge.core.testing.VirtualTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws the steps that led to a moment: events go to the bridge, effects come from it. */
final class StepLadder {
  private static final String BRIDGE = "bridge";
  private static final String DIRECTORY = "directory";

  private StepLadder() {}

  static String draw(int invitees, List<Explorer.Step> path) {
    List<String> parties = new ArrayList<>(List.of(LegId.INVITER.toString(), BRIDGE));
    for (int leg = 1; leg <= invitees; leg++) {
      parties.add(new LegId(leg).toString());
    }
    parties.add(DIRECTORY);
    List<Arrow> arrows = new ArrayList<>();
    arrows.add(new Arrow(VirtualTime.START, LegId.INVITER.toString(), BRIDGE, "Invited"));
    for (Explorer.Step step : path) {
      step.event().ifPresent(event -> arrows.add(arrow(step.now(), event, parties)));
      step.effects().forEach(effect -> arrows.add(arrow(step.now(), effect)));
    }
    return Ladder.draw(parties, VirtualTime.START, arrows);
  }

  private static Arrow arrow(Instant at, InvitationEvent event, List<String> parties) {
    String from = Phrases.speaker(event);
    return new Arrow(at, parties.contains(from) ? from : BRIDGE, BRIDGE, Phrases.of(event));
  }

  private static Arrow arrow(Instant at, Effect effect) {
    String to = effect instanceof LegEffect e ? e.leg().toString() : DIRECTORY;
    return new Arrow(at, BRIDGE, to, Phrases.of(effect));
  }
}
