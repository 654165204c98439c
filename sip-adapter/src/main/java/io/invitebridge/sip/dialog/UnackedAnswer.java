package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.transport.ServerCall;
import java.time.Duration;

/**
 * A 2xx to INVITE until its ACK: sent again after T1, then twice as long each time up to T2, on
 * every transport, and given up after 64 x T1 (RFC 3261 section 13.3.1.4). Lane-confined.
 */
final class UnackedAnswer {
  private final Worker lane;
  private final ServerCall call;
  private final SIPResponse response;
  private final Duration longest;
  private Worker.Cancellation resend;
  private final Worker.Cancellation giveUp;

  UnackedAnswer(
      Surroundings world, Worker lane, ServerCall call, SIPResponse response, Runnable lost) {
    this.lane = lane;
    this.call = call;
    this.response = response;
    this.longest = world.t2();
    call.respond(response);
    Duration first = world.settings().t1();
    resend = lane.after(first, () -> again(first));
    giveUp =
        lane.after(
            world.patience(),
            () -> {
              resend.cancel();
              lost.run();
            });
  }

  void stop() {
    resend.cancel();
    giveUp.cancel();
  }

  private void again(Duration waited) {
    call.respond(response);
    Duration twice = waited.multipliedBy(2);
    Duration next = twice.compareTo(longest) > 0 ? longest : twice;
    resend = lane.after(next, () -> again(next));
  }
}
