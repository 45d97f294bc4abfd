package dev.percheron.jdbc;

import dev.percheron.api.JobSpec;
import dev.percheron.spi.NewJob;
import dev.percheron.spi.StoreSettings;
import java.util.List;

/** A process of its own that pushes until it is killed, and says each id once its push returned. */
final class PushingProcess {
  private PushingProcess() {}

  public static void main(String[] args) {
    var store = new SqliteStoreProvider().open(args[0], StoreSettings.DEFAULT);
    for (int thread = 0; thread < 3; thread++) {
      Thread.ofPlatform()
          .start(() -> {
            while (true) {
              var pushed = store.push(List.of(NewJob.now(JobSpec.of("h", "default", "[1]"))));
              System.out.println(pushed.getFirst().id());
            }
          });
    }
  }
}
