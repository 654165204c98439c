package io.invitebridge.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.invitebridge.core.port.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {

  @Test
  void aLaneRunsTasksInTheOrderOfTheirPostingOnOneThread() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 3)) {
      Worker lane = workers.lane("key");
      List<Integer> order = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch done = new CountDownLatch(1_000);
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        lane.execute(
            () -> {
              order.add(number);
              threads.add(Thread.currentThread());
              done.countDown();
            });
      }
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(order).isSorted();
      assertThat(threads.stream().distinct()).hasSize(1);
    }
  }

  @Test
  void anErrorInATaskThatBeginsSomethingStopsNoLaterOne() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 1)) {
      Worker lane = workers.lane("key");
      CountDownLatch done = new CountDownLatch(2);
      lane.executeLast(
          () -> {
            throw new StackOverflowError("of a hostile text");
          });
      lane.executeLast(
          () -> {
            done.countDown();
            throw new AssertionError("any other");
          });
      lane.executeLast(done::countDown);
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatBeginsGivesWayToWhatGoesOnAndKeepsItsOrder() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 1)) {
      Worker lane = workers.lane("key");
      List<String> order = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch ready = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(5);
      lane.execute(
          () -> {
            busy.countDown();
            await(ready);
          });
      await(busy);
      for (String name : List.of("begin 1", "begin 2", "begin 3")) {
        lane.executeLast(
            () -> {
              order.add(name);
              done.countDown();
            });
      }
      for (String name : List.of("go on 1", "go on 2")) {
        lane.execute(
            () -> {
              order.add(name);
              done.countDown();
            });
      }
      assertThat(workers.backlog()).isEqualTo(5);
      ready.countDown();
      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(order).containsExactly("begin 1", "go on 1", "go on 2", "begin 2", "begin 3");
    }
  }

  @Test
  void whatBeginsAndFailsDoesNotStopTheOthers() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 1)) {
      CountDownLatch after = new CountDownLatch(1);
      Worker lane = workers.lane("key");
      lane.executeLast(
          () -> {
            throw new IllegalStateException("broken on purpose");
          });
      lane.executeLast(after::countDown);
      assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theSameKeyAlwaysGetsTheSameLane() {
    try (WorkerThreads workers = new WorkerThreads("lane", 4)) {
      assertThat(workers.lane("a")).isSameAs(workers.lane("a"));
    }
  }

  @Test
  void aTaskThatThrowsDoesNotStopItsLane() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 1)) {
      CountDownLatch after = new CountDownLatch(1);
      workers
          .lane("key")
          .execute(
              () -> {
                throw new IllegalStateException("broken on purpose");
              });
      workers.lane("key").execute(after::countDown);
      assertThat(after.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aCancelledDelayedTaskNeverRunsAndLeavesTheQueue() throws InterruptedException {
    try (WorkerThreads workers = new WorkerThreads("lane", 1)) {
      AtomicInteger ran = new AtomicInteger();
      Worker lane = workers.lane("key");
      lane.after(Duration.ofMinutes(10), ran::incrementAndGet).cancel();
      CountDownLatch soon = new CountDownLatch(1);
      lane.after(Duration.ofMillis(1), soon::countDown);
      assertThat(soon.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ran).hasValue(0);
      assertThat(workers.backlog()).isZero();
    }
  }

  @Test
  void tasksAfterTheStopAreDropped() {
    WorkerThreads workers = new WorkerThreads("lane", 1);
    workers.close();
    AtomicInteger ran = new AtomicInteger();
    workers.lane("key").execute(ran::incrementAndGet);
    workers.lane("key").after(Duration.ofMillis(1), ran::incrementAndGet).cancel();
    assertThat(ran).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
