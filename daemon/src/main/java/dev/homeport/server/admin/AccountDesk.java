package dev.homeport.server.admin;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.config.source.Nearest;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Orders about accounts. One is named as `account`, or as `provider/account` where several
/// providers have one of that name.
record AccountDesk(Accounts accounts, Notes notes) {
  private static final String EXAMPLE =
      "the account is in the path, as /admin/unblock/NAME, or in the body: {\"account\":\"NAME\"}";

  /// With more than these the rest is on the page of the status.
  private static final int MOST = 20;

  Reply unblock(Order order) {
    @Nullable String name = order.parameter() == null ? named(order.body()) : order.parameter();
    if (name == null || name.isBlank()) {
      return Reply.bad("which account? " + strange(order.body()) + EXAMPLE);
    }
    List<AccountStanding> all = accounts.standing();
    List<AccountStanding> meant = all.stream().filter(each -> isCalled(each, name)).toList();
    return switch (meant.size()) {
      case 0 -> new Reply.Refused(404, nobody(name, all), "no such account");
      case 1 -> unblocked(order, meant.getFirst());
      default ->
          new Reply.Refused(
              409,
              "several accounts are called "
                  + Reply.quoted(name)
                  + "; right is one of: "
                  + listed(meant),
              "ambiguous account");
    };
  }

  private Reply unblocked(Order order, AccountStanding account) {
    List<Block> lifted = accounts.unblock(account.provider(), account.account().name());
    if (!lifted.isEmpty()) {
      notes.done(
          order,
          "account unblocked",
          Map.of("account", whole(account), "blocks", Integer.toString(lifted.size())));
    }
    return Reply.of(
        new JsonFields()
            .put("account", whole(account))
            .put("unblocked", lifted.stream().map(AccountPage::block).toList()));
  }

  private static @Nullable String named(String body) {
    return JsonObject.orEmpty(body).text("account");
  }

  /// What stands in the body instead.
  private static String strange(String body) {
    return JsonObject.orEmpty(body).names().stream()
        .filter(field -> !field.equals("account"))
        .findFirst()
        .map(field -> "there is an unknown field " + Reply.quoted(field) + "; ")
        .orElse("");
  }

  private static boolean isCalled(AccountStanding each, String name) {
    return each.account().name().equals(name) || whole(each).equals(name);
  }

  private static String whole(AccountStanding each) {
    return each.provider() + "/" + each.account().name();
  }

  private static String nobody(String name, List<AccountStanding> all) {
    if (all.isEmpty()) {
      return "there is no account "
          + Reply.quoted(name)
          + "; no provider here has an account, because none has a key";
    }
    List<String> names = all.stream().map(each -> each.account().name()).distinct().toList();
    return "there is no account "
        + Reply.quoted(name)
        + Nearest.to(name, names).map(near -> "; did you mean " + near + "?").orElse("")
        + "; there are: "
        + listed(all);
  }

  private static String listed(List<AccountStanding> some) {
    String names =
        some.stream().limit(MOST).map(AccountDesk::whole).collect(Collectors.joining(", "));
    return some.size() <= MOST ? names : names + " and " + (some.size() - MOST) + " more";
  }
}
