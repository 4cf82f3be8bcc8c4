package dev.homeport.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.sqlite.util.OSInfo;

/// The program as it was built, as a jar with an archive of its classes, as an image has one: half
/// of what a start costs is to read classes, and stories start it more than a hundred times.
///
/// It is made once for each build, by the first process that needs it. Where this JVM makes none,
/// the program starts without.
///
/// @param classPath the program and what it needs, without anything of the tests
/// @param options what lets a JVM start from the archive
record Archive(String classPath, List<String> options) {
  private static final Path CLASSES = Path.of("target/classes").toAbsolutePath();
  private static final Path LIBRARIES = Path.of("target/lib").toAbsolutePath();
  private static final Path MADE = Path.of("target/story").toAbsolutePath();
  private static final int LONGEST_SECONDS = 40;

  /// The one of this build.
  ///
  /// @param flags the JVM's options of the launcher
  static Archive of(List<String> flags) {
    try {
      Files.createDirectories(MADE);
      try (var file = FileChannel.open(MADE.resolve("lock"), CREATE, WRITE);
          var _ = file.lock()) {
        Path folder = MADE.resolve(Long.toHexString(checksum()));
        if (Files.notExists(folder)) {
          clear();
          Files.createDirectories(folder);
        }
        Path jar = folder.resolve("homeport.jar");
        if (Files.notExists(jar)) {
          pack(jar);
        }
        String classPath = classPath(jar);
        Path archive = folder.resolve("classes.jsa");
        if (Files.notExists(archive)) {
          make(archive, classPath, flags);
        }
        var options = new ArrayList<String>();
        options.add("-Dorg.sqlite.lib.path=" + unpackedLibrary(folder));
        if (Files.exists(archive)) {
          options.add("-XX:SharedArchiveFile=" + archive);
        }
        return new Archive(classPath, List.copyOf(options));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// SQLite's own library as a file, as an image has it: else each start would unpack one.
  private static Path unpackedLibrary(Path folder) throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    Path file = folder.resolve(name);
    if (Files.notExists(file)) {
      String place = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
      try (var in = OSInfo.class.getResourceAsStream(place + name)) {
        if (in == null) {
          throw new IOException("there is no " + place + name);
        }
        Path part = part(file);
        Files.copy(in, part, REPLACE_EXISTING);
        Files.move(part, file);
      }
    }
    return folder;
  }

  /// One number for everything that the archive is made of.
  private static long checksum() throws IOException {
    var checksum = new CRC32();
    checksum.update(Runtime.version().toString().getBytes(UTF_8));
    for (Path folder : new Path[] {CLASSES, LIBRARIES}) {
      for (Path file : files(folder)) {
        String line = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        checksum.update(line.getBytes(UTF_8));
      }
    }
    return checksum.getValue();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String classPath(Path jar) throws IOException {
    return Stream.concat(Stream.of(jar), files(LIBRARIES).stream())
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private static void pack(Path jar) throws IOException {
    Path part = part(jar);
    try (var out = new JarOutputStream(Files.newOutputStream(part))) {
      out.setLevel(0);
      for (Path file : files(CLASSES)) {
        out.putNextEntry(new ZipEntry(CLASSES.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    Files.move(part, jar);
  }

  /// What is not whole yet, so that nobody takes it for whole after we were killed.
  private static Path part(Path whole) {
    return whole.resolveSibling(whole.getFileName() + ".part");
  }

  /// Lets the program ask itself a few questions, and keep the classes that it needs for that.
  private static void make(Path archive, String classPath, List<String> flags) throws IOException {
    Path part = part(archive);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(flags);
    command.add("-XX:ArchiveClassesAtExit=" + part);
    command.addAll(List.of("-cp", classPath, "dev.homeport.cli.Main", "selftest", "--drill", "1"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", MADE.toString());
    builder.redirectOutput(archive.resolveSibling("log").toFile());
    Process process = builder.start();
    try {
      if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        Files.move(part, archive);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Removes what was made of earlier builds, which nobody runs any more.
  private static void clear() throws IOException {
    try (Stream<Path> all = Files.list(MADE)) {
      for (Path old : all.filter(Files::isDirectory).toList()) {
        for (Path file : files(old)) {
          Files.delete(file);
        }
        Files.delete(old);
      }
    }
  }
}
