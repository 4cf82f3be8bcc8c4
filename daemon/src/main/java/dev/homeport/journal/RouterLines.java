package dev.homeport.journal;

import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.journal.Event.AccountFreed;
import dev.homeport.journal.Event.Asked;
import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.journal.Event.FellBack;
import dev.homeport.journal.Event.OfRouter;
import dev.homeport.journal.Event.Succeeded;
import dev.homeport.journal.Event.Unanswered;
import org.slf4j.Logger;

/// The lines of what only a router tells.
final class RouterLines {
  private RouterLines() {}

  static void line(OfRouter event, Logger log) {
    switch (event) {
      case Asked _, FellBack _, Succeeded _, Unanswered _ -> Counted.line(event, log);
      case AccountBlocked blocked ->
          LogLines.with(
                  log.atWarn()
                      .addKeyValue("provider", blocked.provider())
                      .addKeyValue("account", blocked.account()),
                  "model",
                  blocked.model())
              .addKeyValue("cause", blocked.cause())
              .addKeyValue("detail", blocked.detail())
              .addKeyValue("until", blocked.until())
              .log("account blocked");
      case AccountFreed freed ->
          LogLines.with(
                  log.atInfo()
                      .addKeyValue("provider", freed.provider())
                      .addKeyValue("account", freed.account()),
                  "model",
                  freed.model())
              .addKeyValue("why", freed.why())
              .log("account freed");
      case BudgetReached reached ->
          log.atWarn()
              .addKeyValue("budget", reached.budget())
              .addKeyValue("window", reached.window())
              .addKeyValue("percent", reached.percent())
              .addKeyValue("stops", reached.stops())
              .log("budget reached");
    }
  }
}
