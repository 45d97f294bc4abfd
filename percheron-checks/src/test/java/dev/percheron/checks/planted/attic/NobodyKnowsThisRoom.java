package dev.percheron.checks.planted.attic;

/** A room that stands in no table. */
record NobodyKnowsThisRoom() {}
