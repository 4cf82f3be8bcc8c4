package dev.homeport.tunnel.outside.dns;

import java.net.InetAddress;
import java.util.List;

/// Somebody who knows which addresses a name has.
@FunctionalInterface
public interface Resolver {
  /// Looks a name up, anew each time.
  Found find(String host) throws InterruptedException;

  /// What is known of it.
  sealed interface Found {
    /// It has these.
    ///
    /// @param by who said so
    record Addresses(List<InetAddress> addresses, String by) implements Found {
      /// Copies the list.
      public Addresses {
        addresses = List.copyOf(addresses);
      }
    }

    /// There is no such name, or it has no address.
    record Nowhere(String why) implements Found {}

    /// Nobody could say.
    ///
    /// @param next what a person may do about it
    record Unsaid(String why, String next) implements Found {}
  }
}
