package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Layer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Looks at one public address, step by step, each with its limit: the connection, the certificate,
/// the answer. It connects to that address and asks for the name, whatever the system thinks that
/// the name is; or it is led, where the name is nobody's outside.
final class SpotCheck {
  private final Target target;
  private final Entrance entrance;
  private final Expected expected;
  private final Limits limits;
  private final SSLSocketFactory trust;
  private final Deadline all;
  private final Ticker ticker;

  private final List<Spot.Step> steps = new ArrayList<>();
  private Spot.@Nullable Validity validity;
  private @Nullable String instance;
  private boolean echoed;
  private boolean noWay;

  /// Where it is tried.
  sealed interface Entrance {
    /// At an address.
    record At(InetAddress address) implements Entrance {}

    /// Through somebody.
    record By(Approach.Led led) implements Entrance {}

    /// It in words.
    default String words() {
      return switch (this) {
        case At(InetAddress address) -> address.getHostAddress();
        case By(Approach.Led led) -> led.by();
      };
    }
  }

  SpotCheck(
      Target target,
      Entrance entrance,
      Expected expected,
      Limits limits,
      SSLSocketFactory trust,
      Deadline all,
      Ticker ticker) {
    this.target = target;
    this.entrance = entrance;
    this.expected = expected;
    this.limits = limits;
    this.trust = trust;
    this.all = all;
    this.ticker = ticker;
  }

  /// Looks.
  Spot look() throws InterruptedException {
    @Nullable Cause cause;
    try (var socket = new Socket()) {
      cause = connected(socket);
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
    return new Spot(entrance.words(), steps, cause, validity, instance, echoed, noWay);
  }

  /// What it is about, nothing where all is well.
  private @Nullable Cause connected(Socket socket) throws InterruptedException {
    Cause trouble =
        switch (entrance) {
          case Entrance.At(InetAddress address) -> taken(socket, address);
          case Entrance.By(Approach.Led led) -> led(socket, led);
        };
    if (trouble != null) {
      return trouble;
    }
    return target.secure() ? secured(socket) : asked(socket, socket);
  }

  private @Nullable Cause led(Socket socket, Approach.Led by) throws InterruptedException {
    long began = ticker.nanoTime();
    Deadline deadline = within(limits.tcp());
    try {
      InTime.by(
          deadline,
          socket,
          () -> {
            by.guide().lead(socket, target.host(), target.port(), deadline);
            return true;
          });
    } catch (Approach.AbsentException e) {
      return failed(Layer.TCP, began, "leads nowhere: " + Words.of(e), Cause.NOBODY_OUTSIDE);
    } catch (SocketTimeoutException e) {
      return failed(Layer.TCP, began, "does not lead there in time", Cause.NOT_REACHED);
    } catch (IOException e) {
      return failed(Layer.TCP, began, "does not lead there: " + Words.of(e), Cause.NOT_REACHED);
    }
    passed(Layer.TCP, began, "leads there");
    return null;
  }

  private @Nullable Cause taken(Socket socket, InetAddress address) throws InterruptedException {
    long began = ticker.nanoTime();
    try {
      InTime.by(
          within(limits.tcp()),
          socket,
          () -> {
            socket.connect(new InetSocketAddress(address, target.port()));
            return true;
          });
    } catch (SocketTimeoutException e) {
      return failed(Layer.TCP, began, "takes no connection in time", Cause.EDGE_UNREACHABLE);
    } catch (IOException e) {
      String why = Words.of(e);
      noWay =
          e instanceof NoRouteToHostException
              || why.contains("unreachable")
              || why.contains("family not supported");
      return failed(Layer.TCP, began, "takes no connection: " + why, Cause.EDGE_UNREACHABLE);
    }
    passed(Layer.TCP, began, "takes connections");
    return null;
  }

  private @Nullable Cause secured(Socket socket) throws InterruptedException {
    long began = ticker.nanoTime();
    SSLSocket secure;
    try {
      secure = InTime.by(within(limits.tls()), socket, () -> handshake(socket));
    } catch (IOException e) {
      TlsTrouble trouble = TlsTrouble.of(e);
      return failed(Layer.TLS, began, trouble.what(), trouble.cause());
    }
    SSLSession session = secure.getSession();
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate shown) {
        validity =
            new Spot.Validity(shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant());
      }
    } catch (IOException e) {
      throw new IllegalStateException("a handshake without a certificate", e);
    }
    // Each look sees the certificate anew.
    session.invalidate();
    Instant until = validity == null ? null : validity.until();
    passed(Layer.TLS, began, until == null ? "is secure" : "has a certificate until " + until);
    return asked(secure, socket);
  }

  /// Layered over the connection, so that the name is said and checked, and not the address.
  private SSLSocket handshake(Socket socket) throws IOException {
    SSLSocket secure = (SSLSocket) trust.createSocket(socket, target.host(), target.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private @Nullable Cause asked(Socket talk, Socket plain) throws InterruptedException {
    long began = ticker.nanoTime();
    var question =
        new Get(target.authority(), target.path() + "?nonce=" + expected.nonce(), List.of());
    Heard heard = question.ask(talk, plain, within(limits.http()));
    return switch (heard) {
      case Heard.Answered(Answer answer) -> answered(answer, began, heard);
      case Heard.Late() ->
          failed(Layer.HTTP, began, "takes the question and says nothing", Cause.NODE_UNREACHABLE);
      case Heard.Ended() ->
          failed(
              Layer.HTTP,
              began,
              "ends the connection without a word: what listens here broke off",
              Cause.EMPTY_ANSWER);
      case Heard.Garbled _ -> failed(Layer.HTTP, began, heard.words(), Cause.SOMEBODY_ELSE);
      case Heard.Broken _ ->
          failed(
              Layer.HTTP,
              began,
              heard.words(),
              target.secure() ? Cause.INGRESS_DEAD : Cause.EDGE_UNREACHABLE);
    };
  }

  private @Nullable Cause answered(Answer answer, long began, Heard heard) {
    String by = answer.field(LocalDoorstep.INSTANCE);
    instance = by == null ? null : Words.plain(by);
    echoed = expected.nonce().equals(answer.field(Expected.NONCE));
    if (answer.end() == Answer.End.CUT) {
      return failed(
          Layer.HTTP, began, heard.words() + ": what listens here broke off", Cause.EMPTY_ANSWER);
    }
    return switch (expected.of(answer)) {
      case Expected.Meaning.Empty(String what) ->
          failed(Layer.HTTP, began, what, Cause.EMPTY_ANSWER);
      case Expected.Meaning.Other(String what) ->
          failed(Layer.HTTP, began, what, Cause.SOMEBODY_ELSE);
      case Expected.Meaning.Proven() -> {
        passed(
            Layer.HTTP,
            began,
            (instance == null ? "answers" : instance + " answers") + " HTTP " + answer.status());
        yield null;
      }
    };
  }

  private Deadline within(Duration limit) {
    Deadline own = Deadline.in(limit, ticker);
    return own.leftNanos() < all.leftNanos() ? own : all;
  }

  private void passed(Layer layer, long began, String what) {
    steps.add(new Spot.Step(layer, true, what, since(began)));
  }

  private Cause failed(Layer layer, long began, String what, Cause cause) {
    steps.add(new Spot.Step(layer, false, what, since(began)));
    return cause;
  }

  private Duration since(long began) {
    return Duration.ofNanos(ticker.nanoTime() - began);
  }
}
