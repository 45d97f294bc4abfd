package dev.percheron.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
  @Test
  void a_statement_is_found_by_its_name_without_its_semicolon_and_comments() {
    var statements = Statements.load("statements", List.of("good.sql"));

    assertThat(statements.sql("one.simple")).isEqualTo("SELECT 1");
    assertThat(statements.names()).containsExactly("many.rows", "one.simple");
  }

  @Test
  void a_row_is_repeated_with_parameters_of_its_own() {
    var statements = Statements.load("statements", List.of("good.sql"));

    assertThat(statements.rows("many.rows", 2))
        .isEqualTo("INSERT INTO t VALUES (?1 + 0, ?2, ?3, ?4),\n(?1 + 1, ?2, ?5, ?6)");
  }

  @Test
  void a_name_that_does_not_exist_or_is_there_twice_is_an_error() {
    var statements = Statements.load("statements", List.of("good.sql"));

    assertThatThrownBy(() -> statements.sql("no.such")).hasMessageContaining("no.such");
    assertThatThrownBy(() -> statements.rows("one.simple", 2)).hasMessageContaining("one.simple");
    assertThatThrownBy(() -> Statements.load("statements", List.of("good.sql", "good.sql")))
        .hasMessageContaining("two statements");
  }
}
