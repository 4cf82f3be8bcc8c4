package dev.homeport.cli;

import dev.homeport.access.KeyLimits;
import dev.homeport.access.NewKey;
import dev.homeport.access.Scope;
import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import dev.homeport.store.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// What can be said of a key to add. Each value is checked where it is read, so that the message
/// names its option.
final class NewKeyOptions {
  @Parameters(
      paramLabel = "NAME",
      converter = NameReader.class,
      description = "What logs and limits call it: letters, digits, dots, dashes, underscores.")
  String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeReader.class,
      description =
          "What it may do: infer (ask models; the default), admin (pull, delete, unload, load"
              + " options), metrics or link. May be repeated; none includes another.")
  List<Scope> scopes = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "GLOB",
      converter = GlobReader.class,
      description = "Only such models, for example 'qwen*'. May be repeated; without it, all.")
  List<String> models = new ArrayList<>();

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      converter = LimitReader.class,
      description = "At most so many in the long run; they may come at once.")
  @Nullable Integer requestsPerMinute;

  @Option(
      names = "--tokens-per-minute",
      paramLabel = "N",
      converter = TokensReader.class,
      description = "At most so many tokens, of prompts and answers, in the long run.")
  @Nullable Integer tokensPerMinute;

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      converter = TenantReader.class,
      description = "Whose rows in the ledger, and whose budgets, its questions are.")
  @Nullable String tenant;

  @Option(
      names = "--home-only",
      description = "Its questions never leave home: while home is away they are refused.")
  boolean homeOnly;

  @Option(
      names = "--no-continuation",
      description = "An answer that broke off is never continued by somebody else.")
  boolean noContinuation;

  @Option(
      names = "--concurrent",
      paramLabel = "N",
      converter = LimitReader.class,
      description = "At most so many at the same time, in each process on the same state.")
  @Nullable Integer concurrent;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description =
          "When it ends: 30d or 12h from now, 2027-01-31 (its first moment, UTC), or RFC 3339.")
  @Nullable String expires;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      converter = PublicKeyReader.class,
      description =
          "For the stock ollama program: the id_ed25519.pub in ~/.ollama of the machine that asks."
              + " There is no secret then, and OLLAMA_AUTH=1 ollama ... signs each call.")
  @Nullable SshKey publicKey;

  static final class NameReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!GivenKey.isName(text)) {
        throw new TypeConversionException("'" + text + "' is no name; " + GivenKey.NAME_RULE);
      }
      return text;
    }
  }

  static final class TenantReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!GivenKey.isName(text)) {
        throw new TypeConversionException("'" + text + "' names no tenant; " + GivenKey.NAME_RULE);
      }
      return text;
    }
  }

  static final class ScopeReader implements ITypeConverter<Scope> {
    @Override
    public Scope convert(String text) {
      return Scope.of(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of " + String.join(", ", GivenKey.SCOPES)));
    }
  }

  static final class GlobReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!NewKey.isGlob(text)) {
        throw new TypeConversionException(
            "'"
                + text
                + "' names no model; right are qwen2.5:7b or 'qwen*', without blank or comma");
      }
      return text;
    }
  }

  static final class LimitReader implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return limit(text, KeyLimits.MOST);
    }
  }

  static final class TokensReader implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return limit(text, KeyLimits.MOST_TOKENS);
    }
  }

  private static Integer limit(String text, int most) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' is no number from 1 to " + most);
  }

  static final class PublicKeyReader implements ITypeConverter<SshKey> {
    private static final int LONGEST = 16 * 1024;

    @Override
    public SshKey convert(String text) {
      return switch (SshKey.parse(read(Path.of(text)))) {
        case SshKey.Parsed.Good(SshKey key) -> key;
        case SshKey.Parsed.Bad(String why) -> throw new TypeConversionException(text + ": " + why);
      };
    }

    private static String read(Path file) {
      try (var in = Files.newInputStream(file)) {
        return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new TypeConversionException("cannot be read: " + Trouble.in(e));
      }
    }
  }
}
