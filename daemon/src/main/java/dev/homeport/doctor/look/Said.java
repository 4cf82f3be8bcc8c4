package dev.homeport.doctor.look;

import dev.homeport.failure.Failure;
import dev.homeport.wire.Field;
import dev.homeport.wire.JsonObject;
import java.time.Duration;
import java.util.List;

/// What came of asking for a page.
public sealed interface Said {
  /// An answer.
  ///
  /// @param took until all of it was here
  record Answered(int status, List<Field> fields, String text, Duration took) implements Said {
    /// The value of a header; empty where it did not come.
    public String field(String name) {
      return fields.stream()
          .filter(field -> field.name().equalsIgnoreCase(name))
          .map(Field::value)
          .findFirst()
          .orElse("");
    }

    /// The name of the Homeport that answered; empty where it was somebody else.
    public String instance() {
      return field("Homeport-Instance");
    }

    /// The object that it is; one without fields where it is none.
    public JsonObject json() {
      return JsonObject.orEmpty(text);
    }

    /// How long it took, for people.
    public String pace() {
      return took.toMillis() + " ms";
    }
  }

  /// None.
  record Nothing(Failure failure) implements Said {}
}
