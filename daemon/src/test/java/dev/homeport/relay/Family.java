package dev.homeport.relay;

import dev.homeport.fake.Act;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import java.net.URI;

/// Who is asked first in the fault matrix.
enum Family {
  /// A plain Ollama at home.
  HOME("home", Spoken.OLLAMA),
  /// A daemon of ours at home, which says at once how a question stands.
  DAEMON("home", Spoken.OLLAMA),
  /// A cloud that speaks OpenAI's API.
  OPENAI("cloud", Spoken.OPENAI),
  /// The same with three accounts.
  POOLED("cloud", Spoken.OPENAI),
  /// Anthropic.
  ANTHROPIC("cloud", Spoken.ANTHROPIC);

  final String provider;
  private final Spoken api;

  Family(String provider, Spoken api) {
    this.provider = provider;
    this.api = api;
  }

  Backend at(URI uri) {
    return api.at(provider, uri);
  }

  /// Somebody who speaks another API, and answers.
  Backend other(URI uri) {
    return (api == Spoken.OPENAI ? Spoken.OLLAMA : Spoken.OPENAI).at("second", uri);
  }

  /// How it does this.
  Act does(Act act) {
    boolean told = act instanceof Fault.Acknowledged || act.equals(Fault.mute());
    return this == DAEMON && !told ? new Fault.Acknowledged("running", act) : act;
  }
}
