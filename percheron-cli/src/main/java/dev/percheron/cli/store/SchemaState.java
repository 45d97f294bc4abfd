package dev.percheron.cli.store;

import dev.percheron.spi.JobStoreProvider.SchemaStatus;

/** How a database's schema relates to this version. */
enum SchemaState {
  EMPTY("empty", "percheron db migrate makes its schema"),
  CURRENT("current", ""),
  OLDER("older", "bring it up to date: percheron db migrate"),
  NEWER("newer", "this version of Percheron is too old for it: install a newer one");

  private final String word;
  private final String advice;

  SchemaState(String word, String advice) {
    this.word = word;
    this.advice = advice;
  }

  static SchemaState of(SchemaStatus schema) {
    if (schema.found() == 0) {
      return EMPTY;
    } else if (schema.found() == schema.known()) {
      return CURRENT;
    }
    return schema.found() < schema.known() ? OLDER : NEWER;
  }

  String word() {
    return word;
  }

  /** What to do; empty when there is nothing to do. */
  String advice() {
    return advice;
  }
}
