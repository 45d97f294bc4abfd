package dev.percheron.checks.planted.api;

/** As it should be. */
public record Word(String text) {}
