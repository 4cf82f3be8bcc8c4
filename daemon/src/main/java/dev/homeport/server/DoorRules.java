package dev.homeport.server;

import java.time.Duration;
import java.util.List;

/// What the door needs of the settings; a reload replaces it between two requests.
///
/// @param body how many bytes a request's body may have
/// @param bodyRate how many of them must come each second
/// @param header how many bytes a request's head may have
/// @param headerWait how long a head may take to come whole
/// @param origins from which web pages browsers may ask
/// @param pathKeys whether a key may stand in the path
/// @param open whether no key is needed at all
public record DoorRules(
    long body,
    long bodyRate,
    int header,
    Duration headerWait,
    List<String> origins,
    boolean pathKeys,
    boolean open) {
  /// The same for bodies of another size.
  DoorRules withBody(long most) {
    return new DoorRules(most, bodyRate, header, headerWait, origins, pathKeys, open);
  }
}
