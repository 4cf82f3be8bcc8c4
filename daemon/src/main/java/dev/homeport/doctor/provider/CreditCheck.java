package dev.homeport.doctor.provider;

import dev.homeport.config.router.ModelMap;
import dev.homeport.dialect.Call;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.wire.JsonObject;
import java.util.List;

/// What OpenRouter still lets our key do: its limit, what is left of it, and whether the account
/// has ever paid, on which the number of free questions a day depends (wire.md C).
public record CreditCheck(Sight sight, ModelMap models) implements Check {
  private static final String PRIVACY =
      "; where free models answer 404, allow them at https://openrouter.ai/settings/privacy";

  @Override
  public String id() {
    return "provider." + sight.name() + ".credit";
  }

  @Override
  public List<String> needs() {
    return List.of("provider." + sight.name() + ".list");
  }

  @Override
  public Outcome look() throws InterruptedException {
    return switch (sight.ask(_ -> Call.get("/key"))) {
      case Said.Nothing(var failure) -> Away.of(sight.settings(), failure);
      case Said.Answered said when said.status() != 200 ->
          ListCheck.refused(sight.settings(), said.status());
      case Said.Answered said -> judged(said.json().object("data"));
    };
  }

  private Outcome judged(JsonObject data) {
    String standard = models.standard(sight.name());
    boolean free = standard != null && standard.endsWith(":free");
    String privacy = free ? PRIVACY : "";
    String tier =
        data.flag("is_free_tier", false)
            ? "nothing was ever paid: 50 free questions a day, 20 a minute (10 credits make it 1000)"
            : "it has paid before: 1000 free questions a day, 20 a minute";
    if (!data.has("limit_remaining")) {
      return Outcome.ok("its key has no limit; " + tier + privacy);
    }
    double left = amount(data, "limit_remaining");
    double limit = amount(data, "limit");
    String seen = "$" + data.plain("limit_remaining") + " are left of $" + data.plain("limit");
    if (left <= 0) {
      return Outcome.fail(
          seen + ", so that it refuses every question",
          "raise the key's limit at https://openrouter.ai/settings/keys");
    }
    return left < limit / 10
        ? Outcome.warn(seen, "raise the key's limit at https://openrouter.ai/settings/keys")
        : Outcome.ok(seen + "; " + tier + privacy);
  }

  private static double amount(JsonObject data, String name) {
    try {
      return Double.parseDouble(data.plain(name));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
