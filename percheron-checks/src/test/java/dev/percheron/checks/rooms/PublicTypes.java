package dev.percheron.checks.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rule 7: public types only in packages that a module exports, and the doors of hidden rooms. */
final class PublicTypes {
  private PublicTypes() {}

  /**
   * @param exported full names of packages
   * @param doors public types of other packages, such as {@code engine.Engine}, with reasons
   */
  static List<String> violations(House house, Set<String> exported, Allowed doors) {
    return house
        .own()
        .filter(PublicTypes::isPublic)
        .filter(type -> !exported.contains(type.getPackageName()))
        .filter(type -> !doors.names(house.shortName(type)))
        .map(type -> type.getFullName() + " is public in a package that no module exports")
        .sorted()
        .toList();
  }

  /** The packages that the modules of Percheron export, to all or to some. */
  static Set<String> exported() {
    var packages = new TreeSet<String>();
    try {
      for (var url :
          Collections.list(PublicTypes.class.getClassLoader().getResources("module-info.class"))) {
        packages.addAll(exportedBy(url));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packages;
  }

  private static List<String> exportedBy(URL url) throws IOException {
    try (var in = url.openStream()) {
      var module = ModuleDescriptor.read(in);
      return module.name().startsWith("dev.percheron.")
          ? module.exports().stream().map(ModuleDescriptor.Exports::source).toList()
          : List.of();
    }
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicTypes::isPublic).orElse(true);
  }
}
