package io.invitebridge.tests.directions;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.tests.testkit.SipSteps;
import io.invitebridge.tests.testkit.Sipp;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;

/**
 * The phones that are called, one SIPp for each story, and the scenarios of both sides. Each phone
 * wants one call from each network.
 */
final class Phones implements AutoCloseable {
  private static final int CALLERS = 3;

  private final Map<Story, Sipp> phones = new EnumMap<>(Story.class);
  private final DatagramSocket silent;

  Phones(NineWayBridge bridge) throws IOException {
    silent =
        new DatagramSocket(bridge.phonePort(Story.NO_RESPONSE), InetAddress.getByName("127.0.0.1"));
    for (Story story : Story.values()) {
      if (story != Story.NO_RESPONSE) {
        int port = bridge.phonePort(story);
        String calls = Integer.toString(CALLERS);
        phones.put(story, Sipp.startPhone(port, "-sf", callee(story), "-m", calls));
      }
    }
  }

  /** Every phone was called by each network, and each call went as its scenario says. */
  void haveAllBeenCalled() throws Exception {
    for (Map.Entry<Story, Sipp> phone : phones.entrySet()) {
      Sipp sipp = phone.getValue();
      assertThat(sipp.exitCode()).as("%s: %s", phone.getKey(), sipp.errors()).isZero();
      assertThat(sipp.successful()).as(phone.getKey().toString()).isEqualTo(CALLERS);
    }
  }

  @Override
  public void close() {
    phones.values().forEach(Sipp::close);
    silent.close();
  }

  /** A caller's scenario. */
  static String caller(Story story) throws IOException {
    String rings = SipSteps.INVITE + (isUnanswered(story) ? "" : SipSteps.response(180));
    String rest =
        switch (story) {
          case CALLER_HANGS_UP -> SipSteps.response(200) + SipSteps.ACK + SipSteps.BYE;
          case CALLEE_HANGS_UP ->
              SipSteps.response(200) + SipSteps.ACK + SipSteps.request("BYE") + SipSteps.OK;
          case REFUSED -> SipSteps.response(603) + SipSteps.ACK;
          case CANCELED -> SipSteps.CANCEL + SipSteps.response(487) + SipSteps.ACK;
          default -> SipSteps.response(480) + SipSteps.ACK;
        };
    return Sipp.scenario("caller-" + story.slug(), rings + rest);
  }

  private static String callee(Story story) throws IOException {
    String rest =
        switch (story) {
          case CALLER_HANGS_UP -> SipSteps.ANSWER + SipSteps.request("BYE") + SipSteps.OK;
          case CALLEE_HANGS_UP -> SipSteps.ANSWER + SipSteps.BYE_OF_CALLEE;
          case REFUSED -> SipSteps.RINGING + SipSteps.A_MOMENT + SipSteps.refuse("603 Decline");
          case OFFLINE -> SipSteps.refuse("480 Temporarily Unavailable");
          default ->
              SipSteps.RINGING
                  + SipSteps.request("CANCEL")
                  + SipSteps.OK
                  + SipSteps.refuse("487 Request Terminated");
        };
    return Sipp.scenario("phone-" + story.slug(), SipSteps.INVITED + rest);
  }

  private static boolean isUnanswered(Story story) {
    return story == Story.OFFLINE || story == Story.NO_RESPONSE;
  }
}
