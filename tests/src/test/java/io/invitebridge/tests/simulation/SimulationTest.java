package io.invitebridge.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 400);

  @Test
  void theLawsHoldWhateverTheNetworkDoes() {
    LongStream seeds =
        Long.getLong("simulation.seed") == null
            ? LongStream.range(0, RUNS)
            : LongStream.of(Long.getLong("simulation.seed"));
    seeds.forEach(SimulationTest::play);
  }

  @Test
  void theSameSeedTellsTheSameStory() {
    assertThat(new World(7).play().transcript()).isEqualTo(new World(7).play().transcript());
  }

  private static void play(long seed) {
    try {
      new World(seed).play();
    } catch (AssertionError broken) {
      throw new AssertionError(
          "Seed " + seed + ": " + broken.getMessage() + " (-Dsimulation.seed=" + seed + ")",
          broken);
    }
  }
}
