import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites classes in the format of Java 5 and before, in the jars that it is given, as classes of
/// Java 8. Run by `scripts/package`.
///
/// The AOT cache leaves such classes out, because they are verified in the old way; picocli is made
/// of them, and everything starts with it. Only the stack maps are added that the newer format
/// wants.

static final int JAVA_6 = 50;
static final int JAVA_8 = 52;

void main(String[] jars) throws IOException {
  for (String name : jars) {
    Path jar = Path.of(name);
    if (renewed(jar) instanceof Path renewed) {
      Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

/// A copy of the jar with its old classes renewed, or nothing where it has none.
Path renewed(Path jar) throws IOException {
  boolean anyOld = false;
  Path copy = jar.resolveSibling(jar.getFileName() + ".renewed");
  try (var in = new JarFile(jar.toFile());
      var classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
      var out = new JarOutputStream(Files.newOutputStream(copy))) {
    var resolver = ClassHierarchyResolver.ofResourceParsing(classes);
    var format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(resolver));
    for (var entry : Collections.list(in.entries())) {
      byte[] bytes = in.getInputStream(entry).readAllBytes();
      if (entry.getName().endsWith(".class")) {
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() < JAVA_6) {
          bytes = renewed(format, old);
          anyOld = true;
        }
      }
      var kept = new ZipEntry(entry.getName());
      kept.setTime(entry.getTime());
      out.putNextEntry(kept);
      out.write(bytes);
      out.closeEntry();
    }
  }
  if (!anyOld) {
    Files.delete(copy);
    return null;
  }
  return copy;
}

byte[] renewed(ClassFile format, ClassModel old) {
  // The version comes first: it decides whether the bodies, which are made anew, get stack maps.
  var everythingElse =
      ClassTransform.dropping(element -> element instanceof ClassFileVersion)
          .andThen(ClassTransform.transformingMethodBodies((code, each) -> code.with(each)));
  return format.build(
      old.thisClass().asSymbol(),
      made -> made.withVersion(JAVA_8, 0).transform(old, everythingElse));
}
