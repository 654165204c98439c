package io.invitebridge.app.texts;

import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.sip.translate.FetchedText;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a SIP callee's answer refers to before the engine hears of the answer. Whatever else
 * the SIP side says of that invitation meanwhile waits behind it, so that the order holds.
 */
public final class FetchedResponses implements InvitationInbox {
  private final InvitationInbox inbox;
  private final TextFetcher fetcher;

  /** Those of an invitation whose first event waits for its text. */
  private final Map<InvitationId, Deque<InvitationEvent>> waiting = new ConcurrentHashMap<>();

  public FetchedResponses(InvitationInbox inbox, TextFetcher fetcher) {
    this.inbox = inbox;
    this.fetcher = fetcher;
  }

  @Override
  public Opening open(CorrelationKey key, Invited invited, Consumer<LegRef> admitted) {
    return inbox.open(key, invited, admitted);
  }

  @Override
  public void deliver(InvitationId invitation, InvitationEvent event) {
    if (missing(event).isEmpty() && !waiting.containsKey(invitation)) {
      inbox.deliver(invitation, event);
      return;
    }
    waiting.compute(
        invitation,
        (id, before) -> {
          Deque<InvitationEvent> events = before == null ? new ArrayDeque<>() : before;
          events.add(event);
          return before == null ? advance(id, events) : events;
        });
  }

  /** How many invitations wait for a text. */
  int waiting() {
    return waiting.size();
  }

  private void fetched(InvitationId invitation, Optional<String> text) {
    waiting.computeIfPresent(
        invitation,
        (id, events) -> {
          inbox.deliver(id, with(events.remove(), text));
          return advance(id, events);
        });
  }

  /** Delivers up to the next event that has to wait; null: there is none. */
  private @Nullable Deque<InvitationEvent> advance(
      InvitationId invitation, Deque<InvitationEvent> events) {
    while (!events.isEmpty()) {
      Optional<URI> next = missing(events.element());
      if (next.isPresent()) {
        // Never on this thread, which is inside of the map.
        fetcher
            .fetch(next.get())
            .thenAcceptAsync(text -> fetched(invitation, text), fetcher.threads());
        return events;
      }
      inbox.deliver(invitation, events.remove());
    }
    return null;
  }

  private static Optional<URI> missing(InvitationEvent event) {
    return response(event).flatMap(FetchedText::missing);
  }

  private static Optional<Content> response(InvitationEvent event) {
    if (event instanceof Accepted accepted) {
      return Optional.of(accepted.response());
    }
    if (event instanceof Refused refused) {
      return Optional.of(refused.response());
    }
    return event instanceof LegFailed failed ? Optional.of(failed.response()) : Optional.empty();
  }

  private static InvitationEvent with(InvitationEvent event, Optional<String> text) {
    if (event instanceof Accepted e) {
      return new Accepted(e.leg(), FetchedText.with(e.response(), text));
    }
    if (event instanceof Refused e) {
      Content response = FetchedText.with(e.response(), text);
      return new Refused(e.leg(), e.reason(), response, e.everywhere());
    }
    return event instanceof LegFailed e
        ? new LegFailed(e.leg(), e.failure(), FetchedText.with(e.response(), text))
        : event;
  }
}
