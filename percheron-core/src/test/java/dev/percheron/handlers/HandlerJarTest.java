package dev.percheron.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerJarTest {
  private static final String HEAD =
      "package acme; import dev.percheron.api.*; import java.util.*; ";

  @TempDir Path dir;

  private final Program program = new Program();
  private final Map<String, byte[]> content = new HashMap<>();
  private Path file;

  @BeforeEach
  void nameTheJar() {
    file = dir.resolve("my-jobs.jar");
  }

  private HandlerJar.Loaded load(String... sources) throws IOException {
    for (var source : sources) {
      content.putAll(Jars.compiled(dir, HEAD + source));
    }
    Jars.write(file, content);
    try (var jar = HandlerJar.open(file)) {
      return jar.addTo(program.registry);
    }
  }

  @Test
  void static_and_instance_handlers_of_a_jar_can_be_called() throws Throwable {
    var loaded =
        load(
            "class Digest {"
                + " public Digest() {}"
                + " record Line(String text) {}"
                + " @Handler(\"digest.lines\") int lines(List<Line> lines) { return lines.size(); }"
                + " @Handler(\"digest.greet\") static String greet(String n) { return n + '!'; }"
                + "}");

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.handlers())
        .extracting(HandlerSignature::name)
        .containsExactlyInAnyOrder("digest.lines", "digest.greet");
    assertThat(program.call("digest.lines", "[[{\"text\":\"a\"},{\"text\":\"b\"}]]")).isEqualTo(2);
    assertThat(program.call("digest.greet", "[\"ada\"]")).isEqualTo("ada!");
  }

  @Test
  void classes_without_handlers_are_not_loaded() throws Exception {
    var loaded =
        load(
            "class Innocent { static { if (true) throw new IllegalStateException(\"loaded\"); } }",
            "class Some { @Handler(\"some.run\") static void run() {} }");

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.handlers()).hasSize(1);
  }

  @Test
  void what_cannot_be_used_is_told_and_the_rest_goes_on() throws Exception {
    var loaded =
        load(
            "class Args { Args(int x) {} @Handler(\"a\") void a() {} }",
            "class Throwing { public Throwing() { throw new Error(\"no luck\"); }"
                + " @Handler(\"b\") void b() {} }",
            "abstract class Open { public Open() {} @Handler(\"c\") void c() {} }",
            "class Bad { @Handler(\"d\") static void d(int... x) {} }",
            "class First { @Handler(\"e\") static void e() {} }",
            "class Second { @Handler(\"e\") static void e() {} }",
            "class Good { @Handler(\"good\") static void good() {} }");

    assertThat(loaded.handlers()).extracting(HandlerSignature::name).contains("good", "e");
    assertThat(String.join("\n", loaded.problems()))
        .contains("acme.Args: it has instance handlers but no public constructor")
        .contains("acme.Throwing: its constructor threw java.lang.Error: no luck")
        .contains("acme.Open: it is abstract")
        .contains("acme.Bad: acme.Bad.d(int[]) cannot be a handler")
        .contains("two handlers are named 'e'");
    assertThat(loaded.problems()).hasSize(5);
  }

  @Test
  void damaged_and_newer_class_files_are_told() throws Exception {
    content.put("acme/Text.class", "not a class".getBytes(StandardCharsets.UTF_8));
    content.put("acme/Short.class", new byte[] {1});
    content.put("acme/Newer.class", header((byte) 0x01, (byte) 0x00));
    content.put("acme/Cut.class", header((byte) 0x00, (byte) 0x45));

    var loaded = load("class Good { @Handler(\"good\") static void good() {} }");

    assertThat(loaded.handlers()).hasSize(1);
    assertThat(loaded.problems())
        .anyMatch(problem -> problem.equals("acme/Text.class is no class file"))
        .anyMatch(problem -> problem.equals("acme/Short.class is no class file"))
        .anyMatch(problem -> problem.startsWith("acme/Newer.class is compiled for Java 212, this"))
        .anyMatch(problem -> problem.startsWith("acme/Cut.class is damaged"))
        .hasSize(4);
  }

  @Test
  void every_damage_of_a_class_file_is_told_or_harmless() throws Exception {
    var good = Jars.compiled(dir, HEAD + "class Good { @Handler(\"good\") static void good() {} }");
    var bytes = good.get("acme/Good.class");
    for (int length = 0; length < bytes.length; length += 7) {
      content.put("acme/Cut" + length + ".class", Arrays.copyOf(bytes, length));
    }
    for (int place = 10; place < bytes.length; place += 3) {
      var bent = bytes.clone();
      bent[place] ^= 0x55;
      content.put("acme/Bent" + place + ".class", bent);
    }

    var loaded = load("class Other { @Handler(\"other\") static void other() {} }");

    assertThat(loaded.handlers()).extracting(HandlerSignature::name).contains("other");
    assertThat(loaded.problems()).isNotEmpty();
  }

  private static byte[] header(byte high, byte low) {
    return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, high, low, 0, 9};
  }

  @Test
  void a_class_that_misses_another_is_told() throws Exception {
    var both =
        Jars.compiled(
            dir,
            HEAD
                + "class Needy { @Handler(\"needy\") static void needy(Absent gone) {} }"
                + " class Absent {}");
    both.remove("acme/Absent.class");
    content.putAll(both);

    var loaded = load();

    assertThat(loaded.problems())
        .singleElement()
        .asString()
        .startsWith("acme.Needy: java.lang.NoClassDefFoundError: acme/Absent");
  }

  @Test
  void a_jar_without_handlers_says_so() throws Exception {
    assertThat(load("class Nothing {}").problems())
        .singleElement()
        .asString()
        .contains("my-jobs.jar' has no method marked @Handler");
  }

  @Test
  void what_is_no_jar_is_refused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerJar.open(file))
        .withMessageContaining("there is no jar '");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerJar.open(dir))
        .withMessageContaining("a directory");
    Files.writeString(file, "this is no jar");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HandlerJar.open(file))
        .withMessageContaining("cannot be read as a jar");
  }

  @Test
  void a_closed_jar_loads_no_more_classes() throws Exception {
    content.putAll(
        Jars.compiled(
            dir,
            HEAD
                + "class Lazy { @Handler(\"lazy\") static Object lazy() { return new Later(); } }"
                + " class Later {}"));
    Jars.write(file, content);
    var jar = HandlerJar.open(file);
    jar.addTo(program.registry);

    jar.close();

    assertThatThrownBy(() -> program.call("lazy", "[]")).isInstanceOf(NoClassDefFoundError.class);
  }
}
