package dev.homeport.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// STUB.
public final class RouteTable {
  private static final Set<String> OWN = Set.of("/health", "/livez", "/readyz", "/metrics");

  private RouteTable() {}

  /// STUB.
  public static Target resolve(String method, String path, @Nullable String query) {
    if (OWN.contains(path)) {
      return new Target.Own(path);
    }
    return path.startsWith("/api/") || path.startsWith("/v1/") || path.equals("/")
        ? new Target.Pass(new Route(path, method.equals("POST")), path)
        : new Target.Unknown();
  }
}
