package dev.homeport.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// What was once sent to a real Ollama, and what it sent back and when.
public final class Recording implements Act {
  /// Where they lie; each name stands for three files.
  private static final Path FOLDER = Path.of("src/test/resources/ollama");

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final JsonNode facts;
  private final byte[] request;
  private final byte[] response;
  private final Duration longestPause;

  private Recording(
      String name, JsonNode facts, byte[] request, byte[] response, Duration longestPause) {
    this.name = name;
    this.facts = facts;
    this.request = request;
    this.response = response;
    this.longestPause = longestPause;
  }

  /// The recording of this group and name, such as `chat/stream-default`. Its pauses are short.
  public static Recording of(String name) {
    try (InputStream facts = Files.newInputStream(FOLDER.resolve(name + ".json"))) {
      return new Recording(
          name,
          MAPPER.readTree(facts),
          Files.readAllBytes(FOLDER.resolve(name + ".request")),
          Files.readAllBytes(FOLDER.resolve(name + ".response")),
          LONGEST_PAUSE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of a group, in the order of their names.
  public static List<Recording> group(String group) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(group))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".json"))
          .sorted()
          .map(file -> of(group + "/" + file.substring(0, file.length() - ".json".length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same with the pauses it really had.
  public Recording atFullLength() {
    return new Recording(name, facts, request, response, Duration.ofDays(1));
  }

  /// Its group and name.
  public String name() {
    return name;
  }

  /// The bytes that were sent to Ollama.
  public byte[] request() {
    return request.clone();
  }

  /// The bytes that came back.
  public byte[] response() {
    return response.clone();
  }

  /// How it ended, in the recorder's words.
  public String ended() {
    return facts.path("ended").asText();
  }

  /// Why it was made.
  public String why() {
    return facts.path("why").asText();
  }

  @Override
  public Iterator<Beat> beats() {
    var beats = new ArrayList<Beat>();
    double before = facts.path("writes_ms_bytes").path(0).path(0).asDouble();
    int from = 0;
    for (JsonNode read : facts.path("reads_ms_bytes")) {
      double at = read.path(0).asDouble();
      int to = Math.min(response.length, from + read.path(1).asInt());
      var pause = Duration.ofNanos((long) (Math.max(0, at - before) * 1e6));
      beats.add(
          new Beat(
              pause.compareTo(longestPause) > 0 ? longestPause : pause,
              Arrays.copyOfRange(response, from, to)));
      from = to;
      before = at;
    }
    return beats.iterator();
  }

  @Override
  public After after() {
    if (facts.path("peer_closed_afterwards").asBoolean() || ended().equals("peer closed")) {
      return After.CLOSES;
    }
    return ended().equals("response complete") ? After.STAYS : After.HANGS;
  }

  @Override
  public String toString() {
    return name;
  }
}
