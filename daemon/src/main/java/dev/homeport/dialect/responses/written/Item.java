package dev.homeport.dialect.responses.written;

import dev.homeport.wire.frame.Bytes;

/// The item that is open.
sealed interface Item permits MessageItem, ThoughtItem, CallItem {
  /// Closes it.
  ///
  /// @param status `completed` or `incomplete`
  /// @return the item as the object that it is in the end
  Bytes close(String status);

  /// Says that an item is there, or done.
  static void tell(Events events, String type, int index, Bytes item) {
    events.begin(type).append(",\"output_index\":").number(index).append(",\"item\":");
    events.end(item);
  }
}
