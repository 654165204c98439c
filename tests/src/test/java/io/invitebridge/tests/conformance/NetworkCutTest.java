package io.invitebridge.tests.conformance;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The network fails for one side in each state of an invitation. Presence is 8 s here: cuts of 500
 * ms and 3 s stand for 5 and 20 s of the product's 30, one of 10 s for 40 s. {@link
 * RealTimeCutTest} does the same in the product's own times.
 */
@Execution(ExecutionMode.CONCURRENT)
class NetworkCutTest {
  private static RtmBridge bridge;

  @BeforeAll
  static void start() throws Exception {
    bridge = RtmBridge.forCuts();
  }

  @AfterAll
  static void nothingIsLeft() {
    bridge.awaitQuiet();
    bridge.close();
  }

  @ParameterizedTest
  @EnumSource
  void aMoment(CutScene.Resumed story) throws IOException {
    resumed(story, 500);
  }

  @ParameterizedTest
  @EnumSource
  void lessThanThePresence(CutScene.Resumed story) throws IOException {
    resumed(story, 3_000);
  }

  @ParameterizedTest
  @EnumSource
  void longerThanThePresence(CutScene.Lost story) throws IOException {
    try (CutScene scene = new CutScene(bridge)) {
      story.play(scene, 10_000);
    }
  }

  private static void resumed(CutScene.Resumed story, long millis) throws IOException {
    try (CutScene scene = new CutScene(bridge)) {
      story.play(scene, millis);
    }
  }
}
