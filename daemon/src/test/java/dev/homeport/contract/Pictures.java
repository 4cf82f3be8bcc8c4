package dev.homeport.contract;

/// Two pictures, as base64.
final class Pictures {
  /// A red dot.
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

  /// The beginning and the end of a photograph.
  static final String JPEG = "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==";

  private Pictures() {}
}
