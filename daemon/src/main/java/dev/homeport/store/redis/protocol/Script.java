package dev.homeport.store.redis.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A script that Redis carries out as one step, which nothing else comes between.
///
/// @param hash by which Redis knows it once it has seen it
public record Script(String text, String hash) {
  /// A script of this text.
  public static Script of(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return new Script(text, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /// A script with what it is to work on.
  public record Task(Script script, List<String> keys, List<String> arguments) {
    /// The short form, for a Redis that knows the script.
    public Command known() {
      return command("EVALSHA", script.hash);
    }

    /// The long form, from which a Redis learns it.
    public Command whole() {
      return command("EVAL", script.text);
    }

    private Command command(String verb, String what) {
      var words = new ArrayList<String>(3 + keys.size() + arguments.size());
      words.add(verb);
      words.add(what);
      words.add(Integer.toString(keys.size()));
      words.addAll(keys);
      words.addAll(arguments);
      return Command.of(words);
    }
  }

  /// This script on these keys.
  public Task on(List<String> keys, List<String> arguments) {
    return new Task(this, keys, arguments);
  }
}
