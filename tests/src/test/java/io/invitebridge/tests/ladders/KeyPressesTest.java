package io.invitebridge.tests.ladders;

import io.invitebridge.tests.testkit.AppParty;
import io.invitebridge.tests.testkit.CallFlow;
import io.invitebridge.tests.testkit.LegacyParty;
import io.invitebridge.tests.testkit.PhoneParty;
import org.junit.jupiter.api.Test;

/** Keys that a party presses during a call. */
class KeyPressesTest {

  @Test
  void betweenAPhoneAndAnAppOfTheOldSdk() {
    CallFlow flow =
        CallFlow.of("key-presses/legacy-and-sip", "An app of the old SDK calls a phone; both type");
    LegacyParty xena = flow.legacyApp("xena");
    PhoneParty phone = flow.phone("1001");
    xena.invites("room", "1001");
    phone.tries().rings().accepts();
    xena.presses("1#");
    phone.answers(200, "INFO").answers(200, "INFO");
    phone.presses('5');
    phone.heard("INVITE", "ACK", "INFO", "INFO", "200 INFO");
    xena.heard("voip_invite_ack", "voip_invite_accept", "voip_invite_msg");
    xena.endsOwnCall();
    phone.answers(200, "BYE");
    flow.quiet();
  }

  @Test
  void anAppUserHearsNothingOfAPhonesKeys() {
    CallFlow flow =
        CallFlow.of("key-presses/sip-to-rtm", "A phone types; RTM 1.x has no word for key presses");
    AppParty bob = flow.app("bob");
    PhoneParty phone = flow.phone("1001");
    phone.invites("bob");
    bob.accepts("");
    phone.acks();
    phone.presses('5');
    phone.hangsUp();
    phone.heard("100 INVITE", "180 INVITE", "200 INVITE", "200 INFO", "200 BYE");
    flow.quiet();
  }
}
