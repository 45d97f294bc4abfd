package dev.percheron.checks.planted.memory;

/** As it should be: no rule finds anything here but that it is public. */
public record KnowsTheWords(String word) {}
