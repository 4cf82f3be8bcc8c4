package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A few large bodies at once do not fill the heap, which would end the program for everybody.
class ReadingRoomTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void bodiesAreReadAsLongAsThereIsRoomForEachThreeTimes() {
    var room = new ReadingRoom(128 * MIB);
    assertThat(room.enter(20 * MIB)).isTrue();
    assertThat(room.enter(20 * MIB)).isFalse();
    assertThat(room.enter(12 * MIB)).isTrue();
    room.leave(20 * MIB);
    assertThat(room.enter(20 * MIB)).isTrue();
  }

  @Test
  void largestBodyIsReadWhereItIsAlone() {
    var room = new ReadingRoom(4 * MIB);
    assertThat(room.enter(10 * MIB)).isTrue();
    assertThat(room.enter(MIB)).isFalse();
    room.leave(10 * MIB);
    assertThat(room.enter(MIB)).isTrue();
  }

  @Test
  void bodyThatNoHeapOfThisSizeCouldHoldIsKnownBeforeItIsRead() {
    assertThat(new ReadingRoom(64 * MIB).isTooSmallFor(32 * MIB)).isFalse();
    assertThat(new ReadingRoom(24 * MIB).isTooSmallFor(8 * MIB)).isFalse();
    assertThat(new ReadingRoom(24 * MIB).isTooSmallFor(20 * MIB)).isTrue();
    assertThat(new ReadingRoom(24 * MIB).heapMegabytes()).isEqualTo(48);
  }

  @Test
  void largeBodiesKeepNoSmallOneOut() {
    var room = new ReadingRoom(4 * MIB);
    assertThat(room.enter(10 * MIB)).isTrue();
    assertThat(room.enter(1000)).isTrue();
    assertThat(room.enter(200_000)).isTrue();
    assertThat(room.enter(200_000)).isFalse();
  }

  @Test
  void largeOneIsUnderstoodAlone() throws Exception {
    var room = new ReadingRoom(MIB);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    ReadingRoom.Reading<Integer, InterruptedException> reading =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          return inside.decrementAndGet();
        };
    var other =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; i < 1000; i++) {
                    try {
                      room.understand(MIB, reading);
                    } catch (InterruptedException e) {
                      return;
                    }
                  }
                });
    for (int i = 0; i < 1000; i++) {
      room.understand(MIB, reading);
    }
    other.join();
    assertThat(most).hasValue(1);
  }
}
