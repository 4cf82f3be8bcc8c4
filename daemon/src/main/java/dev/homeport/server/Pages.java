package dev.homeport.server;

import io.javalin.config.RoutesConfig;

/// The pages of our own.
public final class Pages {
  void addTo(RoutesConfig routes) {
    routes.get(
        "/health", ctx -> ctx.contentType("application/json").result("{\"status\":\"healthy\"}"));
  }
}
