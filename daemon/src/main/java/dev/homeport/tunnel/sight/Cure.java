package dev.homeport.tunnel.sight;

/// What may be done about a cause, at the most.
public enum Cure {
  /// It goes away by itself, or is somebody else's to mend; looking again is all.
  WAIT,
  /// A person must act; nothing of ours may be tried.
  PERSON,
  /// Our entry may be written again, and nothing else.
  REAPPLY,
  /// Only a program that was started anew can help: no smaller rung reaches it.
  RESTART,
  /// Every rung of the ladder, one after the other.
  LADDER
}
