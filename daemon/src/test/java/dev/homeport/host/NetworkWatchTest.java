package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Told;
import dev.homeport.host.NetworkWatch.Bound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkWatchTest {
  private final Told told = new Told();
  private final Semaphore heard = new Semaphore(0);
  private final Semaphore read = new Semaphore(0);
  private volatile List<Bound> bound = List.of();
  private volatile boolean broken;

  private final NetworkWatch watch =
      new NetworkWatch(
          () -> {
            read.release();
            if (broken) {
              throw new IOException("no interfaces");
            }
            return bound.stream();
          },
          told,
          heard::release);

  /// Literal addresses only: nothing is looked up.
  private static Bound bound(String device, String address) throws UnknownHostException {
    return new Bound(device, InetAddress.getByName(address));
  }

  private int changes() {
    watch.turn();
    return heard.drainPermits();
  }

  @Test
  void addressThatComesOrGoesIsAChange() throws Exception {
    bound = List.of(bound("en0", "192.168.1.7"));
    assertThat(changes()).isZero();
    assertThat(changes()).isZero();

    bound = List.of();
    assertThat(changes()).isOne();
    bound = List.of(bound("en0", "10.0.0.7"));
    assertThat(changes()).isOne();
    bound = List.of(bound("en1", "10.0.0.7"));
    assertThat(changes()).isOne();
    assertThat(changes()).isZero();
    assertThat(told.events()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "169.254.3.4",
        "fe80::1",
        "100.64.0.1",
        "100.127.255.254",
        "100.101.102.103",
        "fd7a:115c:a1e0::5"
      })
  void addressThatSaysNothingOfTheWayOutIsNoChange(String address) throws Exception {
    assertThat(changes()).isZero();
    bound = List.of(bound("utun3", address));
    assertThat(changes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.63.255.255", "100.128.0.1", "fd7a:115c:a1e1::5", "203.0.113.5"})
  void addressNextToThoseIsAChange(String address) throws Exception {
    assertThat(changes()).isZero();
    bound = List.of(bound("en0", address));
    assertThat(changes()).isOne();
  }

  @Test
  void addressThatChangesForPrivacyIsNoChange() throws Exception {
    bound = List.of(bound("en0", "2001:db8:1:2:aaaa::1"));
    assertThat(changes()).isZero();
    bound = List.of(bound("en0", "2001:db8:1:2:bbbb::2"), bound("en0", "2001:db8:1:2:aaaa::1"));
    assertThat(changes()).isZero();
    bound = List.of(bound("en0", "2001:db8:1:3:bbbb::2"));
    assertThat(changes()).isOne();
  }

  @Test
  void whatCannotBeReadSaysNothing() throws Exception {
    bound = List.of(bound("en0", "192.168.1.7"));
    assertThat(changes()).isZero();
    broken = true;
    assertThat(changes()).isZero();
    broken = false;
    assertThat(changes()).isZero();
  }

  @Test
  void loopReadsAndEnds() throws Exception {
    watch.start();
    assertThat(read.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    watch.stop();
  }

  @Test
  void ownInterfacesCanBeRead() {
    new NetworkWatch(told, heard::release).turn();
    assertThat(told.events()).isEmpty();
  }
}
