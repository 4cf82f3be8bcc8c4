package dev.homeport.config.provider;

import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import java.util.List;

/// A file of accounts, and what it holds once it is read.
///
/// @param path as it was written
public record AccountFile(String path, List<AccountSettings> accounts) {
  /// Where Ollama's cloud has its own unless told otherwise, from the working folder.
  public static final String USUAL = "config/cloud_accounts.json";

  private static final String FILE = "file:";

  static final One<AccountFile> KIND =
      new One<>("write file:PATH", text -> judge(text, false), AccountFile::toString);

  /// The same where a variable holds nothing but the path.
  static final One<AccountFile> PATH =
      new One<>("write the path of a file", text -> judge(text, true), AccountFile::toString);

  /// Copies the list.
  public AccountFile {
    accounts = List.copyOf(accounts);
  }

  /// One that is not read yet.
  static AccountFile at(String path) {
    return new AccountFile(path, List.of());
  }

  AccountFile with(List<AccountSettings> read) {
    return new AccountFile(path, read);
  }

  private static Judged<AccountFile> judge(String text, boolean bare) {
    String path = text.startsWith(FILE) ? text.substring(FILE.length()) : bare ? text : "";
    return path.isBlank()
        ? new Judged.Wrong<>("names no file", "write file:PATH")
        : new Judged.Right<>(at(path));
  }

  @Override
  public String toString() {
    return FILE
        + path
        + (accounts.isEmpty()
            ? ""
            : " (" + accounts.size() + (accounts.size() == 1 ? " account)" : " accounts)"));
  }
}
