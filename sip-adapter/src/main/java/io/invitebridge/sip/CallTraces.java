package io.invitebridge.sip;

import io.invitebridge.sip.message.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Traces of single calls, switched on by an operator: each message of the calls that a rule takes,
 * retransmissions included, with secrets masked and, unless the rule wants them, without bodies.
 * Kept in memory within bounds; the oldest call makes room. Any thread; costs next to nothing while
 * no rule is on.
 */
public final class CallTraces implements SipTrace {
  private static final int MOST_RULES = 16;
  private static final int MOST_CALLS = 100;
  private static final int MOST_MESSAGES = 300;
  private static final Duration LONGEST_KEPT = Duration.ofHours(1);

  private final Clock clock;
  private final Map<Integer, Watch> rules = new LinkedHashMap<>();
  private final Map<String, Recording> calls = new LinkedHashMap<>();
  private volatile boolean watching;
  private int lastRule;

  /**
   * Which calls are traced.
   *
   * @param party a user part in From, To or the Request-URI; one that ends in {@code *} stands for
   *     all that begin so; {@code *} for every call
   * @param calls how many calls, 1 to 100; then the rule is over
   * @param bodies whether bodies are shown; they are private to the parties
   * @param life how long the rule waits for calls, 1 s to 24 h
   */
  public record Rule(String party, int calls, boolean bodies, Duration life) {
    public Rule {
      if (party.isBlank() || party.length() > 128) {
        throw new IllegalArgumentException("A trace needs a party of 1 to 128 characters, or *.");
      }
      if (calls < 1 || calls > MOST_CALLS) {
        throw new IllegalArgumentException("A trace takes 1 to " + MOST_CALLS + " calls.");
      }
      if (life.toSeconds() < 1 || life.compareTo(Duration.ofHours(24)) > 0) {
        throw new IllegalArgumentException("A trace waits for 1 second to 24 hours.");
      }
    }

    boolean takes(TracedText text) {
      return text.users().stream().anyMatch(this::isParty);
    }

    private boolean isParty(String user) {
      return party.endsWith("*")
          ? user.startsWith(party.substring(0, party.length() - 1))
          : user.equals(party);
    }
  }

  /** A rule that is on, and how many calls it still takes. */
  public record Watch(int id, Rule rule, Instant until, int left) {}

  /**
   * One message.
   *
   * @param peer protocol, address and port of the other side
   * @param text the message, masked
   */
  public record Message(Instant at, Direction direction, String peer, String text) {}

  /**
   * One call.
   *
   * @param rule the rule that took it
   * @param isCut whether there were more messages than are kept
   */
  public record Call(
      String callId, int rule, Instant begun, boolean isCut, List<Message> messages) {
    public Call {
      messages = List.copyOf(messages);
    }
  }

  /** A call that is being written down. */
  private static final class Recording {
    final Watch watch;
    final Instant begun;
    final List<Message> messages = new ArrayList<>();
    boolean cut;

    Recording(Watch watch, Instant begun) {
      this.watch = watch;
      this.begun = begun;
    }
  }

  public CallTraces(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins to look for calls.
   *
   * @throws IllegalStateException when too many rules are on
   */
  public synchronized Watch begin(Rule rule) {
    forget();
    if (rules.size() >= MOST_RULES) {
      throw new IllegalStateException("More than " + MOST_RULES + " traces cannot be on at once.");
    }
    lastRule++;
    Watch watch = new Watch(lastRule, rule, clock.instant().plus(rule.life()), rule.calls());
    rules.put(watch.id(), watch);
    watching = true;
    return watch;
  }

  /**
   * Takes no further calls, and forgets those that the rule took.
   *
   * @return false when no such rule was on and none of its calls is kept
   */
  public synchronized boolean end(int id) {
    boolean known = rules.remove(id) != null;
    known |= calls.values().removeIf(call -> call.watch.id() == id);
    forget();
    return known;
  }

  /** The rules that still take calls. */
  public synchronized List<Watch> rules() {
    forget();
    return List.copyOf(rules.values());
  }

  /** The calls that are kept, in the order in which they began. */
  public synchronized List<Call> calls() {
    forget();
    return calls.entrySet().stream()
        .map(
            one ->
                new Call(
                    one.getKey(),
                    one.getValue().watch.id(),
                    one.getValue().begun,
                    one.getValue().cut,
                    one.getValue().messages))
        .toList();
  }

  @Override
  public boolean isWatching() {
    return watching;
  }

  @Override
  public void message(Direction direction, Endpoint peer, String firstLine, String text) {
    if (watching) {
      record(direction, peer, new TracedText(firstLine, text));
    }
  }

  private synchronized void record(Direction direction, Endpoint peer, TracedText text) {
    forget();
    Optional<Recording> known = Optional.ofNullable(calls.get(text.callId()));
    Optional<Recording> found = known.isEmpty() && text.beginsCall() ? taken(text) : known;
    found.ifPresent(call -> add(call, direction, peer, text));
  }

  private void add(Recording call, Direction direction, Endpoint peer, TracedText text) {
    if (call.messages.size() >= MOST_MESSAGES) {
      call.cut = true;
      return;
    }
    String masked = text.masked(call.watch.rule().bodies());
    call.messages.add(new Message(clock.instant(), direction, peer.toString(), masked));
  }

  private Optional<Recording> taken(TracedText text) {
    for (Watch watch : rules.values()) {
      if (watch.rule().takes(text)) {
        int left = watch.left() - 1;
        if (left == 0) {
          rules.remove(watch.id());
        } else {
          rules.put(watch.id(), new Watch(watch.id(), watch.rule(), watch.until(), left));
        }
        if (calls.size() >= MOST_CALLS) {
          Iterator<String> oldest = calls.keySet().iterator();
          oldest.next();
          oldest.remove();
        }
        Recording call = new Recording(watch, clock.instant());
        calls.put(text.callId(), call);
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  private void forget() {
    Instant now = clock.instant();
    rules.values().removeIf(watch -> !watch.until().isAfter(now));
    calls.values().removeIf(call -> !call.begun.plus(LONGEST_KEPT).isAfter(now));
    watching = !rules.isEmpty() || !calls.isEmpty();
  }
}
