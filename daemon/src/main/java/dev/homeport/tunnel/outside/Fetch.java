package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One page, by whichever address of its host takes a connection, with one deadline for all of it.
///
/// @param resolver the one that programs of this machine use
record Fetch(Resolver resolver, Supplier<SSLSocketFactory> trust) {
  /// Gets it.
  ///
  /// @param path and query
  /// @param fields further lines of the head
  Heard get(URI url, String path, List<String> fields, Deadline deadline)
      throws InterruptedException {
    Target target = Target.of(url).orElse(null);
    if (target == null) {
      return new Heard.Broken(url + " is no address of HTTP");
    }
    InetAddress literal = target.literal().orElse(null);
    if (literal != null) {
      return get(target, List.of(literal), path, fields, deadline);
    }
    return switch (resolver.find(target.host())) {
      case Found.Addresses(List<InetAddress> addresses, _) ->
          get(target, addresses, path, fields, deadline);
      case Found.Nowhere(String why) -> new Heard.Broken(why);
      case Found.Unsaid(String why, _) -> new Heard.Broken(why);
    };
  }

  private Heard get(
      Target target,
      List<InetAddress> addresses,
      String path,
      List<String> fields,
      Deadline deadline)
      throws InterruptedException {
    Heard last = new Heard.Late();
    for (int i = 0; i < addresses.size() && !deadline.hasPassed(); i++) {
      // Who does not take the connection leaves time for the others.
      long share = deadline.leftNanos() / (addresses.size() - i);
      var turn = Deadline.in(Duration.ofNanos(share), deadline.ticker());
      InetAddress address = addresses.get(i);
      try (var socket = new Socket()) {
        InTime.by(
            turn,
            socket,
            () -> {
              socket.connect(new InetSocketAddress(address, target.port()));
              return true;
            });
        Socket talk =
            target.secure() ? InTime.by(deadline, socket, () -> secured(target, socket)) : socket;
        return new Get(target.authority(), path, fields).ask(talk, socket, deadline);
      } catch (SocketTimeoutException e) {
        last = new Heard.Late();
      } catch (IOException e) {
        last = new Heard.Broken(Words.of(e));
      }
    }
    return last;
  }

  private Socket secured(Target target, Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket) trust.get().createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }
}
