package dev.homeport.lifecycle;

import java.lang.reflect.Proxy;

/// SIGHUP, by which an owner says: read your configuration again. Without this it would end us.
///
/// Java has no public way to hear of a signal. The one that there is, is asked for by name, because
/// the compiler warns of it in a way that cannot be answered.
public final class Hangup {
  private Hangup() {}

  /// Does this at every SIGHUP; false where it cannot be heard.
  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  public static boolean then(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object heard =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "hangup";
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), heard);
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      return false;
    }
  }
}
