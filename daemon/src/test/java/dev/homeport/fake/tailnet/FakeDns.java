package dev.homeport.fake.tailnet;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A name server on loopback that says of each name what a test says, over UDP and TCP.
public final class FakeDns implements AutoCloseable {
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int AAAA = 28;

  /// Points at the name of the question.
  private static final byte[] QUESTION = {(byte) 0xc0, 12};

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<String, Says> names = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// What it says of a name.
  public sealed interface Says {
    /// These addresses.
    record Addresses(List<InetAddress> addresses) implements Says {}

    /// These, under another name that this one stands for.
    record Alias(String name, List<InetAddress> addresses) implements Says {}

    /// That there is no such name.
    record Nothing() implements Says {}

    /// That it failed.
    record Failure() implements Says {}

    /// Not a word.
    record Silence() implements Says {}

    /// That the answer is too long; it is whole over TCP.
    record TooLong(List<InetAddress> addresses) implements Says {}

    /// An answer to a question that nobody asked, and then the right one.
    record Forged(List<InetAddress> addresses) implements Says {}
  }

  /// One that knows no name.
  public FakeDns() {
    InetAddress here = InetAddress.getLoopbackAddress();
    DatagramSocket datagrams = null;
    ServerSocket connections = null;
    // A port may be free for one of the two only.
    for (int i = 0; i < 50 && connections == null; i++) {
      try {
        datagrams = new DatagramSocket(0, here);
        connections = new ServerSocket(datagrams.getLocalPort(), 50, here);
      } catch (IOException e) {
        if (datagrams != null) {
          datagrams.close();
        }
      }
    }
    if (datagrams == null || connections == null) {
      throw new IllegalStateException("no port that is free for both");
    }
    udp = datagrams;
    tcp = connections;
    Thread.ofVirtual().name("dns").start(this::datagrams);
    Thread.ofVirtual().name("dns over tcp").start(this::connections);
  }

  /// Its address, as settings want it.
  public String address() {
    return "127.0.0.1:" + udp.getLocalPort();
  }

  /// From now on says this of that name.
  public FakeDns on(String name, Says says) {
    names.put(name.toLowerCase(Locale.ROOT), says);
    return this;
  }

  /// From now on says that the name has these addresses.
  public FakeDns on(String name, InetAddress... addresses) {
    return on(name, new Says.Addresses(List.of(addresses)));
  }

  /// What was asked: name and type, such as `my-mac.tail1234.ts.net A`.
  public List<String> asked() {
    return asked;
  }

  private void datagrams() {
    byte[] buffer = new byte[1500];
    try {
      while (true) {
        var packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        byte[] question = Arrays.copyOf(buffer, packet.getLength());
        if (says(question) instanceof Says.Forged) {
          byte[] forged = answer(question, false);
          if (forged != null) {
            forged[0] ^= 1;
            udp.send(new DatagramPacket(forged, forged.length, packet.getSocketAddress()));
          }
        }
        byte[] answer = answer(question, false);
        if (answer != null) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connections() {
    try {
      while (true) {
        Socket socket = tcp.accept();
        Thread.ofVirtual().name("dns connection").start(() -> connection(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connection(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), true);
      if (answer != null) {
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(answer.length);
        out.write(answer);
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private static int endOfName(byte[] question) {
    int at = 12;
    while (question[at] != 0) {
      at += question[at] + 1;
    }
    return at + 1;
  }

  private static String name(byte[] question) {
    var name = new StringBuilder();
    for (int at = 12; question[at] != 0; at += question[at] + 1) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private Says says(byte[] question) {
    return names.getOrDefault(name(question), new Says.Nothing());
  }

  private byte @Nullable [] answer(byte[] question, boolean whole) {
    int end = endOfName(question);
    int type = question[end] << 8 | question[end + 1];
    if (!whole || says(question) instanceof Says.TooLong) {
      asked.add(
          name(question)
              + (type == A ? " A" : type == AAAA ? " AAAA" : " " + type)
              + (whole ? " tcp" : ""));
    }
    byte[] asked = Arrays.copyOfRange(question, 12, end + 4);
    return switch (says(question)) {
      case Says.Silence _ -> null;
      case Says.Nothing _ -> message(question, asked, 3, false, List.of());
      case Says.Failure _ -> message(question, asked, 2, false, List.of());
      case Says.TooLong(List<InetAddress> addresses) ->
          whole
              ? message(question, asked, 0, false, records(type, addresses, QUESTION))
              : message(question, asked, 0, true, List.of());
      case Says.Addresses(List<InetAddress> addresses) ->
          message(question, asked, 0, false, records(type, addresses, QUESTION));
      case Says.Forged(List<InetAddress> addresses) ->
          message(question, asked, 0, false, records(type, addresses, QUESTION));
      case Says.Alias(String name, List<InetAddress> addresses) -> {
        byte[] other = encoded(name);
        var all = new ArrayList<byte[]>();
        all.add(entry(QUESTION, CNAME, other));
        all.addAll(records(type, addresses, other));
        yield message(question, asked, 0, false, all);
      }
    };
  }

  private static List<byte[]> records(int type, List<InetAddress> addresses, byte[] owner) {
    return addresses.stream()
        .filter(address -> (address instanceof Inet4Address ? A : AAAA) == type)
        .map(address -> entry(owner, type, address.getAddress()))
        .toList();
  }

  private static byte[] encoded(String name) {
    var bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static byte[] entry(byte[] owner, int type, byte[] value) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(owner);
    bytes.writeBytes(new byte[] {0, (byte) type, 0, 1, 0, 0, 0, 60, 0, (byte) value.length});
    bytes.writeBytes(value);
    return bytes.toByteArray();
  }

  private static byte[] message(
      byte[] question, byte[] asked, int code, boolean cut, List<byte[]> answers) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(question, 0, 2);
    int flags = 0x81 | (cut ? 0x02 : 0);
    bytes.writeBytes(
        new byte[] {
          (byte) flags, (byte) (0x80 | code), 0, 1, 0, (byte) answers.size(), 0, 0, 0, 0
        });
    bytes.writeBytes(asked);
    answers.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /// Its port on this machine, for both.
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
