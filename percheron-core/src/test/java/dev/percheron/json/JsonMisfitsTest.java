package dev.percheron.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.percheron.json.JsonArgumentsTest.Bean;
import dev.percheron.json.JsonArgumentsTest.Mail;
import dev.percheron.json.JsonArgumentsTest.Person;
import dev.percheron.json.JsonArgumentsTest.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit is refused with a sentence that says where. */
class JsonMisfitsTest {
  private final JsonArguments codec = new JsonArguments();

  @Test
  void unknown_fields_are_ignored() {
    assertThat(codec.read("{\"x\":1,\"z\":{\"deep\":[1]},\"y\":2}", Point.class))
        .isEqualTo(new Point(1, 2));
  }

  @Test
  void a_missing_component_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"name\":\"Ada\"}", Person.class))
        .withMessageContaining("'addresses'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"x\":1}", Point.class))
        .withMessageContaining("'y'");
  }

  @Test
  void an_optional_or_nullable_component_may_be_missing() {
    assertThat(codec.read("{\"to\":\"ada\"}", Mail.class))
        .isEqualTo(new Mail("ada", Optional.empty(), null, OptionalInt.empty()));
  }

  @Test
  void a_component_that_was_null_comes_back_as_null() {
    var person = new Person(null, null);

    assertThat(codec.read(codec.write(person), Person.class)).isEqualTo(person);
  }

  @Test
  void a_bean_keeps_what_the_text_does_not_have() {
    var bean = (Bean) codec.read("{\"name\":\"Ada\"}", Bean.class);

    assertThat(bean.getName()).isEqualTo("Ada");
    assertThat(bean.getSize()).isEqualTo(7);
  }

  @Test
  void a_misfit_names_the_argument_and_the_path() {
    var json =
        "[1,{\"name\":\"Ada\",\"addresses\":[{\"street\":\"a\",\"number\":1},"
            + "{\"street\":\"b\",\"number\":\"two\"}]}]";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.readAll(json, List.of(int.class, Person.class)))
        .withMessageStartingWith("argument 2: ")
        .withMessageContaining(Person.class.getTypeName())
        .withMessageContaining(" at addresses[1].number: ")
        .withMessageContaining("two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`[]`|2 arguments are wanted, 0 given",
        "`[1]`|2 arguments are wanted, 1 given",
        "`[1,2,[3],{\"a\":4}]`|2 arguments are wanted, 4 given",
        "`{}`|not a JSON array",
        "`1`|not a JSON array",
        "``|not a JSON array",
        "`[1,2`|not JSON",
        "`[1,2] 3`|something follows",
        "`[1,x]`|not JSON",
        "`[1,,2]`|not JSON",
        "`[1,2]]`|not JSON"
      })
  void arguments_that_are_not_an_array_of_the_right_size_are_refused(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.readAll(json, List.of(int.class, int.class)))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"'',not JSON", "'  ',not JSON", "1 2,something follows", "tru,not JSON"})
  void a_single_value_is_exactly_one(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read(json, int.class))
        .withMessageContaining(message);
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"x\":1,\"x\":2,\"y\":3}", Point.class))
        .withMessageContaining("x");
  }

  @Test
  void reading_is_bounded_in_depth_and_in_digits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("[".repeat(100_000), Object.class))
        .withMessageContaining("nesting depth");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("1" + "0".repeat(100_000), BigInteger.class))
        .withMessageContaining("length");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("1e1000000000", BigInteger.class));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface Shape {}

  record Circle(int radius) implements Shape {}

  record Holder(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object anything) {}

  @Test
  void a_class_that_lets_the_text_choose_classes_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.write(new Circle(1)))
        .withMessageContaining("polymorphic typing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"@class\":\"java.lang.Thread\"}", Shape.class))
        .withMessageContaining("polymorphic typing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.read("{\"anything\":[\"java.lang.Thread\",{}]}", Holder.class))
        .withMessageContaining("polymorphic typing");
  }

  @Test
  void untyped_values_are_plain_maps_whatever_they_name() {
    assertThat(codec.read("{\"@class\":\"java.lang.Thread\"}", Object.class))
        .isEqualTo(Map.of("@class", "java.lang.Thread"));
  }

  record Node(List<Node> next) {}

  @Test
  void a_cycle_is_refused_with_its_path() {
    var next = new ArrayList<Node>();
    var node = new Node(next);
    next.add(node);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.write(List.of(1, node)))
        .withMessageContaining("[1].next[0].next[0]")
        .withMessageContaining("nesting depth");
  }

  record Holding(Object thing) {}

  @Test
  void a_class_without_anything_to_write_is_refused_with_its_path() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.write(List.of("a", new Holding(new Object()))))
        .withMessageContaining("[1].thing")
        .withMessageContaining("java.lang.Object");
  }

  /** Its getter throws. */
  public static final class Broken {
    private final Optional<String> name = Optional.empty();

    public String getName() {
      return name.orElseThrow(() -> new IllegalStateException("no name today"));
    }
  }

  @Test
  void a_getter_that_throws_is_told_with_its_path() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.write(List.of(new Broken())))
        .withMessageContaining("[0].name")
        .withMessageContaining("no name today");
  }

  /** Refuses what it is given. */
  record Positive(int value) {
    Positive {
      if (value < 1) {
        throw new IllegalArgumentException("a positive number is at least 1");
      }
    }
  }

  @Test
  void a_constructor_that_throws_is_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.readAll("[{\"value\":0}]", List.of(Positive.class)))
        .withMessageContaining("argument 1")
        .withMessageContaining("a positive number is at least 1");
  }

  /** Its getter finds that a class is missing. */
  public static final class Unlinked {
    private final Optional<String> name = Optional.empty();

    public String getName() {
      return name.orElseThrow(() -> new NoClassDefFoundError("gone"));
    }
  }

  @Test
  void an_error_of_the_class_itself_passes() {
    assertThatThrownBy(() -> codec.write(new Unlinked())).isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void control_characters_of_the_text_do_not_reach_the_message() {
    assertThatThrownBy(() -> codec.read("\"\\u001b[2J\"", int.class))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\u001b");
  }
}
