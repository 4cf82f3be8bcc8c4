package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.outside.SpotCheck.Entrance;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Looks at the public address as a stranger would: the name is looked up outside, and every
/// address that it has is tried by itself, because failures are often at one edge alone.
public final class PublicVantage implements Vantage {
  /// More addresses than any tunnel has.
  private static final int MOST_ADDRESSES = 8;

  private final Parts parts;

  /// What it is made of.
  ///
  /// @param from what it is called: `public dns`, `router`
  /// @param limits those of the next look
  /// @param trust whose certificates are trusted; asked for when one is to be looked at, because
  ///   reading them takes a while
  public record Parts(
      String from,
      Resolver resolver,
      Supplier<Limits> limits,
      Supplier<SSLSocketFactory> trust,
      Ticker ticker,
      WallClock wall) {}

  /// What one look saw, and who answered it.
  ///
  /// @param instance the Homeport that answered, where one did
  /// @param echoed whether that answer was to this very question
  public record Look(View view, @Nullable String instance, boolean echoed, Duration took) {
    private Look with(Finding trouble) {
      var other = new View(view.from(), view.evidence(), trouble, view.notices());
      return new Look(other, instance, echoed, took);
    }
  }

  /// A vantage.
  public PublicVantage(Parts parts) {
    this.parts = parts;
  }

  /// The usual one of a Mac.
  public static PublicVantage of(Resolver resolver, Supplier<Limits> limits, Ticker ticker) {
    return new PublicVantage(
        new Parts(
            "public dns", resolver, limits, PublicVantage::usualTrust, ticker, WallClock.system()));
  }

  /// Trusts whom Java trusts.
  public static SSLSocketFactory usualTrust() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  @Override
  public View view(@Nullable URI publicUrl, @Nullable String instance) throws InterruptedException {
    if (publicUrl == null) {
      String what = "it is not known how this machine is reached from outside";
      return nobody(Layer.DNS, what, "set daemon.tunnel.url");
    }
    return look(publicUrl, instance, Expected.fresh()).view();
  }

  /// Looks with a nonce of somebody else's.
  public Look look(URI publicUrl, @Nullable String instance, String nonce)
      throws InterruptedException {
    return look(publicUrl, instance, nonce, new Approach.Straight(), parts.trust());
  }

  /// The same on a way of its own.
  ///
  /// @param trust whose certificates are trusted there
  public Look look(
      URI publicUrl,
      @Nullable String instance,
      String nonce,
      Approach approach,
      Supplier<SSLSocketFactory> trust)
      throws InterruptedException {
    var question = new Question(new Expected(instance, nonce), trust, parts.limits().get());
    return switch (approach) {
      case Approach.Straight _ -> look(publicUrl, question, null);
      case Approach.Aided aided -> aided(look(publicUrl, question, null), aided);
      case Approach.Led led -> led(look(publicUrl, question, led), led);
      case Approach.Shut(String why, String next) ->
          new Look(nobody(Layer.TCP, why, next), null, false, Duration.ZERO);
    };
  }

  /// What is the same at every address.
  private record Question(Expected expected, Supplier<SSLSocketFactory> trust, Limits limits) {}

  /// An interface that is not well says nothing about the home; one that is well and does not lead
  /// there says that the way ends beyond it.
  private static Look aided(Look look, Approach.Aided by) {
    Finding trouble = look.view().trouble();
    if (trouble == null
        || (trouble.cause() != Cause.EDGE_UNREACHABLE && trouble.cause() != Cause.NO_ADDRESS)) {
      return look;
    }
    String doubt = by.doubt();
    return look.with(
        doubt == null
            ? new Finding(Cause.NOT_REACHED, trouble.what(), by.next())
            : new Finding(Cause.NOBODY_OUTSIDE, trouble.what() + "; " + doubt, by.next()));
  }

  private static Look led(Look look, Approach.Led by) {
    Finding trouble = look.view().trouble();
    boolean unled =
        trouble != null
            && (trouble.cause() == Cause.NOT_REACHED || trouble.cause() == Cause.NOBODY_OUTSIDE);
    return trouble == null || !unled
        ? look
        : look.with(new Finding(trouble.cause(), trouble.what(), by.next()));
  }

  private Look look(URI publicUrl, Question question, Approach.@Nullable Led led)
      throws InterruptedException {
    long began = parts.ticker().nanoTime();
    Target target = Target.of(publicUrl).orElse(null);
    if (target == null) {
      String what = publicUrl + " is no address of HTTP";
      return new Look(
          nobody(Layer.DNS, what, "write it as https://HOST"), null, false, Duration.ZERO);
    }
    var all = Deadline.in(question.limits().all(), parts.ticker());
    if (led != null) {
      Evidence dns = Evidence.unseen(Layer.DNS, led.by() + " looks " + target.host() + " up");
      return look(target, List.of(new Entrance.By(led)), dns, question, all, began);
    }
    InetAddress literal = target.literal().orElse(null);
    if (literal != null) {
      Evidence dns = Evidence.fine(Layer.DNS, target.host() + " is an address");
      return look(target, List.of(new Entrance.At(literal)), dns, question, all, began);
    }
    Found found = parts.resolver().find(target.host());
    Duration took = since(began);
    return switch (found) {
      case Found.Addresses(List<InetAddress> addresses, String by) -> {
        String list =
            addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
        Evidence dns =
            Evidence.fine(Layer.DNS, target.host() + " is " + list + ", says " + by).in(took);
        List<Entrance> entrances =
            addresses.stream()
                .distinct()
                .limit(MOST_ADDRESSES)
                .<Entrance>map(Entrance.At::new)
                .toList();
        yield look(target, entrances, dns, question, all, began);
      }
      case Found.Nowhere(String why) ->
          unseen(Evidence.fails(Layer.DNS, why).in(took), Advice.on(Cause.NO_ADDRESS, why, target));
      case Found.Unsaid(String why, String next) ->
          unseen(
              Evidence.unseen(Layer.DNS, why).in(took),
              new Finding(Cause.NOBODY_OUTSIDE, why, next));
    };
  }

  private Look look(
      Target target,
      List<? extends Entrance> entrances,
      Evidence dns,
      Question question,
      Deadline all,
      long began)
      throws InterruptedException {
    SSLSocketFactory trust = question.trust().get();
    var looks = new ArrayList<Abreast.Look<Spot>>();
    for (Entrance each : entrances) {
      looks.add(
          new SpotCheck(
                  target, each, question.expected(), question.limits(), trust, all, parts.ticker())
              ::look);
    }
    List<Spot> spots = Abreast.all(looks);
    var summary = new Summary(parts.from(), target, dns, spots, parts.wall().now());
    Spot best = summary.best();
    return new Look(summary.view(), best.instance(), best.echoed(), since(began));
  }

  private Look unseen(Evidence dns, Finding trouble) {
    var view = new View(parts.from(), List.of(dns), trouble, List.of());
    return new Look(view, null, false, dns.took() == null ? Duration.ZERO : dns.took());
  }

  private View nobody(Layer layer, String what, String next) {
    return new View(
        parts.from(),
        List.of(Evidence.unseen(layer, what)),
        new Finding(Cause.NOBODY_OUTSIDE, what, next),
        List.of());
  }

  private Duration since(long began) {
    return Duration.ofNanos(parts.ticker().nanoTime() - began);
  }
}
