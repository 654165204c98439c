package io.invitebridge.app.demo;

import static io.invitebridge.app.party.AppCallback.Kind.CALL_ENDED;
import static io.invitebridge.app.party.AppCallback.Kind.LOCAL_ACCEPTED;
import static io.invitebridge.app.party.AppCallback.Kind.LOCAL_CANCELED;
import static io.invitebridge.app.party.AppCallback.Kind.LOCAL_RECEIVED_BY_PEER;
import static io.invitebridge.app.party.AppCallback.Kind.LOCAL_REFUSED;
import static io.invitebridge.app.party.AppCallback.Kind.REMOTE_ACCEPTED;
import static io.invitebridge.app.party.AppCallback.Kind.REMOTE_CANCELED;
import static io.invitebridge.app.party.AppCallback.Kind.REMOTE_FAILURE;
import static io.invitebridge.app.party.AppCallback.Kind.REMOTE_RECEIVED;
import static io.invitebridge.app.party.AppCallback.Kind.REMOTE_REFUSED;

import io.invitebridge.app.party.PhoneCall;
import io.invitebridge.app.party.ScriptedUser;
import io.invitebridge.app.party.UnexpectedException;
import java.util.List;
import java.util.stream.Stream;

/** The calls of the demo, each direction with each way to end. */
final class Stories {
  static final String BRIDGE = "bridge";
  static final String PHONE = "phone";
  private static final String PHONE_NUMBER = "1001";

  private static final List<String> PHONE_TO_ALICE = List.of(PHONE, BRIDGE, "alice");
  private static final List<String> ALICE_TO_PHONE = List.of("alice", BRIDGE, PHONE);
  private static final List<String> ALICE_TO_BOB = List.of("alice", BRIDGE, "bob");

  private Stories() {}

  static List<Story> all() {
    return Stream.of(phoneCallsApp(), appCallsPhone(), appCallsApp())
        .flatMap(List::stream)
        .toList();
  }

  /** SIP to app. */
  private static List<Story> phoneCallsApp() {
    return List.of(
        new Story(
            "The phone calls alice, she answers, the phone hangs up",
            PHONE_TO_ALICE,
            Stories::phoneHangsUpOnAlice),
        new Story(
            "The phone calls alice, she answers and hangs up",
            PHONE_TO_ALICE,
            Stories::aliceHangsUpOnPhone),
        new Story(
            "The phone calls alice, she is busy: 486",
            PHONE_TO_ALICE,
            cast -> aliceRefusesPhone(cast, "busy", "486")),
        new Story(
            "The phone calls alice, she declines: 603",
            PHONE_TO_ALICE,
            cast -> aliceRefusesPhone(cast, "declined", "603")),
        new Story(
            "The phone calls alice and cancels while it rings: 487",
            PHONE_TO_ALICE,
            Stories::phoneCancels),
        new Story(
            "The phone calls dora, nobody answers within her two seconds: 480",
            List.of(PHONE, BRIDGE, "dora"),
            Stories::doraLetsItRing),
        new Story(
            "The phone calls carol, who is not logged in: 480",
            List.of(PHONE, BRIDGE),
            Stories::carolIsOffline));
  }

  /** App to SIP. */
  private static List<Story> appCallsPhone() {
    return List.of(
        new Story(
            "alice calls the phone, it answers, she hangs up",
            ALICE_TO_PHONE,
            Stories::aliceCallsAndHangsUp),
        new Story(
            "alice calls the phone, it answers and hangs up",
            ALICE_TO_PHONE,
            Stories::phoneHangsUpOnCaller),
        new Story("alice calls the phone, it is busy", ALICE_TO_PHONE, Stories::phoneIsBusy),
        new Story(
            "alice calls the phone and cancels while it rings",
            ALICE_TO_PHONE,
            Stories::aliceCancels));
  }

  /** App to app. */
  private static List<Story> appCallsApp() {
    return List.of(
        new Story("alice calls bob, he answers, she hangs up", ALICE_TO_BOB, Stories::bobAnswers),
        new Story("alice calls bob, he declines", ALICE_TO_BOB, Stories::bobDeclines),
        new Story(
            "alice calls bob and cancels while it rings", ALICE_TO_BOB, Stories::aliceCancelsBob));
  }

  private static PhoneCall ringAlice(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = cast.phone().dial("alice");
    cast.alice().hears(REMOTE_RECEIVED);
    call.hears("180");
    return call;
  }

  private static PhoneCall talkToAlice(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = ringAlice(cast);
    cast.alice().accepts();
    call.hears("200");
    cast.alice().hears(REMOTE_ACCEPTED);
    return call;
  }

  private static void phoneHangsUpOnAlice(Cast cast)
      throws UnexpectedException, InterruptedException {
    PhoneCall call = talkToAlice(cast);
    call.hangsUp();
    call.hears("200 BYE");
    cast.alice().hears(CALL_ENDED);
  }

  private static void aliceHangsUpOnPhone(Cast cast)
      throws UnexpectedException, InterruptedException {
    PhoneCall call = talkToAlice(cast);
    cast.alice().hangsUp();
    call.hears("BYE");
    cast.alice().hears(CALL_ENDED);
  }

  private static void aliceRefusesPhone(Cast cast, String reason, String status)
      throws UnexpectedException, InterruptedException {
    PhoneCall call = ringAlice(cast);
    cast.alice().refuses(reason);
    call.hears(status);
    cast.alice().hears(REMOTE_REFUSED);
  }

  private static void phoneCancels(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = ringAlice(cast);
    call.cancels();
    call.hearsAll("200 CANCEL", "487");
    cast.alice().hears(REMOTE_CANCELED);
  }

  private static void doraLetsItRing(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = cast.phone().dial("dora");
    cast.dora().hears(REMOTE_RECEIVED);
    call.hears("180");
    call.hears("480");
    cast.dora().hears(REMOTE_FAILURE, "error", "INVITATION_EXPIRE");
  }

  private static void carolIsOffline(Cast cast) throws UnexpectedException, InterruptedException {
    cast.phone().dial("carol").hears("480");
  }

  private static PhoneCall ringPhone(Cast cast) throws UnexpectedException, InterruptedException {
    cast.alice().calls(PHONE_NUMBER);
    PhoneCall call = cast.phone().nextCall();
    call.rings();
    cast.alice().hears(LOCAL_RECEIVED_BY_PEER);
    return call;
  }

  private static PhoneCall talkToPhone(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = ringPhone(cast);
    call.answers();
    call.hears("ACK");
    cast.alice().hears(LOCAL_ACCEPTED);
    return call;
  }

  private static void aliceCallsAndHangsUp(Cast cast)
      throws UnexpectedException, InterruptedException {
    PhoneCall call = talkToPhone(cast);
    cast.alice().hangsUp();
    call.hears("BYE");
    cast.alice().hears(CALL_ENDED);
  }

  private static void phoneHangsUpOnCaller(Cast cast)
      throws UnexpectedException, InterruptedException {
    PhoneCall call = talkToPhone(cast);
    call.hangsUp();
    call.hears("200 BYE");
    cast.alice().hears(CALL_ENDED);
  }

  private static void phoneIsBusy(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = ringPhone(cast);
    call.refuses(486);
    call.hears("ACK");
    cast.alice().hears(LOCAL_REFUSED);
  }

  private static void aliceCancels(Cast cast) throws UnexpectedException, InterruptedException {
    PhoneCall call = ringPhone(cast);
    cast.alice().cancels();
    call.hearsAll("CANCEL", "ACK");
    cast.alice().hears(LOCAL_CANCELED);
  }

  private static void ringBob(Cast cast) throws UnexpectedException, InterruptedException {
    cast.alice().calls("bob");
    cast.bob().hears(REMOTE_RECEIVED);
    cast.alice().hears(LOCAL_RECEIVED_BY_PEER);
  }

  private static void bobAnswers(Cast cast) throws UnexpectedException, InterruptedException {
    ScriptedUser bob = cast.bob();
    ringBob(cast);
    bob.accepts();
    cast.alice().hears(LOCAL_ACCEPTED);
    bob.hears(REMOTE_ACCEPTED);
    cast.alice().hangsUp();
    cast.alice().hears(CALL_ENDED);
    bob.hears(CALL_ENDED);
  }

  private static void bobDeclines(Cast cast) throws UnexpectedException, InterruptedException {
    ringBob(cast);
    cast.bob().refuses("declined");
    cast.alice().hears(LOCAL_REFUSED);
    cast.bob().hears(REMOTE_REFUSED);
  }

  private static void aliceCancelsBob(Cast cast) throws UnexpectedException, InterruptedException {
    ringBob(cast);
    cast.alice().cancels();
    cast.alice().hears(LOCAL_CANCELED);
    cast.bob().hears(REMOTE_CANCELED);
  }
}
