package dev.percheron.checks.planted.engine;

import dev.percheron.checks.planted.memory.KnowsTheWords;
import java.util.List;

/** A room that looks into its neighbour, only through a type argument and an array. */
public final class KnowsTheMemory {
  private final List<KnowsTheWords[]> rows = List.of();

  int size() {
    return rows.size();
  }
}
