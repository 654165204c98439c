package io.invitebridge.app.texts;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.port.Directory;
import io.invitebridge.core.port.Workers;
import io.invitebridge.sip.translate.FetchedText;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Fetches what a SIP caller's content refers to before the call is routed. */
public final class FetchedContent implements Directory {
  private final Directory rules;
  private final TextFetcher fetcher;
  private final Workers workers;

  public FetchedContent(Directory rules, TextFetcher fetcher, Workers workers) {
    this.rules = rules;
    this.fetcher = fetcher;
    this.workers = workers;
  }

  @Override
  public void route(InvitationId invitation, Invited invited, Consumer<InvitationEvent> answer) {
    // An app's text is its own, whatever its members are called.
    Optional<URI> missing =
        invited.caller() instanceof SipParty
            ? FetchedText.missing(invited.content())
            : Optional.empty();
    if (missing.isEmpty()) {
      rules.route(invitation, invited, answer);
      return;
    }
    fetcher
        .fetch(missing.get())
        .thenAccept(
            text ->
                workers
                    .lane(invitation)
                    .execute(() -> rules.route(invitation, with(invited, text), answer)));
  }

  private static Invited with(Invited invited, Optional<String> text) {
    Content whole = FetchedText.with(invited.content(), text);
    return new Invited(
        invited.caller(),
        invited.callerName(),
        invited.callee(),
        invited.channelId(),
        whole,
        invited.hops(),
        invited.limits(),
        invited.source(),
        invited.headers(),
        invited.data());
  }
}
