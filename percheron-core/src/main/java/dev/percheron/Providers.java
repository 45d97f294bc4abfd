package dev.percheron;

import dev.percheron.api.Names;
import dev.percheron.api.StoreUnavailable;
import dev.percheron.spi.JobExecutorProvider;
import dev.percheron.spi.JobStore;
import dev.percheron.spi.JobStoreProvider;
import dev.percheron.spi.StoreSettings;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds executors by alias and stores by URL. */
final class Providers {
  private Providers() {}

  /**
   * @throws IllegalArgumentException when two executors have one alias
   */
  static Map<String, JobExecutorProvider> executors(PercheronSettings settings) {
    var found = new TreeMap<String, JobExecutorProvider>();
    for (var provider : ServiceLoader.load(JobExecutorProvider.class, settings.loader())) {
      add(found, provider);
    }
    settings.executors().forEach(provider -> add(found, provider));
    return Map.copyOf(found);
  }

  /** The provider of the store that {@code url} names. */
  static JobStoreProvider storeProvider(String url, PercheronSettings settings) {
    for (var provider : ServiceLoader.load(JobStoreProvider.class, settings.loader())) {
      if (provider.accepts(url)) {
        return provider;
      }
    }
    throw new StoreUnavailable(
        "no store understands '%s'; write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE, and have percheron-jdbc on the class path"
            .formatted(Names.shown(url)));
  }

  static JobStore open(String url, PercheronSettings settings) {
    return storeProvider(url, settings)
        .open(url, new StoreSettings(settings.time(), settings.migrate()));
  }

  private static void add(Map<String, JobExecutorProvider> found, JobExecutorProvider provider) {
    var before = found.putIfAbsent(provider.alias(), provider);
    if (before != null && before.getClass() != provider.getClass()) {
      throw new IllegalArgumentException(
          "two executors have the alias '%s': %s and %s; remove one or give it another alias"
              .formatted(
                  provider.alias(), before.getClass().getName(), provider.getClass().getName()));
    }
  }
}
