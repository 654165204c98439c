package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.HeaderLine;
import io.invitebridge.sip.translate.CoreToSip;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The INVITEs of one leg: one place after the other, the last one counts. Those given up before
 * keep their transactions, since a 2xx to them is still to be answered. Lane-confined.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  private final Surroundings world;
  private final Worker lane;
  private final LegRef ref;
  private final Course course;
  private final Optional<Retries> retries;
  private final Owner owner;
  private final List<Attempt> made = new ArrayList<>();
  private Optional<Worker.Cancellation> hurry = Optional.empty();

  /** The leg. */
  interface Owner extends Attempt.Owner {
    /** An INVITE goes out. */
    void onPlaced();

    /** The last place of all said nothing, and no other is left. */
    void onNobodyLeft(Failure failure);
  }

  Attempts(Surroundings world, Worker lane, LegRef ref, CallPlan plan, Owner owner) {
    this.world = world;
    this.lane = lane;
    this.ref = ref;
    this.course = plan.course();
    this.retries = plan.retries();
    this.owner = owner;
  }

  /** Finds the places; {@code ready} runs on the lane. */
  void open(Runnable ready) {
    course.open(lane, ready);
  }

  /** Tries the next place; false when there is none. */
  boolean goesOn() {
    Optional<Course.Leaving> next = course.next();
    next.ifPresent(
        leaving -> {
          retries.ifPresent(all -> all.tries(leaving));
          place(leaving);
        });
    return next.isPresent();
  }

  /** A final refusal is in; false when it stands. */
  boolean goesOnAfter(Attempt attempt, SIPResponse refusal) {
    course.refused(refusal);
    if (retried(retries.flatMap(all -> all.after(attempt.invite(), refusal, attempt.hop())))) {
      return true;
    }
    boolean another =
        Course.isWorthAnother(refusal.getStatusCode()) && course.hasMore() && goesOn();
    if (another) {
      LOG.info("{} SIP status {}; the next target is tried", ref, refusal.getStatusCode());
    }
    return another;
  }

  /** Nobody answers there; false when there is no other place. */
  boolean goesOnAfterSilence(Attempt attempt) {
    return retried(retries.flatMap(all -> all.afterSilence(attempt.invite(), attempt.hop())))
        || (course.hasMore() && goesOn());
  }

  boolean isCurrent(Attempt attempt) {
    return !made.isEmpty() && made.get(made.size() - 1) == attempt;
  }

  /** The one whose INVITE has this CSeq number. */
  Optional<Attempt> numbered(long number) {
    return made.stream().filter(attempt -> attempt.number() == number).findFirst();
  }

  /** The place tried now is not given up for another any more. */
  void stay() {
    hurry.ifPresent(Worker.Cancellation::cancel);
  }

  /** True once an INVITE has gone out. */
  boolean areMade() {
    return !made.isEmpty();
  }

  /** Cancels what has been placed. */
  void withdraw(HeaderLine reason) {
    stay();
    made.stream().filter(this::isCurrent).forEach(attempt -> attempt.withdraw(reason));
  }

  /** Ends the transaction of the last one, unless it only waits for retransmissions. */
  void abandon() {
    stay();
    made.stream().filter(this::isCurrent).forEach(Attempt::abandon);
  }

  /** One that says nothing at all is given up for the target behind it. */
  private void place(Course.Leaving leaving) {
    stay();
    Attempt attempt = new Attempt(world, lane, leaving.invite(), leaving.hop(), owner);
    made.add(attempt);
    owner.onPlaced();
    if (course.hasMore()) {
      hurry = Optional.of(lane.after(course.tryFor(), () -> giveUp(attempt)));
    }
    attempt.send();
  }

  private void giveUp(Attempt attempt) {
    if (owner.wants(attempt) && !attempt.hasProvisional()) {
      LOG.info(
          "{} {} says nothing; the next target is tried", ref, attempt.invite().getRequestURI());
      attempt.withdraw(CoreToSip.closing(EndReason.PEER_NO_RESPONSE, Content.EMPTY));
      if (!goesOn()) {
        owner.onNobodyLeft(Failure.TIMEOUT);
      }
    }
  }

  private boolean retried(Optional<Course.Leaving> next) {
    next.ifPresent(
        leaving -> {
          LOG.info("{} is tried again at {}", ref, leaving.hop());
          place(leaving);
        });
    return next.isPresent();
  }
}
