import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.AccessFlag;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites what the AOT cache cannot hold, in the jars that it is given. Run by `scripts/package`.
///
/// Classes in the format of Java 5 and before are left out of it, because they are verified in the
/// old way; picocli is made of them. They become classes of Java 8, with the stack maps that this
/// wants and nothing else.
///
/// A `switch` over types is bound while the program runs, to a class that is made on the spot; a
/// start goes through forty. Each becomes a call to a method that asks for one type after the other,
/// which is what is in those classes.

static final int JAVA_6 = 50;
static final int JAVA_8 = 52;
static final int JAVA_21 = 65;

void main(String[] names) throws IOException {
  List<Path> jars = Stream.of(names).map(Path::of).toList();
  var places = new ArrayList<URL>();
  for (Path jar : jars) {
    places.add(jar.toUri().toURL());
  }
  try (var classes = new URLClassLoader(places.toArray(URL[]::new))) {
    var format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)));
    for (Path jar : jars) {
      if (renewed(jar, format) instanceof Path renewed) {
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

/// A copy of the jar with such classes renewed, or nothing where it has none.
Path renewed(Path jar, ClassFile format) throws IOException {
  boolean anyOld = false;
  Path copy = jar.resolveSibling(jar.getFileName() + ".renewed");
  try (var in = new JarFile(jar.toFile());
      var out = new JarOutputStream(Files.newOutputStream(copy))) {
    for (var entry : Collections.list(in.entries())) {
      byte[] bytes = in.getInputStream(entry).readAllBytes();
      if (entry.getName().endsWith(".class")) {
        ClassModel old = format.parse(bytes);
        if (old.majorVersion() < JAVA_6) {
          bytes = renewed(format, old);
          anyOld = true;
        } else if (old.majorVersion() >= JAVA_21) {
          bytes = format.transformClass(old, SwitchesSpelledOut.in(old));
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

/// Puts methods in place of the call sites of one class that switch over types.
static final class SwitchesSpelledOut {
  private final ClassDesc owner;
  private final boolean ofInterface;

  /// The call sites seen so far; each has the method of its number.
  private final List<InvokeDynamicInstruction> seen = new ArrayList<>();

  private SwitchesSpelledOut(ClassModel of) {
    owner = of.thisClass().asSymbol();
    ofInterface = of.flags().has(AccessFlag.INTERFACE);
  }

  static ClassTransform in(ClassModel of) {
    var switches = new SwitchesSpelledOut(of);
    return ClassTransform.transformingMethodBodies(switches::call)
        .andThen(ClassTransform.endHandler(switches::methods));
  }

  private void call(CodeBuilder code, CodeElement part) {
    if (part instanceof InvokeDynamicInstruction site && switchesOverTypes(site)) {
      code.invokestatic(owner, name(seen.size()), site.typeSymbol(), ofInterface);
      seen.add(site);
    } else {
      code.with(part);
    }
  }

  private void methods(ClassBuilder made) {
    for (int i = 0; i < seen.size(); i++) {
      InvokeDynamicInstruction site = seen.get(i);
      made.withMethodBody(
          name(i),
          site.typeSymbol(),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> ask(code, site.bootstrapArgs()));
    }
  }

  static String name(int number) {
    return "switch$" + number;
  }

  static boolean switchesOverTypes(InvokeDynamicInstruction site) {
    var bound = site.bootstrapMethod();
    return bound.owner().displayName().equals("SwitchBootstraps")
        && bound.methodName().equals("typeSwitch")
        && site.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  /// The number of the first of these types that the value is of, from the one on where an earlier
  /// guard said no; -1 for null, and their count for none.
  static void ask(CodeBuilder code, List<ConstantDesc> types) {
    code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.loadConstant(-1).ireturn());
    for (int i = 0; i < types.size(); i++) {
      int number = i;
      ClassDesc type = (ClassDesc) types.get(i);
      code.iload(1)
          .loadConstant(number)
          .ifThen(
              Opcode.IF_ICMPLE,
              due ->
                  due.aload(0)
                      .instanceOf(type)
                      .ifThen(Opcode.IFNE, it -> it.loadConstant(number).ireturn()));
    }
    code.loadConstant(types.size()).ireturn();
  }
}
