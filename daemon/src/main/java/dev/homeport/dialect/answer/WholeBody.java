package dev.homeport.dialect.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;

/// The body of an answer that can be understood only when all of it is there. It is gathered up to
/// 32 MiB: more than that is no answer.
public final class WholeBody {
  private static final int LARGEST = 32 * 1024 * 1024;

  private final Bytes gathered = new Bytes();

  /// More of it; false where it is too much now, and all is forgotten.
  public boolean gather(byte[] bytes, int from, int count) {
    if (count > LARGEST - gathered.length()) {
      gathered.clear();
      return false;
    }
    gathered.append(bytes, from, count);
    return true;
  }

  /// What came so far, in the first bytes of this array.
  public byte[] array() {
    return gathered.array();
  }

  /// How much came so far.
  public int length() {
    return gathered.length();
  }

  /// What it says; missing where it is no JSON.
  public JsonNode json() {
    return Json.readOrMissing(gathered.array(), 0, gathered.length());
  }

  /// How it begins, for those who look at what was not understood.
  public String start(int most) {
    return new String(gathered.array(), 0, Math.min(gathered.length(), most), UTF_8);
  }

  /// It was read.
  public void clear() {
    gathered.clear();
  }
}
