package io.invitebridge.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.invitebridge.core.model.Dtmf;
import io.invitebridge.core.port.Worker;
import io.invitebridge.sip.message.MethodNames;
import io.invitebridge.sip.message.Requests;
import io.invitebridge.sip.translate.DtmfText;
import io.invitebridge.sip.transport.SipTransport.ClientListener;
import io.invitebridge.sip.transport.SipTransport.Failure;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends key presses inside a dialog: one INFO a key, the next one when the one before is answered,
 * because UDP keeps no order. A peer that refuses one, or does not answer, loses the keys that
 * wait: half a PIN is worse than none. The call goes on. Lane-confined.
 */
final class KeyPresses {
  private static final Logger LOG = LoggerFactory.getLogger(KeyPresses.class);

  /** The most keys that wait; somebody who types faster than the peer answers loses some. */
  private static final int MAX_WAITING = 4 * Dtmf.MAX_DIGITS;

  private final Surroundings world;
  private final Worker lane;
  private final Dialog dialog;
  private final ArrayDeque<Character> waiting = new ArrayDeque<>();
  private boolean underWay;

  KeyPresses(Surroundings world, Worker lane, Dialog dialog) {
    this.world = world;
    this.lane = lane;
    this.dialog = dialog;
  }

  void send(Dtmf dtmf) {
    if (waiting.size() + dtmf.digits().length() > MAX_WAITING) {
      LOG.warn("The SIP peer answers INFO too slowly; {} are dropped.", dtmf);
      return;
    }
    dtmf.digits().chars().forEach(key -> waiting.add((char) key));
    sendNext();
  }

  /** Sends no more. */
  void stop() {
    waiting.clear();
  }

  private void sendNext() {
    if (underWay || waiting.isEmpty()) {
      return;
    }
    underWay = true;
    SIPRequest info = dialog.request(MethodNames.INFO);
    Requests.addBody(info, DtmfText.RELAY, DtmfText.relay(waiting.remove()));
    world
        .transport()
        .send(
            info,
            dialog.nextHop(),
            new ClientListener() {
              @Override
              public void onResponse(SIPResponse response) {
                int status = response.getStatusCode();
                if (status >= 200) {
                  lane.execute(() -> answered(status < 300, "status " + status));
                }
              }

              @Override
              public void onFailure(Failure failure) {
                lane.execute(() -> answered(false, failure.toString()));
              }
            });
  }

  private void answered(boolean taken, String how) {
    underWay = false;
    if (!taken) {
      LOG.info(
          "The SIP peer took no key press: {}; {} that wait are dropped.", how, waiting.size());
      waiting.clear();
    }
    sendNext();
  }
}
