package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.invitebridge.client.LocalInvitation;
import io.invitebridge.client.RemoteInvitation;
import io.invitebridge.tests.testkit.CuttableProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Two users of whom one, {@code near}, is behind a line that is cut in some state of an invitation
 * and restored after a time. What both heard is compared whole, so that nothing is lost and nothing
 * is told twice. The outcomes are those of docs/semantics.md, "Connection lost".
 */
final class CutScene implements AutoCloseable {
  private final RtmBridge bridge;
  private final CuttableProxy line;
  private final RecordedUser near;
  private final RecordedUser far;

  CutScene(RtmBridge bridge) throws IOException {
    this.bridge = bridge;
    line = new CuttableProxy(bridge.port());
    near = bridge.behind(line.port(), "near").login();
    far = bridge.online("far");
    near.forgets();
    far.forgets();
  }

  @Override
  public void close() throws IOException {
    near.client().logout(null);
    far.client().logout(null);
    near.close();
    far.close();
    line.close();
  }

  /** What may happen around a cut that is shorter than the presence. */
  enum Resumed {
    SENT_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.sentCalleeIsBack(millis);
      }
    },
    SENT_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.sentCallerIsBack(millis);
      }
    },
    RINGING_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.ringingCallerIsBack(millis);
      }
    },
    RINGING_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.ringingCalleeIsBack(millis);
      }
    },
    ACCEPTING_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.acceptingCallerIsBack(millis);
      }
    },
    ACCEPTING_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.acceptingCalleeIsBack(millis);
      }
    },
    ESTABLISHED_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.establishedCallerIsBack(millis);
      }
    },
    ESTABLISHED_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.establishedCalleeIsBack(millis);
      }
    };

    /** The line is cut for so long. */
    abstract void play(CutScene scene, long millis);
  }

  /** What may happen around a cut that is longer than the presence. */
  enum Lost {
    SENT_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.sentCalleeIsTooLate(millis);
      }
    },
    SENT_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.sentCallerIsTooLate(millis);
      }
    },
    RINGING_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.ringingCallerIsTooLate(millis);
      }
    },
    RINGING_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.ringingCalleeIsTooLate(millis);
      }
    },
    ACCEPTING_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.acceptingCallerIsTooLate(millis);
      }
    },
    ACCEPTING_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.acceptingCalleeIsTooLate(millis);
      }
    },
    ESTABLISHED_CALLER_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.establishedIsLost(millis, true);
      }
    },
    ESTABLISHED_CALLEE_CUT {
      @Override
      void play(CutScene scene, long millis) {
        scene.establishedIsLost(millis, false);
      }
    };

    /** The line is cut for so long. */
    abstract void play(CutScene scene, long millis);
  }

  // ------------------------------------------------------------------ back in time

  private void sentCalleeIsBack(long millis) {
    line.cut();
    far.invites(near.name());
    far.hears("send ok");
    lasts(millis);
    near.accepts(near.rings(), "yes");
    far.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
    near.hears("rings, state 1", "accept ok", "remote accepted, state 4");
  }

  private void sentCallerIsBack(long millis) {
    try (RecordedUser late = bridge.user("late")) {
      near.invites(late.name());
      near.hears("send ok");
      line.cut();
      late.login();
      RemoteInvitation ringing = late.rings();
      lasts(millis);
      near.hears("send ok", "received by peer, state 2");
      late.accepts(ringing, "yes");
      near.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
      late.hears("login ok", "rings, state 1", "accept ok", "remote accepted, state 4");
      late.client().logout(null);
    }
  }

  private void ringingCallerIsBack(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(millis);
    far.refuses(far.rings(), "no");
    near.hears("send ok", "received by peer, state 2", "refused 'no', state 4");
    far.hears("rings, state 1", "refuse ok", "remote refused, state 3");
  }

  private void ringingCalleeIsBack(long millis) {
    LocalInvitation invitation = far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    far.cancels(invitation);
    far.hears("send ok", "received by peer, state 2", "cancel ok", "canceled, state 5");
    lasts(millis);
    near.hears("rings, state 1", "remote canceled, state 5");
  }

  /** The accept waits for the caller's confirmation, but not for longer than the confirm time. */
  private void acceptingCallerIsBack(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    far.accepts(far.rings(), "yes");
    far.hearsAmongOthers("accept ok");
    lasts(millis);
    await().atMost(RtmBridge.PATIENCE).until(() -> far.heard().size() == 3);
    List<String> confirmed = List.of("rings, state 1", "accept ok", "remote accepted, state 4");
    List<String> failed = List.of("rings, state 1", "accept ok", "remote failure 2, state 6");
    String[] accepted = {"send ok", "received by peer, state 2", "accepted 'yes', state 3"};
    if (Duration.ofMillis(millis).compareTo(bridge.confirm()) < 0) {
      assertThat(far.heard()).isEqualTo(confirmed);
    } else if (Duration.ofMillis(millis).compareTo(bridge.confirm()) > 0) {
      assertThat(far.heard()).isEqualTo(failed);
    }
    if (far.heard().equals(confirmed)) {
      near.hears(accepted);
    } else {
      far.hears(failed.toArray(String[]::new));
      near.hears(accepted[0], accepted[1], accepted[2], "call ended: accept-failure");
    }
  }

  private void acceptingCalleeIsBack(long millis) {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    near.accepts(near.rings(), "yes");
    lasts(millis);
    far.hears("send ok", "received by peer, state 2", "accepted 'yes', state 3");
    near.hears("rings, state 1", "accept ok", "remote accepted, state 4");
  }

  private void establishedCallerIsBack(long millis) {
    LocalInvitation call = call(true);
    line.cut();
    near.extension().endCall(call, "", near.result("end"));
    lasts(millis);
    far.hears("call ended: hung-up");
    near.hears("end ok", "call ended: hung-up");
  }

  private void establishedCalleeIsBack(long millis) {
    LocalInvitation call = call(false);
    line.cut();
    far.extension().endCall(call, "", far.result("end"));
    far.hears("end ok", "call ended: hung-up");
    lasts(millis);
    near.hears("call ended: hung-up");
  }

  // ------------------------------------------------------------------ back too late

  private void sentCalleeIsTooLate(long millis) {
    line.cut();
    far.invites(near.name());
    lasts(millis);
    // Not PEER_OFFLINE: the callee had a session when it was sent (2.4, "callee online, silent").
    far.hears("send ok", "failure 2, state 6");
    // The answer comes behind everything that the bridge had to tell.
    near.client().queryPeersOnlineStatus(Set.of(far.name()), near.result("query"));
    near.hears("query ok {" + far.name() + "=true}");
  }

  private void sentCallerIsTooLate(long millis) {
    try (RecordedUser late = bridge.user("late")) {
      near.invites(late.name());
      near.hears("send ok");
      line.cut();
      lasts(millis);
      near.hears("send ok", "failure 4, state 6");
      late.login();
      late.hears("login ok");
    }
  }

  private void ringingCallerIsTooLate(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(millis);
    far.hears("rings, state 1", "remote canceled, state 5");
    near.hears("send ok", "received by peer, state 2", "failure 4, state 6");
  }

  private void ringingCalleeIsTooLate(long millis) {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    lasts(millis);
    far.hears("send ok", "received by peer, state 2", "failure 1, state 6");
    near.hears("rings, state 1", "remote failure 3, state 6");
  }

  private void acceptingCallerIsTooLate(long millis) {
    near.invites(far.name());
    near.hears("send ok", "received by peer, state 2");
    line.cut();
    far.accepts(far.rings(), "yes");
    lasts(millis);
    near.hears("send ok", "received by peer, state 2", "failure 4, state 6");
    await().atMost(RtmBridge.PATIENCE).until(() -> far.heard().size() == 3);
    assertThat(far.heard().get(2)).isIn("remote failure 1, state 6", "remote failure 2, state 6");
  }

  private void acceptingCalleeIsTooLate(long millis) {
    far.invites(near.name());
    far.hears("send ok", "received by peer, state 2");
    line.cut();
    near.accepts(near.rings(), "yes");
    lasts(millis);
    far.hears("send ok", "received by peer, state 2", "failure 1, state 6");
    near.hears("rings, state 1", "remote failure 2, state 6", "accept error 3");
  }

  private void establishedIsLost(long millis, boolean nearCalls) {
    call(nearCalls);
    line.cut();
    lasts(millis);
    far.hears("call ended: connection-lost");
    near.hears("call ended: connection-lost");
  }

  /** The two talk to each other. */
  private LocalInvitation call(boolean nearCalls) {
    RecordedUser caller = nearCalls ? near : far;
    RecordedUser callee = nearCalls ? far : near;
    LocalInvitation call = caller.invites(callee.name());
    callee.accepts(callee.rings(), "yes");
    await()
        .atMost(RtmBridge.PATIENCE)
        .until(() -> near.heard().size() == 3 && far.heard().size() == 3);
    near.forgets();
    far.forgets();
    return call;
  }

  /** The cut goes on for this long, and is over. */
  private void lasts(long millis) {
    await()
        .pollDelay(millis, TimeUnit.MILLISECONDS)
        .atMost(Duration.ofMillis(millis).plus(RtmBridge.PATIENCE))
        .until(() -> true);
    line.restore();
  }
}
