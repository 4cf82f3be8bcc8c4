package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import dev.homeport.host.Notification;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;

/// Somebody who is told, with what waits for him. One owner, who holds a lock, except for what is
/// said of [Delivery].
final class Target {
  private static final String SCREEN = "macos";

  private final AlertSettings settings;
  private final Mailbox mailbox = new Mailbox();
  private final Function<Message, Delivery> deliveries;
  private final Runnable closing;

  private Target(AlertSettings settings, Function<Message, Delivery> deliveries, Runnable closing) {
    this.settings = settings;
    this.deliveries = deliveries;
    this.closing = closing;
  }

  static Target of(
      AlertSettings settings, Shapes shapes, Notification screen, Ticker ticker, WallClock wall) {
    Secret url = settings.url();
    if (url == null) {
      return new Target(
          settings, message -> onScreen(screen, shapes.title(), message.text()), () -> {});
    }
    var post = new Post(URI.create(url.reveal()), ticker, wall);
    return new Target(
        settings, message -> post.delivery(shapes.body(settings, message)), post::close);
  }

  private static Delivery onScreen(Notification screen, String title, String text) {
    return new Delivery() {
      @Override
      public Sent run() throws InterruptedException {
        return switch (screen.show(title, text)) {
          case Notification.Shown.Yes _ -> new Sent.Done();
          case Notification.Shown.No(String why) -> new Sent.Never(why);
        };
      }

      // The program has its own limit.
      @Override
      public void expire() {}
    };
  }

  boolean wants(Message message) {
    for (Topic topic : message.topics()) {
      if (settings.on().contains(topic)) {
        return true;
      }
    }
    return false;
  }

  Mailbox mailbox() {
    return mailbox;
  }

  Delivery delivery(Message message) {
    return deliveries.apply(message);
  }

  void close() {
    closing.run();
  }

  TargetStanding standing() {
    return mailbox.standing(Texts.word(settings.way()), where());
  }

  /// What a log may say of it.
  Map<String, String> facts(String why) {
    return Map.of("target", Texts.word(settings.way()) + " " + where(), "cause", why);
  }

  private String where() {
    String host = settings.host();
    return host == null ? SCREEN : host;
  }
}
