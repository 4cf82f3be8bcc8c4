package dev.homeport.install;

import dev.homeport.host.PortHolder;
import dev.homeport.store.Trouble;
import dev.homeport.time.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The hands on a real machine.
///
/// @param files what is done to files
/// @param keys what is done to keys
/// @param ports who is where
/// @param door how a role is asked
public record Worker(FileWork files, KeyWork keys, Ports ports, Door door, Pause pause)
    implements Hands {
  private static final Duration GLANCE = Duration.ofMillis(200);

  /// How long a port may be held after its process has ended.
  private static final int VACANT_GLANCES = 25;

  /// How long a role may take to answer; a launcher of a checkout may have to build first.
  private static final int ANSWER_GLANCES = 300;

  @Override
  public Done carryOut(Step step, Consumer<Undo> undo) throws InterruptedException {
    try {
      return switch (step) {
        case Step.Folder folder -> files.make(folder, undo);
        case Step.Text text -> files.write(text, undo);
        case Step.Key key -> keys.make(key, undo);
        case Step.Stop(Job job) -> stop(job, undo);
        case Step.Start(Job job) -> {
          undo.accept(job::stop);
          yield job.start();
        }
        case Step.Vacant vacant -> vacant(vacant);
        case Step.Answers answers -> answers(answers);
        case Step.Gone(var path) -> files.delete(path);
        case Step.Emptied(var path) -> files.deleteIfEmpty(path);
        case Step.Purged(var path) -> files.deleteAll(path);
        case Step.Forgotten(Job job) -> job.forget();
        case Step.Closed(WayIn way) -> way.close();
      };
    } catch (IOException e) {
      return new Done.Badly(Trouble.in(e));
    }
  }

  private static Done stop(Job job, Consumer<Undo> undo) throws InterruptedException {
    if (!job.isLoaded()) {
      return new Done.Well("was not loaded");
    }
    undo.accept(() -> job.isLoaded() ? Done.WELL : job.start());
    return job.stop();
  }

  private Done vacant(Step.Vacant step) throws InterruptedException {
    Optional<PortHolder> holder = ports.holder(step.listen());
    for (int i = 0; i < VACANT_GLANCES && holder.isPresent(); i++) {
      pause.last(GLANCE);
      holder = ports.holder(step.listen());
    }
    return holder.isEmpty()
        ? Done.WELL
        : new Done.Badly(
            holder.get().message(step.listen().host(), step.listen().port(), step.setting()));
  }

  private Done answers(Step.Answers step) throws InterruptedException {
    Door.Said said = door.ask(step.base(), "/livez");
    for (int i = 0; i < ANSWER_GLANCES && said.status() != 200; i++) {
      pause.last(GLANCE);
      said = door.ask(step.base(), "/livez");
    }
    if (said.status() != 200) {
      return new Done.Badly(silence(step, said));
    }
    if (!said.ours()) {
      return new Done.Badly(
          "somebody else answers at " + step.base() + ", not Homeport: choose another port");
    }
    Door.Said health = door.ask(step.base(), "/health");
    return new Done.Well(
        health.status() == 200
            ? "healthy"
            : "it runs, but is not healthy yet: " + health.text().strip());
  }

  private String silence(Step.Answers step, Door.Said said) throws InterruptedException {
    String complaint = step.job().complaint();
    String log = step.log() == null ? "" : files.lastLines(step.log());
    return "it does not answer within "
        + GLANCE.multipliedBy(ANSWER_GLANCES).toSeconds()
        + " s: "
        + (complaint.isEmpty() ? said.text() : complaint)
        + (log.isEmpty() ? "" : "; its last words: " + log);
  }
}
