package dev.homeport.store.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the database complains of, in words for a person.
final class Complaint {
  private Complaint() {}

  static String in(SQLException e) {
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return "the disk is full: make room, it goes on by itself";
    }
    if (isBusy(e)) {
      return "another process keeps the database locked";
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_PERM.code) {
      return "permission denied";
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return "it cannot be opened";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  static boolean isBusy(SQLException e) {
    int code = code(e);
    return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
  }

  /// Whether the file is no database, or none any more.
  static boolean isDamage(SQLException e) {
    int code = code(e);
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  private static int code(SQLException e) {
    return e instanceof SQLiteException known ? known.getResultCode().code & 0xff : 0;
  }
}
