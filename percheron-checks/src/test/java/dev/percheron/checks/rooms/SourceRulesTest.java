package dev.percheron.checks.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules about source text: kept by all modules, broken by what is planted. */
class SourceRulesTest {
  private static final String STORE = "dev.percheron.spi.JobStore";
  private static final String EXECUTOR = "dev.percheron.spi.JobExecutor";

  private static final Sources REAL = Sources.real();
  private static final Sources PLANTED = Sources.planted();

  private static final Allowed CATCHERS =
      Allowed.NOTHING
          .and("api.Failure", "an exception's own methods are user code")
          .and("engine.Loop", "a loop's own trouble must never end the loop")
          .and("engine.WallTimer", "one bad alarm must not keep the others from ringing")
          .and("engine.Dispatcher", "calls listeners, which are user code")
          .and("exec", "runs handlers, which are user code")
          .and("jdbc.SqliteWriter", "a loop, and it calls listeners")
          .and(
              "handlers.HandlerJar",
              "loads classes and makes objects of a jar, which is user code");

  private static final Allowed LONG_FILES =
      Allowed.NOTHING
          .and("handlers.AritiesTest", "a method for each number of parameters")
          .and("examples.FreshThreads", "a whole executor in one file, to be read in one piece")
          .and("memory.InMemoryStore", "a method for each of a store's promises")
          .and("jdbc.PostgresStore", "a method for each of a store's promises")
          .and("exec.process.Pool", "who gets which child is decided under one lock")
          .and("exec.process.ChildWorker", "one child from its birth to its death")
          .and("exec.JobRun", "the states of one attempt, which must be seen together")
          .and("testkit.WorkerContract", "a contract is a list")
          .and("testkit.executor", "a contract is a list")
          .and("testkit.store", "a contract is a list")
          .and("worker.SteppedWorkerTest", "a story for each rule of the road")
          .and("cli.HostedRoadTest", "a story for each thing that is typed")
          .and("jdbc.PostgresCompletionTest", "a story for each moment of one transaction");

  private static final Allowed LONG_METHODS =
      Allowed.NOTHING.and("jdbc.StoreBench", "the raw measurement, to be read in one piece");

  @TempDir private Path folder;

  @Test
  void all_modules_are_read() {
    assertThat(REAL.files())
        .extracting(Sources.File::name)
        .contains(
            "dev.percheron.Producer",
            "dev.percheron.cli.Main",
            "dev.percheron.checks.rooms.SourceRulesTest");
  }

  @Test
  void everything_is_caught_only_where_user_code_is_called_and_in_loops() {
    assertThat(SourceRules.catches(REAL.main(), CATCHERS)).isEmpty();
  }

  @Test
  void whoever_catches_everything_is_found() {
    assertThat(SourceRules.catches(PLANTED, Allowed.NOTHING))
        .hasSize(2)
        .allMatch(found -> found.contains("CatchesEverything"));
  }

  @Test
  void nobody_sleeps_and_no_test_does() {
    assertThat(SourceRules.sleeps(REAL)).isEmpty();
  }

  @Test
  void a_test_that_sleeps_is_found() {
    assertThat(SourceRules.sleeps(PLANTED)).hasSize(2).allMatch(found -> found.contains("Sleeps"));
  }

  @Test
  void files_and_methods_are_short_or_have_a_reason() {
    assertThat(SourceRules.longFiles(REAL, LONG_FILES)).isEmpty();
    assertThat(SourceRules.longMethods(REAL, LONG_METHODS)).isEmpty();
  }

  @Test
  void a_long_file_needs_a_reason_and_a_very_long_one_fails_with_it() throws IOException {
    var reason = Allowed.NOTHING.and("Long", "to see that it works");

    assertThat(SourceRules.longFiles(file(SourceRules.LONG_FILE, 1), Allowed.NOTHING)).isEmpty();
    assertThat(SourceRules.longFiles(file(SourceRules.LONG_FILE + 1, 1), Allowed.NOTHING))
        .containsExactly("Long has 301 lines");
    assertThat(SourceRules.longFiles(file(SourceRules.TOO_LONG_FILE, 1), reason)).isEmpty();
    assertThat(SourceRules.longFiles(file(SourceRules.TOO_LONG_FILE + 1, 1), reason))
        .containsExactly("Long has 501 lines");
  }

  @Test
  void a_long_method_needs_a_reason_and_a_very_long_one_fails_with_it() throws IOException {
    var reason = Allowed.NOTHING.and("Long", "to see that it works");

    assertThat(SourceRules.longMethods(file(90, SourceRules.LONG_METHOD), Allowed.NOTHING))
        .isEmpty();
    assertThat(SourceRules.longMethods(file(90, SourceRules.LONG_METHOD + 1), Allowed.NOTHING))
        .containsExactly("Long.method has 41 lines");
    assertThat(SourceRules.longMethods(file(90, SourceRules.TOO_LONG_METHOD), reason)).isEmpty();
    assertThat(SourceRules.longMethods(file(90, SourceRules.TOO_LONG_METHOD + 1), reason))
        .containsExactly("Long.method has 61 lines");
  }

  @Test
  void names_are_made_of_the_words_of_the_glossary() {
    assertThat(SourceRules.badNames(REAL)).isEmpty();
  }

  @Test
  void a_word_that_says_nothing_is_found() {
    assertThat(SourceRules.badNames(PLANTED))
        .containsExactlyInAnyOrder(
            "checks.planted.memory.JobManager: JobManager",
            "checks.planted.memory.JobManager: JobInfo",
            "checks.planted.memory.JobManager: ProcessJob",
            "checks.planted.memory.JobManager: AbstractJob");
  }

  @Test
  void every_store_and_every_executor_is_held_against_its_contract() {
    var house = House.real();

    assertThat(ContractRules.untested(house, REAL, STORE, "JobStoreContract")).isEmpty();
    assertThat(ContractRules.untested(house, REAL, EXECUTOR, "JobExecutorContract")).isEmpty();
  }

  @Test
  void an_executor_without_its_contract_is_found() {
    assertThat(ContractRules.untested(House.planted(), REAL, EXECUTOR, "JobExecutorContract"))
        .singleElement()
        .asString()
        .contains("LonelyExecutor");
  }

  private Sources file(int lines, int methodLines) throws IOException {
    var text =
        "class Long {\n  void method() {"
            + "\n".repeat(methodLines - 1)
            + "}\n"
            + "\n".repeat(lines - methodLines - 2)
            + "}\n";
    Files.writeString(folder.resolve("Long.java"), text);
    return Sources.below(folder, path -> true);
  }
}
