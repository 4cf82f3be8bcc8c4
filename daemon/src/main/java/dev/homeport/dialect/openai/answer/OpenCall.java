package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.answer.CallIds;
import dev.homeport.dialect.answer.Nesting;
import dev.homeport.wire.json.Json;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call that is being told in fragments.
final class OpenCall {
  /// Where the provider gives calls no index.
  static final int NO_INDEX = -1;

  private static final int LONGEST_HELD = 8 * 1024 * 1024;

  private final int index;
  private final int theirIndex;
  private String theirId = "";
  private String id = "";
  private String name = "";
  private @Nullable String extra;

  /// Whether its name is known, so that it was told.
  private boolean begun;

  /// What came of its arguments and was not told yet: before the name was known, or because it does
  /// not look like an object.
  private final StringBuilder held = new StringBuilder();

  private boolean told;
  private final Nesting nesting = new Nesting();

  /// @param index ours
  /// @param theirIndex the provider's
  OpenCall(int index, int theirIndex) {
    this.index = index;
    this.theirIndex = theirIndex;
  }

  int theirIndex() {
    return theirIndex;
  }

  String id() {
    return id;
  }

  boolean hasBegun() {
    return begun;
  }

  boolean isCalled(String theirs) {
    return theirs.equals(theirId);
  }

  /// Whether a fragment that says this is of this call.
  boolean goesOnWith(String nextId, String nextName, String arguments) {
    boolean otherId = !nextId.isEmpty() && !theirId.isEmpty() && !nextId.equals(theirId);
    boolean otherName = !nextName.isEmpty() && !name.isEmpty() && !nextName.equals(name);
    boolean sameId = !nextId.isEmpty() && nextId.equals(theirId);
    boolean again =
        nesting.isWhole()
            && !nextName.isEmpty()
            && !sameId
            && arguments.stripLeading().startsWith("{");
    return !otherId && !otherName && !again;
  }

  /// What is said of who it is; the first time counts, and only once is told.
  void identify(String nextId, String nextName, Consumer<Piece> pieces) {
    theirId = theirId.isEmpty() ? nextId : theirId;
    name = name.isEmpty() ? nextName : name;
    if (!begun && !name.isEmpty()) {
      begun = true;
      id = theirId.isEmpty() ? CallIds.fresh() : theirId;
      pieces.accept(new Piece.CallBegun(index, id, name));
      tell(pieces);
    }
  }

  /// More of its arguments. What comes after a whole object is not part of it.
  void goOn(String fragment, Consumer<Piece> pieces) {
    if (fragment.isEmpty() || nesting.isWhole() || held.length() > LONGEST_HELD) {
      return;
    }
    held.append(fragment);
    if (begun) {
      tell(pieces);
    }
  }

  /// Tells what is held, up to the end of the object. What does not begin as one stays held.
  private void tell(Consumer<Piece> pieces) {
    String fragment = told ? held.toString() : held.toString().stripLeading();
    if (fragment.isEmpty() || (!told && fragment.charAt(0) != '{')) {
      return;
    }
    told = true;
    held.setLength(0);
    pieces.accept(new Piece.CallGoesOn(index, fragment.substring(0, nesting.read(fragment))));
  }

  /// No more comes: what was held is an object in some disguise, or none.
  void finish(Consumer<Piece> pieces) {
    if (told) {
      return;
    }
    CallArguments.text(held.toString())
        .ifPresent(
            arguments -> {
              nesting.read(arguments.strip());
              told = true;
              pieces.accept(new Piece.CallGoesOn(index, arguments));
            });
  }

  /// Whether its arguments are a whole object, after the end.
  boolean isWhole() {
    return nesting.isWhole();
  }

  void keep(JsonNode more) {
    if (more.isObject() && extra == null) {
      extra = Json.text(more);
    }
  }

  @Nullable String extra() {
    return extra;
  }
}
