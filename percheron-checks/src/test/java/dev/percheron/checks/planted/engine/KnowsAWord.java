package dev.percheron.checks.planted.engine;

import dev.percheron.checks.planted.api.Word;

/** The other half of the cycle, and allowed by itself. */
record KnowsAWord(Word word) {}
