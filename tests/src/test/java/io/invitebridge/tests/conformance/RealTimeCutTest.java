package io.invitebridge.tests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The network fails for 5, 20 and 40 s for one side in each state of an invitation, with the clocks
 * that the product has. All cuts are made at once; the longest decides how long it takes.
 */
class RealTimeCutTest {
  private static final long[] BACK_IN_TIME_MILLIS = {5_000, 20_000};
  private static final long TOO_LATE_MILLIS = 40_000;

  @Test
  void everyState_5_20_and_40_seconds() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (RtmBridge bridge = RtmBridge.withTheProductsClocks()) {
      Map<String, Future<?>> plays = new LinkedHashMap<>();
      for (CutScene.Lost story : CutScene.Lost.values()) {
        plays.put(
            story + " 40 s",
            threads.submit(() -> play(bridge, scene -> story.play(scene, TOO_LATE_MILLIS))));
      }
      for (CutScene.Resumed story : CutScene.Resumed.values()) {
        for (long millis : BACK_IN_TIME_MILLIS) {
          plays.put(
              story + " " + millis / 1_000 + " s",
              threads.submit(() -> play(bridge, scene -> story.play(scene, millis))));
        }
      }
      assertThat(failuresOf(plays)).isEmpty();
      bridge.awaitQuiet();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void play(RtmBridge bridge, Story story) throws Exception {
    try (CutScene scene = new CutScene(bridge)) {
      story.play(scene);
    }
    return null;
  }

  private static Map<String, String> failuresOf(Map<String, Future<?>> plays)
      throws InterruptedException {
    Map<String, String> failures = new TreeMap<>();
    for (Map.Entry<String, Future<?>> one : plays.entrySet()) {
      try {
        one.getValue().get();
      } catch (ExecutionException failure) {
        failures.put(one.getKey(), String.valueOf(failure.getCause()));
      }
    }
    return failures;
  }

  private interface Story {
    void play(CutScene scene);
  }
}
