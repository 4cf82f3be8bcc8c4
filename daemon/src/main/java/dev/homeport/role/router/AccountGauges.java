package dev.homeport.role.router;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.journal.Metrics.Gauge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Which accounts are blocked, for the metrics. It is read off how they stand: a block may be older
/// than this process, may come from another router, and ends by itself, of none of which there is
/// an event here.
final class AccountGauges {
  private static final String BLOCKED = "homeport_account_blocked";
  private static final String MODEL_BLOCKED = "homeport_account_model_blocked";

  /// So many models, whose names may have come from clients.
  private static final int MOST = 200;

  private AccountGauges() {}

  /// Those of accounts that stand so, each account that there is among them.
  static List<Gauge> of(List<AccountStanding> standing, Instant now) {
    var gauges = new ArrayList<Gauge>();
    for (AccountStanding each : standing) {
      gauges.add(
          new Gauge(
              BLOCKED,
              "Whether an account is blocked.",
              "{" + labels(each) + "}",
              each.isBlocked(now) ? 1 : 0));
    }
    for (AccountStanding each : standing) {
      for (Block block : each.blocks()) {
        String model = block.model();
        if (model != null && gauges.size() < standing.size() + MOST && block.until().isAfter(now)) {
          gauges.add(
              new Gauge(
                  MODEL_BLOCKED,
                  "Models that an account is not asked for.",
                  "{" + labels(each) + ",model=" + quoted(model) + "}",
                  1));
        }
      }
    }
    return gauges;
  }

  private static String labels(AccountStanding each) {
    return "provider=" + quoted(each.provider()) + ",account=" + quoted(each.account().name());
  }

  /// As Prometheus reads it.
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
