import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.sqlite.util.OSInfo;

/// Takes SQLite's native library for this machine out of its jar, and those of all others away: the
/// jar brings thirty, and its driver would write the one that fits into a temporary folder at each
/// start. Run by `scripts/package` with the jar on the class path.
///
///   Native.java JAR FOLDER
void main(String[] names) throws IOException {
  Path jar = Path.of(names[0]);
  String natives = "org/sqlite/native/";
  String ours = natives + OSInfo.getNativeLibFolderPathForCurrentOS() + "/";
  boolean found = false;
  Path copy = jar.resolveSibling(jar.getFileName() + ".trimmed");
  try (var in = new JarFile(jar.toFile());
      var out = new JarOutputStream(Files.newOutputStream(copy))) {
    for (var entry : Collections.list(in.entries())) {
      String name = entry.getName();
      byte[] bytes = in.getInputStream(entry).readAllBytes();
      if (!name.startsWith(natives)) {
        var kept = new ZipEntry(name);
        kept.setTime(entry.getTime());
        out.putNextEntry(kept);
        out.write(bytes);
        out.closeEntry();
      } else if (name.startsWith(ours) && !entry.isDirectory()) {
        Files.write(Path.of(names[1]).resolve(name.substring(ours.length())), bytes);
        found = true;
      }
    }
  }
  if (!found) {
    throw new IOException(jar + " has no library in " + ours);
  }
  Files.move(copy, jar, StandardCopyOption.REPLACE_EXISTING);
}
