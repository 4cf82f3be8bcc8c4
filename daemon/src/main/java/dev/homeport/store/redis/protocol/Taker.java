package dev.homeport.store.redis.protocol;

/// Who gets the reply to a command: exactly one of these is called, once, and must not wait for
/// anything.
public interface Taker {
  /// It replied, which may be an error. Replies come in the order of their commands.
  void took(Reply reply);

  /// No reply will come; whether the command was carried out, nobody knows.
  void lost(String why);
}
