package dev.homeport.tunnel.outside.dns;

import dev.homeport.time.Deadline;
import dev.homeport.tunnel.outside.InTime;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One name server, asked once for both kinds of addresses of a name.
///
/// The questions go out together over one socket, and once more where an answer is missing after a
/// third of the time. Only the server's own packets are heard, and of them only those that repeat a
/// question and its number, so that a stranger would have to guess both that and our port.
final class NameServer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LARGEST = 4096;

  /// So many packets that are no answer, and nothing more is heard.
  private static final int MOST_NONSENSE = 64;

  private final InetSocketAddress server;
  private final Deadline deadline;

  /// What it said.
  ///
  /// @param exists whether there is such a name
  /// @param trouble why it did not say all that it was asked; nothing where it did
  record Said(List<InetAddress> addresses, boolean exists, @Nullable String trouble) {}

  NameServer(InetSocketAddress server, Deadline deadline) {
    this.server = server;
    this.deadline = deadline;
  }

  /// Asks it.
  Said ask(String name) throws InterruptedException {
    Map<DnsQuestion.Kind, DnsAnswer> answers = new ConcurrentHashMap<>();
    String trouble = null;
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      InTime.by(deadline, socket, () -> overDatagrams(socket, name, answers));
    } catch (PortUnreachableException e) {
      trouble = "is no name server: its port " + server.getPort() + " is closed";
    } catch (SocketTimeoutException e) {
      trouble = "does not answer";
    } catch (IOException e) {
      trouble = "cannot be asked: " + e.getMessage();
    }
    return said(answers, trouble);
  }

  private Map<DnsQuestion.Kind, DnsAnswer> overDatagrams(
      DatagramSocket socket, String name, Map<DnsQuestion.Kind, DnsAnswer> answers)
      throws IOException {
    var questions = new ArrayList<DnsQuestion>();
    for (DnsQuestion.Kind kind : DnsQuestion.Kind.values()) {
      questions.add(new DnsQuestion(RANDOM.nextInt(1 << 16), name, kind));
    }
    send(socket, questions);
    long wait = Duration.ofNanos(Math.max(0, deadline.leftNanos())).toMillis() / 3;
    socket.setSoTimeout(Math.clamp(wait, 1, Integer.MAX_VALUE));
    int nonsense = 0;
    while (!questions.isEmpty() && nonsense < MOST_NONSENSE) {
      var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        socket.setSoTimeout(0);
        send(socket, questions);
        continue;
      }
      byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
      boolean heard = questions.removeIf(each -> isAnswered(bytes, each, answers));
      nonsense += heard ? 0 : 1;
    }
    if (!questions.isEmpty()) {
      throw new IOException("it answers with nonsense");
    }
    return answers;
  }

  private static void send(DatagramSocket socket, List<DnsQuestion> questions) throws IOException {
    for (DnsQuestion each : questions) {
      byte[] bytes = each.packet();
      socket.send(new DatagramPacket(bytes, bytes.length));
    }
  }

  private boolean isAnswered(
      byte[] packet, DnsQuestion question, Map<DnsQuestion.Kind, DnsAnswer> answers) {
    DnsAnswer answer = DnsAnswer.of(packet, question);
    return switch (answer) {
      case DnsAnswer.Foreign _ -> false;
      case DnsAnswer.Truncated _ -> {
        answers.put(question.kind(), overConnection(question));
        yield true;
      }
      case DnsAnswer.Known _, DnsAnswer.NoSuchName _, DnsAnswer.Refused _ -> {
        answers.put(question.kind(), answer);
        yield true;
      }
    };
  }

  /// The long answer; as truncated as it was where there is none.
  private DnsAnswer overConnection(DnsQuestion question) {
    try (var socket = new Socket()) {
      return InTime.by(
          deadline,
          socket,
          () -> {
            socket.connect(server);
            byte[] packet = question.packet();
            byte[] framed = new byte[packet.length + 2];
            framed[0] = (byte) (packet.length >> 8);
            framed[1] = (byte) packet.length;
            System.arraycopy(packet, 0, framed, 2, packet.length);
            socket.getOutputStream().write(framed);
            var in = new DataInputStream(socket.getInputStream());
            byte[] bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            return DnsAnswer.of(bytes, question);
          });
    } catch (IOException e) {
      return new DnsAnswer.Truncated();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DnsAnswer.Truncated();
    }
  }

  private static Said said(Map<DnsQuestion.Kind, DnsAnswer> answers, @Nullable String trouble) {
    var addresses = new ArrayList<InetAddress>();
    boolean exists = true;
    String why = trouble;
    for (DnsQuestion.Kind kind : DnsQuestion.Kind.values()) {
      switch (answers.get(kind)) {
        case null -> {}
        case DnsAnswer.Known(var some) -> addresses.addAll(some);
        case DnsAnswer.NoSuchName _ -> exists = false;
        case DnsAnswer.Refused(int code) -> why = "refuses to answer (code " + code + ")";
        case DnsAnswer.Truncated _, DnsAnswer.Foreign _ -> why = "gives no whole answer";
      }
    }
    return new Said(addresses, exists, exists ? why : null);
  }
}
