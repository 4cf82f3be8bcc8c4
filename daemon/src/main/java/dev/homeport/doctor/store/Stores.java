package dev.homeport.doctor.store;

import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Seen;
import dev.homeport.store.ledger.PostgresBook;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.wire.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The checks of what a router keeps things in. A state in a folder needs none of its own.
public final class Stores {
  private static final String STATE = "state";
  private static final String LEDGER = "ledger";

  private Stores() {}

  /// Those of a router.
  ///
  /// @param here whether the router is on this machine
  public static List<Check> of(
      StatePlace state, LedgerPlace ledger, Seen<JsonObject> page, boolean here) {
    var checks = new ArrayList<Check>();
    switch (state) {
      case StatePlace.Folder _ -> {}
      case StatePlace.Sqlite(Path file) -> {
        var look = new FileLook(file);
        checks.add(new StoreCheck("store", STATE, page, here ? look : null, look.fix()));
      }
      case StatePlace.Redis(Secret url) -> {
        if (RedisAddress.read(url.reveal()) instanceof RedisAddress.Read.Good(var address)) {
          var look = new RedisLook(address);
          checks.add(new StoreCheck("store", STATE, page, here ? look : null, look.fix()));
        }
      }
    }
    switch (ledger) {
      case LedgerPlace.Off _ -> {}
      case LedgerPlace.Sqlite(Path file) -> {
        var look = new FileLook(file);
        checks.add(new StoreCheck(LEDGER, LEDGER, page, here ? look : null, look.fix()));
      }
      case LedgerPlace.Postgres(Secret url) -> {
        var look = PostgresLook.at(PostgresBook.where(url.reveal()));
        checks.add(new StoreCheck(LEDGER, LEDGER, page, here ? look : null, look.fix()));
      }
    }
    return checks;
  }
}
