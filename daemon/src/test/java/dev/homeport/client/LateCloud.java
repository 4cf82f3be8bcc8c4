package dev.homeport.client;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.ScriptedProvider;
import dev.homeport.fake.Tongue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A provider that takes long with everything: it waits for something before each answer and twice
/// in it.
final class LateCloud implements AutoCloseable {
  private static final List<String> WORDS =
      List.of("A", " late", " answer", " ", "naïve", " 🙂", "東", "京.");

  private static final Script ANSWER = Script.saying(WORDS.toArray(String[]::new));

  private static final Script WISH =
      Script.of(
          new Step.Call("get_weather", "{\"city\":\"Köln\"}"),
          new Step.Call("get_weather", "{\"city\":\"東京\"}"));

  /// Nothing is taken for granted about where bytes are cut.
  private static final long SEED = 5;

  private final String voice;
  private final ScriptedProvider provider;

  /// @param voice the API that it speaks
  /// @param halt what it waits for
  LateCloud(String voice, Runnable halt) {
    this.voice = voice;
    ProviderVoice found =
        ProviderVoice.all().stream()
            .filter(each -> each.toString().equals(voice))
            .findFirst()
            .orElseThrow();
    provider =
        new ScriptedProvider(found, voice.startsWith("ollama") ? "" : "/v1", SEED).halting(halt);
  }

  /// It as the router's cloud.
  Backend backend() {
    URI uri = URI.create("http://127.0.0.1:" + provider.port());
    return switch (voice) {
      case "anthropic" -> Backend.anthropic("cloud", uri);
      case "openrouter" -> Backend.openAi("cloud", uri);
      default -> Backend.ollama("cloud", uri);
    };
  }

  /// From now on gives whole answers to that.
  void answering(Deed deed) {
    if (isPrompt(deed)) {
      provider.performing(heard -> completion(heard, After.STAYS));
    } else {
      provider.playing(deed == Deed.CALLS ? WISH : ANSWER);
    }
  }

  /// From now on says all but the end, and breaks off.
  void severing(Deed deed) {
    if (isPrompt(deed)) {
      provider.performing(heard -> completion(heard, After.CLOSES));
    } else {
      provider.severing(ANSWER.ending(new Ending.Silent()));
    }
  }

  /// What a library makes of a whole answer to that.
  static String whole(Deed deed) {
    return switch (deed) {
      case EMBED -> "2 vectors";
      case CALLS -> "get_weather {\"city\":\"Köln\"}, get_weather {\"city\":\"東京\"}";
      default -> String.join("", WORDS);
    };
  }

  /// Whether it is asked for that as its clients are: with a prompt that is no conversation.
  private boolean isPrompt(Deed deed) {
    return switch (deed) {
      case GENERATE, GENERATION -> voice.startsWith("ollama");
      case COMPLETE, COMPLETION -> voice.equals("openrouter");
      default -> false;
    };
  }

  private static Act completion(Heard heard, After after) {
    Tongue tongue = Tongue.of(heard);
    var pieces = new ArrayList<String>();
    pieces.add(Fault.CHUNKED.replace("application/x-ndjson", tongue.type(true)));
    pieces.add(Fault.chunk(tongue.opening()));
    WORDS.forEach(word -> pieces.add(Fault.chunk(tongue.token(word))));
    if (after == After.STAYS) {
      pieces.add(Fault.chunk(tongue.closing()) + "0\r\n\r\n");
    }
    return Fault.says("a completion", after, pieces.toArray(String[]::new));
  }

  @Override
  public void close() {
    provider.close();
  }
}
