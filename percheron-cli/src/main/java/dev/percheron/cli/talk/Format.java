package dev.percheron.cli.talk;

/** How data is written. */
public enum Format {
  /** Aligned columns with a heading, for people. */
  TABLE,
  /** Columns with tabs between them and no heading, for programs. */
  TABS,
  /** One JSON array. */
  JSON,
  /** One JSON object a line. */
  JSON_LINES
}
