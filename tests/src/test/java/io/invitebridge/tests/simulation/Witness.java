package io.invitebridge.tests.simulation;

import io.invitebridge.core.invitation.Effect;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands between the runtime and the parties and holds the bridge to its laws, as the parties see
 * them:
 *
 * <ol>
 *   <li>a leg hears nothing after its closing word;
 *   <li>an invitee is invited at most once, and hears nothing before that;
 *   <li>the inviter hears exactly one of accept, rejection, canceled; received-by-peer comes before
 *       accept, and before a refusal;
 *   <li>the accept goes to the inviter once, and at most one invitee is confirmed;
 *   <li>key presses reach only a party of a call;
 *   <li>at the end each invited leg has had its word, from the bridge or by its own mouth.
 * </ol>
 */
final class Witness {
  private final Map<LegRef, List<String>> heard = new HashMap<>();
  private final Set<LegRef> closed = new HashSet<>();
  private final Set<LegRef> spoke = new HashSet<>();
  private final Map<InvitationId, Integer> confirmed = new HashMap<>();
  private final List<String> transcript = new ArrayList<>();

  /** Everything the bridge told anybody, in order. */
  List<String> transcript() {
    return transcript;
  }

  /** A party ends its own part: it needs no further word. */
  void spoke(LegRef leg) {
    spoke.add(leg);
  }

  void hears(LegRef leg, Effect.LegEffect effect) {
    String word = effect.getClass().getSimpleName();
    transcript.add(leg + " hears " + word);
    List<String> before = heard.computeIfAbsent(leg, l -> new ArrayList<>());
    law(!closed.contains(leg), leg, "hears " + word + " after its closing word");
    law(leg.leg().isInviter() || before.isEmpty() == word.equals("SendInvite"), leg, word);
    if (effect instanceof Effect.SendAccept) {
      law(before.contains("SendRinging"), leg, "is accepted before received-by-peer");
      law(!before.contains("SendAccept"), leg, "is accepted twice");
    }
    if (effect instanceof Effect.SendRejection rejection) {
      law(!before.contains("SendAccept"), leg, "is rejected after the accept");
      law(
          rejection.rejection().reason() != EndReason.REFUSED || before.contains("SendRinging"),
          leg,
          "is refused before received-by-peer");
    }
    if (effect instanceof Effect.SendConfirm) {
      int winners = confirmed.merge(leg.invitation(), 1, Integer::sum);
      law(winners == 1, leg, "is the second winner");
    }
    if (effect instanceof Effect.SendDtmf || effect instanceof Effect.SendSessionChange) {
      law(
          before.contains(leg.leg().isInviter() ? "SendAccept" : "SendConfirm"),
          leg,
          "hears what is said within a call without one");
    }
    before.add(word);
    if (effect.closes()) {
      closed.add(leg);
    }
  }

  /** The story is over: every leg that ever heard anything is closed or has ended its own part. */
  void everybodyHasHadTheFinalWord() {
    for (Map.Entry<LegRef, List<String>> entry : heard.entrySet()) {
      LegRef leg = entry.getKey();
      law(closed.contains(leg) || spoke.contains(leg), leg, "never had a final word");
      if (leg.leg().equals(LegId.INVITER)) {
        long finals =
            entry.getValue().stream()
                .filter(Set.of("SendAccept", "SendRejection", "SendCanceled")::contains)
                .count();
        law(finals == 1, leg, "heard " + finals + " final words on the invitation");
      }
    }
  }

  private void law(boolean holds, LegRef leg, String broken) {
    if (!holds) {
      throw new AssertionError(leg + " " + broken + "; before: " + heard.get(leg));
    }
  }
}
