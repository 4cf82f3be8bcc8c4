package dev.homeport.fake;

import dev.homeport.time.Pause;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.time.Duration;
import java.util.stream.Stream;

/// Knows without asking anybody that a name which ends in `.invalid` leads nowhere, so that no
/// question of a test leaves this machine. All other names are the system's business.
public final class LocalNames extends InetAddressResolverProvider {
  /// A name of which nobody says anything for longer than a test waits for it.
  public static final String HANGING = "hangs.invalid";

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "names of tests";
  }

  private record Resolver(InetAddressResolver others) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (host.equals(HANGING)) {
        hang();
      }
      if (host.endsWith(".invalid")) {
        throw new UnknownHostException(host);
      }
      return others.lookupByName(host, policy);
    }

    private static void hang() {
      try {
        Pause.real().last(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return others.lookupByAddress(address);
    }
  }
}
