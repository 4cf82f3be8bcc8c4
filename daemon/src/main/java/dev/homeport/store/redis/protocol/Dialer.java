package dev.homeport.store.redis.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Who makes connections to one Redis.
///
/// @param secure by whom the way is encrypted; nothing where it is not
public record Dialer(
    String host,
    int port,
    @Nullable SSLSocketFactory secure,
    @Nullable String user,
    @Nullable String password,
    int database) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// What came of dialling.
  public sealed interface Dialled {
    /// It is there and lets us in.
    record Up(Line line, List<Reply> replies) implements Dialled {}

    /// It is not to be reached, or does not work yet.
    record Down(String why) implements Dialled {}

    /// It is there, and a person has to change something before it is of use.
    record Unfit(String why) implements Dialled {}
  }

  /// Connects, logs in and asks these first questions.
  public Dialled dial(Line.Ears ears, List<Command> first) {
    var socket = new Socket();
    try {
      Dialled dialled = enter(socket, ears, first);
      if (!(dialled instanceof Dialled.Up)) {
        socket.close();
      }
      return dialled;
    } catch (IOException e) {
      try {
        socket.close();
      } catch (IOException _) {
        // It was never of use.
      }
      return new Dialled.Down(words(e));
    }
  }

  private Dialled enter(Socket plain, Line.Ears ears, List<Command> first) throws IOException {
    plain.connect(
        new InetSocketAddress(InetAddress.getByName(host), port), (int) PATIENCE.toMillis());
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    plain.setSoTimeout((int) PATIENCE.toMillis());
    Socket socket = secure == null ? plain : secured(secure, plain);
    var commands = new ArrayList<Command>();
    if (password != null) {
      commands.add(
          user == null ? Command.of("AUTH", password) : Command.of("AUTH", user, password));
    }
    commands.add(Command.of("PING"));
    if (database != 0) {
      commands.add(Command.of("SELECT", Integer.toString(database)));
    }
    int entrance = commands.size();
    commands.addAll(first);
    var replies = new ReplyReader(socket.getInputStream(), ReplyReader.Bounds.USUAL);
    var said = new ArrayList<Reply>();
    for (int i = 0; i < commands.size(); i++) {
      Command.writeTo(socket.getOutputStream(), commands.get(i));
      Reply reply = replies.next();
      if (reply instanceof Reply.Fault(String error)) {
        Complaint complaint = Complaint.of(error);
        boolean person =
            complaint.kind() == Complaint.Kind.UNFIT
                || (i < entrance && complaint.kind() == Complaint.Kind.STRANGE);
        if (person) {
          return new Dialled.Unfit(complaint.text());
        }
        if (complaint.kind() == Complaint.Kind.BUSY) {
          return new Dialled.Down(complaint.text());
        }
      }
      if (i >= entrance) {
        said.add(reply);
      }
    }
    socket.setSoTimeout(0);
    return new Dialled.Up(new Line(plain, replies, socket.getOutputStream(), ears).started(), said);
  }

  private Socket secured(SSLSocketFactory factory, Socket plain) throws IOException {
    var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /// Without user and password.
  @Override
  public String toString() {
    return host + ":" + port;
  }

  /// What happened, in words for a person.
  static String words(Exception e) {
    return switch (e) {
      case UnknownHostException _ -> "its name is not known: " + e.getMessage();
      case ConnectException _ -> "nobody listens there";
      case SocketTimeoutException _ -> "it does not answer";
      case EOFException _ -> "it hung up";
      case SSLException _ -> "no encrypted way to it: " + e.getMessage();
      case ProtocolException _ -> String.valueOf(e.getMessage());
      case SocketException _ -> "the connection broke";
      case InterruptedException _ -> "we were interrupted";
      default -> "the connection broke: " + e;
    };
  }
}
