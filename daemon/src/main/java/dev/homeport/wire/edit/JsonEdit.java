package dev.homeport.wire.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;

/// What is to be changed in JSON values of one kind, and what is to be seen of them. Made once, for
/// everybody; the one text that differs from request to request is given to the [JsonEditor].
///
/// A path is made of names from the outside in, `*` standing for every item of a list. Names are
/// compared by what they mean, not by how they are escaped, and of several fields of one name each
/// is changed. Nothing else is touched.
public final class JsonEdit {
  /// Is told of values as they are written, strings with their quotes. The bytes are good for the
  /// call only.
  @FunctionalInterface
  public interface Seen {
    /// A value at a path that was to be seen.
    ///
    /// @param tag which path it was
    void value(int tag, byte[] bytes, int from, int count);
  }

  /// What became of a text.
  public enum Outcome {
    /// It is as it was, byte for byte.
    SAME,
    /// Something was changed.
    CHANGED,
    /// It is no JSON, or not one value alone; nothing was appended and nothing told.
    BROKEN
  }

  /// A field that is to be in the outermost object.
  record Put(String name, String json) {
    byte[] field(boolean comma) {
      var field = new Bytes();
      if (comma) {
        field.append(',');
      }
      return field.quoted(name).append(':').append(json).copy();
    }
  }

  private final Place root;
  private final int deepest;
  private final List<Put> puts;
  private final boolean caseless;

  private JsonEdit(Builder builder) {
    this.root = builder.root;
    this.deepest = builder.deepest;
    this.puts = List.copyOf(builder.puts);
    this.caseless = builder.caseless;
  }

  /// Begins one.
  public static Builder builder() {
    return new Builder();
  }

  /// An editor that puts this text where something is to be replaced.
  public JsonEditor with(String text) {
    return new JsonEditor(this, new Bytes().quoted(text).copy());
  }

  /// An editor that replaces nothing by a text of its own.
  public JsonEditor plain() {
    return new JsonEditor(this, null);
  }

  Place root() {
    return root;
  }

  int deepest() {
    return deepest;
  }

  List<Put> puts() {
    return puts;
  }

  boolean isCaseless() {
    return caseless;
  }

  /// Collects what is to be done. Names in paths are ASCII.
  public static final class Builder {
    private final Place root = new Place("");
    private final List<Put> puts = new ArrayList<>();
    private int deepest;
    private boolean caseless;

    private Builder() {}

    /// The editor's text replaces the value at this path, where there is one.
    public Builder replace(String... path) {
      place(path).give();
      return this;
    }

    /// This JSON replaces the value at this path, where there is one.
    public Builder set(String json, String... path) {
      place(path).fix(json.getBytes(UTF_8));
      return this;
    }

    /// This JSON becomes the value of this field of the outermost object, whether there was one or
    /// not; a new one comes last.
    public Builder put(String name, String json) {
      set(json, name);
      place(name).put(puts.size());
      puts.add(new Put(name, json));
      return this;
    }

    /// The field or the item at this path goes, with its comma.
    public Builder drop(String... path) {
      place(path).drop();
      return this;
    }

    /// The value at this path is told of, changed or dropped or not, as it was.
    public Builder see(int tag, String... path) {
      place(path).see(tag);
      return this;
    }

    /// Names are compared as Go's decoder does: `Model` is `model`. Those in paths must be in lower
    /// case.
    public Builder caseless() {
      caseless = true;
      return this;
    }

    /// The edit, after which this builder must be left alone.
    public JsonEdit build() {
      return new JsonEdit(this);
    }

    private Place place(String... path) {
      if (path.length == 0) {
        throw new IllegalArgumentException("a path needs a name at least");
      }
      Place place = root;
      for (String step : path) {
        place = place.below(step);
      }
      deepest = Math.max(deepest, path.length);
      return place;
    }
  }
}
