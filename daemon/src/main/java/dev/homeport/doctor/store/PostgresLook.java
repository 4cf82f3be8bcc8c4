package dev.homeport.doctor.store;

import dev.homeport.doctor.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Whether somebody listens where a PostgreSQL should be. Nobody logs in: that is seen when the
/// router runs, and it would make tables.
///
/// @param where `postgresql://HOST:PORT/DATABASE`, without credentials
/// @param hosts those of it, of which one must be there
record PostgresLook(String where, List<Host> hosts) implements StoreCheck.Look {
  private static final int PORT = 5432;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int MOST = 2;

  /// Copies the list.
  PostgresLook {
    hosts = List.copyOf(hosts);
  }

  /// A server.
  record Host(String name, int port) {
    static Host of(String text) {
      int colon = text.lastIndexOf(':');
      boolean numbered = colon > text.lastIndexOf(']');
      String name = numbered ? text.substring(0, colon) : text;
      return new Host(
          name.replaceAll("[\\[\\]]", ""),
          numbered ? Integer.parseInt(text.substring(colon + 1)) : PORT);
    }

    @Override
    public String toString() {
      return name + (name.indexOf(':') < 0 ? ":" : " port ") + port;
    }
  }

  /// A look at this address, in which several hosts have commas in between.
  static PostgresLook at(String where) {
    String server = where.substring(where.indexOf("//") + 2);
    int slash = server.indexOf('/');
    String names = slash < 0 ? server : server.substring(0, slash);
    return new PostgresLook(
        where, Stream.of(names.split(",", -1)).limit(MOST).map(Host::of).toList());
  }

  /// What is to be done where the router does not reach it.
  String fix() {
    Host first = hosts.getFirst();
    return "pg_isready -h %s -p %d   # does it run? and is state.ledger its address?"
        .formatted(first.name(), first.port());
  }

  @Override
  public Outcome take() {
    var silent = new ArrayList<String>();
    for (Host host : hosts) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getByName(host.name()), host.port()),
            PATIENCE_MILLIS);
        return Outcome.ok(
            "somebody listens at "
                + host
                + "; whether it lets the router in, is seen when that runs and HOMEPORT_KEY is an"
                + " admin's");
      } catch (IOException e) {
        silent.add(host + " (" + words(e) + ")");
      }
    }
    return Outcome.fail(
        where + " cannot be reached from here: " + String.join(", ", silent), fix());
  }

  private static String words(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "its name is not known";
      case SocketTimeoutException _ -> "it does not answer";
      default -> "nobody listens there";
    };
  }
}
