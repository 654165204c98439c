package io.invitebridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.invitebridge.client.testing.ClientRig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A random app against a random bridge, which loses connections and sessions, refuses, repeats
 * itself and says things out of place. Whatever happens, each invitation tells a sensible story.
 */
class SimulationTest {
  private static final int STEPS = 3_000;
  private static final String[] LOCAL_NEWS = {
    "localInvitationReceivedByPeer",
    "localInvitationAccepted",
    "localInvitationRefused",
    "localInvitationCanceled",
    "localInvitationFailure",
    "callEnded"
  };
  private static final String[] REMOTE_NEWS = {
    "remoteInvitationReceived",
    "remoteInvitationAccepted",
    "remoteInvitationRefused",
    "remoteInvitationCanceled",
    "remoteInvitationFailure",
    "callEnded"
  };

  private final ClientRig rig = new ClientRig();
  private final RtmCallManager calls = rig.client().getRtmCallManager();
  private final Stories stories = new Stories();
  private final List<LocalInvitation> locals = new ArrayList<>();
  private Random random;
  private long seq;
  private int sessions;
  private int results;
  private int requests;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyInvitation_tellsASensibleStory(long seed) {
    random = new Random(seed);
    rig.client().setLogFilter(RtmClient.LOG_FILTER_OFF);
    calls.setEventListener(stories);
    rig.client().getRtmCallExtension().setCallListener(stories);
    login();
    for (int step = 0; step < STEPS; step++) {
      appActs();
      bridgeActs();
      serve(random.nextInt(4) > 0);
    }
    rig.client().logout(null);
    rig.run();

    assertThat(results).as("answers to the app's calls").isEqualTo(requests);
    assertThat(stories.words).as("seed %d", seed).isNotEmpty();
    stories.words.forEach(
        (invitation, words) ->
            assertThat(String.join(" ", words) + " ")
                .as("seed %d, %s", seed, invitation)
                .matches(invitation instanceof LocalInvitation ? Stories.LOCAL : Stories.REMOTE));
    for (LocalInvitation local : locals) {
      boolean sent = stories.words.containsKey(local);
      assertThat(sent || local.getState() == 0).as("seed %d, %s", seed, local).isTrue();
    }
  }

  private void appActs() {
    LocalInvitation local = any(locals);
    RemoteInvitation remote = any(stories.remotes);
    RtmCallExtension extension = rig.client().getRtmCallExtension();
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        locals.add(calls.createLocalInvitation("bob"));
        calls.sendLocalInvitation(locals.get(locals.size() - 1), result());
      }
      case 2 -> calls.cancelLocalInvitation(local, result());
      case 3 -> calls.acceptRemoteInvitation(remote, result());
      case 4 -> calls.refuseRemoteInvitation(remote, result());
      case 5 -> extension.endCall(random.nextBoolean() ? local : remote, null, result());
      case 6 -> calls.sendLocalInvitation(local, result());
      default -> rig.after(random.nextInt(2_000));
    }
    rig.run();
  }

  private void bridgeActs() {
    switch (random.nextInt(12)) {
      case 0 -> {
        rig.losesConnection();
        rig.waitsForAttempt();
        rig.connects();
      }
      case 1 -> rig.after(random.nextInt(60_000));
      case 2 -> {
        rig.client().logout(null);
        login();
      }
      case 3 -> rig.replays(Math.max(1, seq), "callEnded", "'invitationId':'id-3'");
      case 4, 5, 6 -> {
        LocalInvitation local = any(locals);
        if (local != null) {
          news(LOCAL_NEWS[random.nextInt(LOCAL_NEWS.length)], local.getInvitationId());
        }
      }
      default ->
          news(REMOTE_NEWS[random.nextInt(REMOTE_NEWS.length)], "r" + random.nextInt(STEPS / 20));
    }
  }

  private void news(String method, String id) {
    rig.replays(
        ++seq, method, "'invitationId':'" + id + "','callerId':'bob','code':1,'reason':'x'");
  }

  private void login() {
    rig.client().login(null, "alice", null);
    rig.connects();
    serve(true);
  }

  /** Answers what the client asked, or leaves it open. */
  private void serve(boolean answers) {
    for (JsonObject frame = rig.takes(); frame != null; frame = rig.takes()) {
      if (!frame.has("id")) {
        continue;
      }
      boolean login = frame.get("method").getAsString().equals("login");
      String head = "{'jsonrpc':'2.0','id':" + frame.get("id") + ",";
      if (login) {
        boolean resumed = frame.getAsJsonObject("params").has("resume") && random.nextBoolean();
        if (!resumed) {
          sessions++;
          seq = 0;
        }
        rig.says(head + "'result':{'sessionId':'s" + sessions + "','resumed':" + resumed + "}}");
      } else if (random.nextInt(5) == 0) {
        rig.says(head + "'error':{'code':" + (1 + random.nextInt(6)) + ",'message':''}}");
      } else if (answers) {
        rig.says(head + "'result':{}}");
      }
    }
  }

  private <T> T any(List<T> list) {
    int newest = Math.min(list.size(), 20);
    return newest == 0 ? null : list.get(list.size() - 1 - random.nextInt(newest));
  }

  private ResultCallback<Void> result() {
    requests++;
    return new ResultCallback<>() {
      @Override
      public void onSuccess(Void nothing) {
        results++;
      }

      @Override
      public void onFailure(ErrorInfo error) {
        results++;
      }
    };
  }

  /** What the app heard of each invitation. */
  private static final class Stories extends RtmCallEventAdapter implements RtmCallListener {
    static final String LOCAL =
        "(received )?(canceled |failure )|received (refused |accepted over )";
    static final String REMOTE = "arrived (canceled |failure |refused |accepted over )";

    final Map<CallInvitation, List<String>> words = new LinkedHashMap<>();
    final List<RemoteInvitation> remotes = new ArrayList<>();

    private void word(CallInvitation invitation, String word) {
      words.computeIfAbsent(invitation, key -> new ArrayList<>()).add(word);
    }

    @Override
    public void onLocalInvitationReceivedByPeer(LocalInvitation local) {
      word(local, "received");
    }

    @Override
    public void onLocalInvitationAccepted(LocalInvitation local, String response) {
      word(local, "accepted");
    }

    @Override
    public void onLocalInvitationRefused(LocalInvitation local, String response) {
      word(local, "refused");
    }

    @Override
    public void onLocalInvitationCanceled(LocalInvitation local) {
      word(local, "canceled");
    }

    @Override
    public void onLocalInvitationFailure(LocalInvitation local, int errorCode) {
      word(local, "failure");
    }

    @Override
    public void onRemoteInvitationReceived(RemoteInvitation remote) {
      remotes.add(remote);
      word(remote, "arrived");
    }

    @Override
    public void onRemoteInvitationAccepted(RemoteInvitation remote) {
      word(remote, "accepted");
    }

    @Override
    public void onRemoteInvitationRefused(RemoteInvitation remote) {
      word(remote, "refused");
    }

    @Override
    public void onRemoteInvitationCanceled(RemoteInvitation remote) {
      word(remote, "canceled");
    }

    @Override
    public void onRemoteInvitationFailure(RemoteInvitation remote, int errorCode) {
      word(remote, "failure");
    }

    @Override
    public void onCallEnded(CallInvitation invitation, String reason, String info) {
      word(invitation, "over");
    }
  }
}
