package dev.percheron.checks.planted.api;

import dev.percheron.checks.planted.engine.KnowsTheMemory;

/** A word that looks up the road; and half of a cycle. */
record KnowsTheEngine(KnowsTheMemory engine) {}
