package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings.Topic;
import java.util.EnumSet;
import java.util.Set;

/// What somebody is told about: of one subject there is at most one case at a time.
///
/// @param name of what, such as `openrouter` or `monthly of the key bot`
/// @param part which part of it or when, such as a model or `2026-11`; empty for all
/// @param home whether the way home is concerned, so that whoever asks for tunnels is told too
record Subject(Topic topic, String name, String part, boolean home) {
  static Subject of(Topic topic, String name) {
    return new Subject(topic, name, "", false);
  }

  /// Who asks for any of these is told.
  Set<Topic> topics() {
    return home ? EnumSet.of(topic, Topic.TUNNEL) : EnumSet.of(topic);
  }

  /// It as people call it.
  String shown() {
    return part.isEmpty() ? name : name + " (" + part + ")";
  }

  /// Whether the other is the same in another part.
  boolean isAnotherPartOf(Subject other) {
    return topic == other.topic && name.equals(other.name) && !part.equals(other.part);
  }
}
