package dev.percheron.testkit.executor.process;

import dev.percheron.exec.process.ChildLauncher;
import dev.percheron.exec.process.ChildLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts scripted children; all play the same script, which can ask which of them it is. */
final class ScriptedLauncher implements ChildLauncher {
  final List<ScriptedChild> children = new CopyOnWriteArrayList<>();
  private volatile ScriptedChild.Script script = ScriptedLauncher::loyal;

  private static void loyal(ScriptedChild child) throws java.io.IOException {
    child.greet();
    child.obey();
  }

  void play(ScriptedChild.Script given) {
    script = given;
  }

  @Override
  public synchronized ChildLink launch(
      List<String> command, Map<String, String> environment, Path directory) {
    var child = new ScriptedChild(children.size() + 1);
    children.add(child);
    Thread.ofPlatform().daemon().name("scripted").start(() -> child.act(script));
    return child;
  }
}
