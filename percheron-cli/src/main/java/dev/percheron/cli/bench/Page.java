package dev.percheron.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The result as a section of a Markdown page. */
final class Page {
  private Page() {}

  static String of(List<Figure> figures, Setting setting, int rounds) {
    var text = new StringBuilder();
    text.append("SQLite, ").append(setting.sentence());
    text.append(".\nMedians of ")
        .append(rounds)
        .append(" rounds after three to warm up; Percheron");
    text.append(" and the raw limit in turn. Only ratios carry over to another machine.\n\n");
    text.append("| measure | unit | Percheron | raw limit | ratio | target | |\n");
    text.append("|---|---|--:|--:|--:|---|---|\n");
    figures.forEach(figure -> text.append(row(figure)));
    text.append(
        "\n*Raw* is the same driver on a plain table with the same pragmas: a commit for each");
    text.append(
        " row (push, latency), batches of 10,000\n"
            + "(push), claim and delete by 500 (drain), and bare");
    text.append(" virtual threads behind a semaphore of 256 (dispatch).\n");
    return text.toString();
  }

  static String ofProcesses(List<Figure> figures, Setting setting, int rounds) {
    var text = new StringBuilder();
    text.append("Child JVMs, ").append(setting.machine()).append(".\nMedians of ").append(rounds);
    text.append(" rounds after one to warm up; Percheron and the other in turn. Only ratios carry");
    text.append(" over to another machine. A round trip is that of a warm pool, and each job of");
    text.append(" it is submitted by the end of the one before, as a worker does it; the pipe is");
    text.append(" two bare JVMs that send 64 bytes to and fro.\n\n");
    text.append("| measure | unit | Percheron | other | ratio | target | |\n");
    text.append("|---|---|--:|--:|--:|---|---|\n");
    figures.forEach(figure -> text.append(row(figure)));
    return text.toString();
  }

  private static String row(Figure figure) {
    return "| %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            figure.what(),
            figure.unit(),
            number(Optional.of(figure.percheron())),
            number(figure.raw()),
            Bench.ratio(figure),
            Bench.words(figure),
            Bench.result(figure));
  }

  private static String number(Optional<Double> value) {
    return value
        .map(number -> String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number))
        .orElse("");
  }
}
