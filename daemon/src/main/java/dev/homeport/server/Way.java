package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.route.Target;

/// Where a request goes that is let in and is for no page of ours.
interface Way {
  /// Takes it all the way; returns when it is answered.
  void take(Visit visit, Target.Pass target, Key key, DoorRules rules) throws InterruptedException;
}
