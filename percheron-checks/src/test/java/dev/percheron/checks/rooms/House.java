package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compiled classes below one root package. The planted house has the same rooms as the real one, so
 * the same rules can be held against it.
 *
 * @param root the package of the facade; rooms are the packages below it
 * @param classes the classes
 */
record House(String root, JavaClasses classes) {
  /** The room of the facade, which is the root package itself. */
  static final String FACADE = "";

  private static final String ROOT = "dev.percheron";
  private static final Pattern CHECKS = Pattern.compile(".*/dev/percheron/checks/.*");
  private static final Supplier<House> REAL = remembered(House::readReal);
  private static final Supplier<House> PLANTED = remembered(House::readPlanted);

  /** All classes of the modules, tests and this module left out. */
  static House real() {
    return REAL.get();
  }

  /** The bad classes. */
  static House planted() {
    return PLANTED.get();
  }

  /** All classes of Percheron's own, those of the libraries left out. */
  Stream<JavaClass> own() {
    return classes.stream().filter(type -> roomOf(type).isPresent());
  }

  /** The first package below the root; {@link #FACADE} for the root; empty outside this house. */
  Optional<String> roomOf(JavaClass type) {
    var name = type.getPackageName();
    if (name.equals(root)) {
      return Optional.of(FACADE);
    } else if (!name.startsWith(root + ".")) {
      return Optional.empty();
    }
    return Optional.of(name.substring(root.length() + 1).replaceFirst("\\..*", ""));
  }

  /** The name of a class as seen from the root, such as {@code engine.Loop}. */
  String shortName(JavaClass type) {
    return outermost(type).getFullName().replaceFirst("^" + Pattern.quote(root + "."), "");
  }

  /** The package of a class as seen from the root, such as {@code cli.bench}. */
  String shortPackage(JavaClass type) {
    var name = type.getPackageName();
    return name.equals(root) ? FACADE : name.substring(root.length() + 1);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(House::outermost).orElse(type);
  }

  private static House readReal() {
    ImportOption notOurs = location -> !location.matches(CHECKS);
    return new House(ROOT, importer().withImportOption(notOurs).importPackages(ROOT));
  }

  private static House readPlanted() {
    var root = ROOT + ".checks.planted";
    return new House(root, importer().importPackages(root));
  }

  private static ClassFileImporter importer() {
    return new ClassFileImporter().withImportOption(House::isNoDescriptor);
  }

  private static boolean isNoDescriptor(Location location) {
    return !location.contains("module-info");
  }

  private static Supplier<House> remembered(Supplier<House> read) {
    return new Supplier<>() {
      private Optional<House> house = Optional.empty();

      @Override
      public synchronized House get() {
        if (house.isEmpty()) {
          house = Optional.of(read.get());
        }
        return house.orElseThrow();
      }
    };
  }
}
