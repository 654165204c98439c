package io.invitebridge.rtm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.message.ServerMethod;
import io.invitebridge.rtm.testing.RtmPeer;
import io.invitebridge.rtm.testing.RtmPeer.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Four users who call, answer, lose their connections, come back and log in elsewhere at random.
 * The seed decides everything; what must hold is checked for each client and at the end for the
 * server.
 */
class SimulationTest {
  private static final List<String> USERS = List.of("ann", "ben", "cat", "dan");
  private static final Set<String> LOCAL_ENDS =
      Set.of(
          "localInvitationRefused",
          "localInvitationCanceled",
          "localInvitationFailure",
          "callEnded");
  private static final Set<String> REMOTE_ENDS =
      Set.of("remoteInvitationRefused", "remoteInvitationCanceled", "remoteInvitationFailure");
  private static final List<String> EVERYTHING =
      Arrays.stream(ServerMethod.values())
          .filter(method -> method != ServerMethod.PEERS_STATUS_CHANGED)
          .filter(method -> method != ServerMethod.TOKEN_WILL_EXPIRE)
          .filter(method -> method != ServerMethod.LOCAL_PROGRESS)
          .map(ServerMethod::wireName)
          .toList();
  private static final int STORIES = 100;
  private static final int STEPS = 250;

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 2_000})
  void whateverHappens_everyPartyHearsOneFinalWordAndNothingIsLeft(long firstSeed) {
    Set<String> seen = new HashSet<>();
    for (long seed = firstSeed; seed < firstSeed + STORIES; seed++) {
      Story story = new Story(seed, Stage.settings(), 1);
      story.play();
      story.allDevices.forEach(device -> seen.addAll(device.methods()));
    }
    assertThat(seen).as("the stories lead everywhere").containsAll(EVERYTHING);
  }

  @ParameterizedTest
  @ValueSource(longs = {5_000, 6_000})
  void withSeveralDevicesForEachUser_theSameHolds(long firstSeed) {
    Set<String> reasons = new HashSet<>();
    for (long seed = firstSeed; seed < firstSeed + STORIES; seed++) {
      Story story = new Story(seed, Stage.severalDevices(), 3);
      story.play();
      story.allDevices.forEach(
          device -> device.notes().forEach(note -> reasons.add(note.text("reason"))));
    }
    assertThat(reasons).contains("answered-elsewhere", "declined-elsewhere");
  }

  private static final class Story {
    private final long seed;
    private final Random random;
    private final Stage stage;
    private final int devicesEach;
    private final Map<String, RtmPeer> devices = new HashMap<>();
    private final List<RtmPeer> allDevices = new ArrayList<>();
    private int invitations;

    Story(long seed, RtmSettings settings, int devicesEach) {
      this.seed = seed;
      this.stage = new Stage(settings);
      this.devicesEach = devicesEach;
      this.random = new Random(seed);
    }

    void play() {
      for (int step = 0; step < STEPS; step++) {
        String user = USERS.get(random.nextInt(USERS.size()));
        String name = user + "/" + (devicesEach == 1 ? 0 : random.nextInt(devicesEach));
        step(name, devices.computeIfAbsent(name, this::newDevice));
        if (random.nextInt(3) > 0) {
          stage.pass(Duration.ofMillis(random.nextInt(2_500)));
        }
      }
      stage.seconds(1);
      allDevices.forEach(device -> device.acknowledges(true).logout());
      stage.seconds(300);
      check();
    }

    private void step(String name, RtmPeer device) {
      switch (random.nextInt(18)) {
        case 0, 1, 2 -> device.invite("i" + ++invitations, USERS.get(random.nextInt(USERS.size())));
        case 3 -> device.cancel("i" + invitations);
        case 4, 5 -> ringing(device).ifPresent(id -> device.accept(id, "yes"));
        case 6 -> ringing(device).ifPresent(id -> device.refuse(id, "no"));
        case 7 -> ringing(device).ifPresent(device::end);
        case 8 -> device.end("i" + invitations);
        case 9 -> device.drop();
        case 10, 11 -> {
          if (!device.sessionId().isEmpty()) {
            device.resume();
          }
        }
        case 12 -> devices.put(name, newDevice(name));
        case 13 -> device.acknowledges(random.nextBoolean());
        case 14 -> device.message(USERS.get(random.nextInt(USERS.size())), "hello");
        case 15, 16 -> device.call("changeSession", change(device));
        default -> {
          if (random.nextInt(4) == 0) {
            device.logout();
          }
        }
      }
    }

    private Map<String, String> change(RtmPeer device) {
      List<String> words = List.of("offer", "answer", "refusal", "withdrawal");
      String own = "i" + invitations;
      return Map.of(
          "invitationId",
          random.nextBoolean() ? own : ringing(device).orElse(own),
          "change",
          words.get(random.nextInt(words.size())),
          "content",
          "sdp");
    }

    private RtmPeer newDevice(String name) {
      String[] parts = name.split("/");
      RtmPeer device = stage.peer(parts[0]).device(parts[1]).login();
      allDevices.add(device);
      return device;
    }

    private Optional<String> ringing(RtmPeer device) {
      List<String> ids =
          device.notes().stream()
              .filter(note -> note.method().equals("remoteInvitationReceived"))
              .map(note -> note.text("invitationId"))
              .toList();
      return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1));
    }

    private void check() {
      String story = "seed " + seed;
      assertThat(stage.runtime.openInvitations()).as(story).isEmpty();
      assertThat(stage.violations).as(story).isEmpty();
      assertThat(stage.adapter.openLegs()).as(story).isZero();
      assertThat(stage.adapter.sessions()).as(story).isZero();
      assertThat(stage.adapter.connections()).as(story).isZero();
      assertThat(stage.adapter.remembered()).as(story).isZero();
      assertThat(stage.time.waiting()).as(story).isZero();
      for (RtmPeer device : allDevices) {
        assertThat(device.gaps()).as(story).isZero();
        assertThat(device.repeats()).as(story).isZero();
        checkFinalWords(device, story);
      }
    }

    private static void checkFinalWords(RtmPeer device, String story) {
      Map<String, String> last = new HashMap<>();
      Set<String> over = new HashSet<>();
      for (Note note : device.notes()) {
        String id = note.text("invitationId");
        if (!id.isEmpty()) {
          assertThat(over).as("%s: %s", story, note).doesNotContain(id);
        }
        if (REMOTE_ENDS.contains(note.method())) {
          over.add(id);
        }
        if (id.startsWith("i")) {
          String before = last.put(id, note.method());
          assertThat(LOCAL_ENDS)
              .as("%s: %s after %s", story, note, before)
              .doesNotContain(String.valueOf(before));
          if (note.method().equals("localInvitationAccepted")) {
            assertThat(before).as(story).isEqualTo("localInvitationReceivedByPeer");
          }
        }
      }
    }
  }
}
