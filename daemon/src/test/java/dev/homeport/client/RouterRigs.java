package dev.homeport.client;

import dev.homeport.client.RouterRig.Whence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The routers of one class, one for each who may answer: each is started when it is first needed.
/// None outlives its class, because others look for processes that are left behind.
final class RouterRigs implements AutoCloseable {
  private final Map<Whence, RouterRig> rigs = new EnumMap<>(Whence.class);

  /// The one that is answered from there.
  RouterRig at(Whence whence) {
    return rigs.computeIfAbsent(
        whence,
        each -> {
          try {
            return new RouterRig(each);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() throws IOException {
    for (RouterRig rig : rigs.values()) {
      rig.close();
    }
  }

  /// Gives them to whoever has a parameter for them, and closes them after its last test.
  static final class Provided implements ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
        ExtensionContext.Namespace.create(RouterRigs.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == RouterRigs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(OURS)
          .computeIfAbsent(RouterRigs.class, _ -> new RouterRigs(), RouterRigs.class);
    }
  }
}
