package dev.percheron.spi;

/** Whether a settlement was written. */
public enum SettleAnswer {
  /** It was. */
  SETTLED,
  /** The claim had been taken over: the job may be running elsewhere, so this result is void. */
  REVOKED
}
