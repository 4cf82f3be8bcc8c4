package dev.homeport.tunnel.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.time.Deadline;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question over HTTP that is asked once, over a connection of its own.
///
/// It follows nobody elsewhere, takes no more than it must, and knows whether an answer is whole,
/// which a reader that is content with the end of the connection does not.
///
/// @param host as the header says it, with its port where that is not the usual one
/// @param target path and query
/// @param fields further lines of the head, without their ends
record Get(String host, String target, List<String> fields) {
  static final int LARGEST_HEAD = 32 * 1024;
  static final int LARGEST_BODY = 64 * 1024;

  /// More interim answers than anybody sends.
  private static final int MOST_INTERIM = 16;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)(?: .*)?");

  /// A head that is no head.
  private static final class GarbledException extends IOException {
    private static final long serialVersionUID = 1;

    GarbledException(String what) {
      super(what);
    }
  }

  /// Asks.
  ///
  /// @param talk what is spoken over: the connection itself, or TLS in it
  /// @param plain the connection, which is closed where it takes too long
  Heard ask(Socket talk, Socket plain, Deadline deadline) throws InterruptedException {
    try {
      return InTime.by(deadline, plain, () -> asked(talk));
    } catch (SocketTimeoutException e) {
      return new Heard.Late();
    } catch (IOException e) {
      return new Heard.Broken(Words.of(e));
    }
  }

  private Heard asked(Socket talk) throws IOException {
    talk.getOutputStream().write(question().getBytes(ISO_8859_1));
    var in = new BufferedInputStream(talk.getInputStream());
    in.mark(1);
    if (in.read() < 0) {
      return new Heard.Ended();
    }
    in.reset();
    try {
      for (int i = 0; i < MOST_INTERIM; i++) {
        List<String> head = head(in);
        int status = status(head.getFirst());
        if (status >= 200) {
          List<String> named = head.subList(1, head.size());
          return new Heard.Answered(body(in, status, named));
        }
      }
      return new Heard.Garbled("interim answers without an end");
    } catch (GarbledException e) {
      return new Heard.Garbled(Words.of(e));
    } catch (EOFException e) {
      return new Heard.Garbled("a head that broke off");
    }
  }

  private String question() {
    var question = new StringBuilder("GET ").append(target).append(" HTTP/1.1\r\n");
    question.append("Host: ").append(host).append("\r\n");
    question.append("User-Agent: homeport-lookout\r\nAccept-Encoding: identity\r\n");
    question.append("Cache-Control: no-cache\r\n");
    fields.forEach(each -> question.append(each).append("\r\n"));
    return question.append("Connection: close\r\n\r\n").toString();
  }

  private static int status(String line) throws GarbledException {
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw new GarbledException("no HTTP came");
    }
    return Integer.parseInt(status.group(1));
  }

  private static List<String> head(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    int left = LARGEST_HEAD;
    while (true) {
      String line = line(in, left);
      left -= line.length() + 2;
      if (!line.isEmpty()) {
        lines.add(line);
        // What is no HTTP is not waited for to its end.
        int _ = lines.size() == 1 ? status(line) : 0;
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
  }

  private static String line(InputStream in, int most) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("in a line");
      }
      if (line.size() >= most) {
        throw new GarbledException("a head of more than " + LARGEST_HEAD + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static Answer body(InputStream in, int status, List<String> fields) throws IOException {
    var body = new ByteArrayOutputStream();
    Answer.End end;
    try {
      end = read(in, status, fields, body);
    } catch (GarbledException | NumberFormatException | EOFException e) {
      end = Answer.End.CUT;
    }
    return new Answer(status, fields, body.toString(UTF_8), end);
  }

  private static Answer.End read(
      InputStream in, int status, List<String> fields, ByteArrayOutputStream body)
      throws IOException {
    if (status == 204 || status == 304) {
      return Answer.End.WHOLE;
    }
    String coding = Answer.valueIn(fields, "Transfer-Encoding");
    if (coding != null && coding.equalsIgnoreCase("chunked")) {
      return chunks(in, body);
    }
    String length = Answer.valueIn(fields, "Content-Length");
    if (length == null) {
      body.writeBytes(in.readNBytes(LARGEST_BODY));
      return in.read() < 0 ? Answer.End.WHOLE : Answer.End.UNREAD;
    }
    return take(in, Long.parseLong(length), body);
  }

  private static Answer.End chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
    while (true) {
      String line = line(in, LARGEST_HEAD);
      int semicolon = line.indexOf(';');
      long size = Long.parseLong((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
      if (size == 0) {
        return Answer.End.WHOLE;
      }
      Answer.End end = take(in, size, body);
      if (end != Answer.End.WHOLE || !line(in, 1).isEmpty()) {
        return end == Answer.End.WHOLE ? Answer.End.CUT : end;
      }
    }
  }

  private static Answer.End take(InputStream in, long size, ByteArrayOutputStream body)
      throws IOException {
    if (size < 0) {
      return Answer.End.CUT;
    }
    int most = (int) Math.min(size, LARGEST_BODY - body.size());
    byte[] bytes = in.readNBytes(most);
    body.writeBytes(bytes);
    if (bytes.length < most) {
      return Answer.End.CUT;
    }
    return most < size ? Answer.End.UNREAD : Answer.End.WHOLE;
  }
}
