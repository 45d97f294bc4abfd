package dev.percheron.checks.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules about compiled classes: kept by the real house, broken by the planted one. */
class RoomRulesTest {
  private static final House REAL = House.real();
  private static final House PLANTED = House.planted();

  private static final Allowed CLOCKS =
      Allowed.NOTHING
          .and("PercheronSettings", "the one default clock of whoever sets none")
          .and("spi.StoreSettings", "the one default clock of a store that is opened without one")
          .and("testkit.WorkerContract", "workers with real threads need real time")
          .and("testkit.WorkersContract", "workers with real threads need real time")
          .and("testkit.executor.HostileContract", "real processes need real time to start")
          .and("testkit.executor.Eventually", "says how long is too long");

  private static final Allowed THREADS =
      Allowed.NOTHING
          .and("engine.Loop", "the one home of the engine's threads")
          .and("exec", "runs attempts")
          .and("jdbc.SqliteWriter", "the one thread that writes to an SQLite file")
          .and("jdbc.PostgresNotifier", "the thread that tells other processes")
          .and("jdbc.PostgresEar", "the thread that hears other processes")
          .and("cli.bench", "pushes from several threads, and measures bare ones")
          .and("cli.hostile", "its jobs misbehave with threads; a thread for each executor's jobs")
          .and("testkit", "its contracts run races for real");

  private static final Allowed CLAIMERS =
      Allowed.NOTHING
          .and("engine", "whose business it is")
          .and("testkit", "its contracts try stores without an engine");

  private static final Allowed DOORS =
      Allowed.NOTHING
          .and("engine.Engine", "the door of its room")
          .and("engine.WorkerSettings", "what the door takes")
          .and("handlers.HandlerJar", "a door: handlers out of a jar")
          .and("handlers.HandlerJar$Loaded", "what that door gives")
          .and("handlers.HandlerRegistry", "a door: the handlers of a program")
          .and("handlers.HandlerSignature", "what the registry lists")
          .and("handlers.HandlerSignature$Parameter", "part of it")
          .and("handlers.Invocations", "a door: calls handlers")
          .and("handlers.PayloadLimits", "what the doors take")
          .and("handlers.Requests", "a door: requests become jobs")
          .and("handlers.Requests$Prepared", "what that door gives")
          .and("cli", "no module requires it: its packages are the rooms of one command");

  @Test
  void the_house_has_all_its_rooms() {
    assertThat(REAL.own().map(type -> REAL.roomOf(type).orElseThrow()))
        .contains("api", "schedule", "spi", "json", "testkit", "cli");
  }

  @Test
  void rooms_know_only_the_rooms_that_the_table_allows() {
    assertThat(RoomOrder.violations(REAL)).isEmpty();
    assertThat(RoomOrder.unknownRooms(REAL)).isEmpty();
  }

  @Test
  void a_room_that_looks_up_the_road_or_to_its_neighbour_is_found() {
    assertThat(RoomOrder.violations(PLANTED))
        .anyMatch(found -> found.contains("KnowsTheEngine"))
        .anyMatch(found -> found.contains("KnowsTheMemory"))
        .noneMatch(found -> found.contains("KnowsAWord"));
    assertThat(RoomOrder.unknownRooms(PLANTED)).containsExactly("attic");
  }

  @Test
  void packages_are_free_of_cycles() {
    assertThat(RoomOrder.cycles(REAL)).isEmpty();
  }

  @Test
  void a_cycle_of_packages_is_found() {
    assertThat(RoomOrder.cycles(PLANTED))
        .anyMatch(found -> found.contains("planted.api") && found.contains("planted.engine"));
  }

  @Test
  void libraries_stay_behind_their_fences() {
    assertThat(LibraryFences.violations(REAL)).isEmpty();
  }

  @Test
  void a_library_on_the_wrong_side_of_its_fence_is_found() {
    var found = LibraryFences.violations(PLANTED);

    for (var library :
        Set.of(
            "java.sql.Connection",
            "com.sun.net.httpserver.HttpExchange",
            "java.awt.Point",
            "javax.swing.JLabel",
            "picocli.CommandLine",
            "tools.jackson.databind.JsonNode",
            "org.opentest4j.AssertionFailedError")) {
      assertThat(found).anyMatch(sentence -> sentence.contains(library));
    }
  }

  @Test
  void time_comes_only_from_those_who_hold_it() {
    assertThat(TimeRules.clocks(REAL, CLOCKS)).isEmpty();
    assertThat(TimeRules.sleeps(REAL)).isEmpty();
  }

  @Test
  void whoever_reads_a_clock_is_found() {
    var found = TimeRules.clocks(PLANTED, Allowed.NOTHING);

    for (var clock :
        Set.of(
            "java.time.Instant.now()",
            "java.lang.System.currentTimeMillis()",
            "java.time.Clock.systemUTC()",
            "java.time.InstantSource.system()",
            "java.time.LocalDate.now(java.time.ZoneId)",
            "java.util.Date.<init>()")) {
      assertThat(found).anyMatch(sentence -> sentence.contains(clock));
    }
    assertThat(found).noneMatch(sentence -> sentence.contains("told("));
  }

  @Test
  void whoever_sleeps_is_found() {
    assertThat(TimeRules.sleeps(PLANTED))
        .anyMatch(found -> found.contains("Sleeps.byThread()"))
        .anyMatch(found -> found.contains("Sleeps.byUnit()"));
  }

  @Test
  void threads_are_made_only_where_somebody_owns_them() {
    assertThat(ThreadRules.violations(REAL, THREADS)).isEmpty();
  }

  @Test
  void every_way_to_make_a_thread_is_found() {
    var found = ThreadRules.violations(PLANTED, Allowed.NOTHING);

    for (var way :
        Set.of(
            "byReference",
            "byConstructor",
            "bySubclass",
            "byBuilder",
            "byPlatformBuilder",
            "byStart",
            "byExecutors",
            "byPool",
            "byTimer",
            "bySupply",
            "byStage",
            "byStream")) {
      assertThat(found).anyMatch(sentence -> sentence.contains("MakesThreads." + way));
    }
    assertThat(found).noneMatch(sentence -> sentence.contains("asAllowed"));
  }

  @Test
  void an_allowed_place_is_left_alone_and_its_neighbours_are_not() {
    var allowed = Allowed.NOTHING.and("engine.ReadsTheClock", "to see that it works");

    assertThat(TimeRules.clocks(PLANTED, allowed)).isEmpty();
    assertThat(allowed.names("engine.ReadsTheClocks")).isFalse();
    assertThat(Allowed.NOTHING.and("engine", "all of it").names("engine.Loop")).isTrue();
  }

  @Test
  void only_the_engine_claims_and_settles() {
    assertThat(StoreCalls.violations(REAL, CLAIMERS)).isEmpty();
  }

  @Test
  void whoever_else_claims_or_settles_is_found() {
    assertThat(StoreCalls.violations(PLANTED, CLAIMERS))
        .anyMatch(found -> found.contains("ClaimsJobs.claim"))
        .anyMatch(found -> found.contains("ClaimsJobs.settle"))
        .anyMatch(found -> found.contains("ClaimsJobs.registerByReference"))
        .noneMatch(found -> found.contains("ClaimsJobs.push"));
  }

  @Test
  void public_types_are_exported_or_doors() {
    assertThat(PublicTypes.exported()).contains("dev.percheron.api", "dev.percheron.testkit");
    assertThat(PublicTypes.violations(REAL, PublicTypes.exported(), DOORS)).isEmpty();
  }

  @Test
  void a_public_type_of_a_hidden_room_is_found() {
    var exported = Set.of(PLANTED.root() + ".api");

    assertThat(PublicTypes.violations(PLANTED, exported, DOORS))
        .anyMatch(found -> found.contains("memory.KnowsTheWords"))
        .noneMatch(found -> found.contains("api.Word"))
        .noneMatch(found -> found.contains("ClaimsJobs"));
  }
}
