package dev.percheron.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that count which statements go over them, and how many of them commit. */
final class CountedConnections implements DataSource {
  private final String url;
  private final AtomicInteger statements = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();

  CountedConnections(String url) {
    this.url = url;
  }

  /**
   * What went to the server.
   *
   * @param statements without those that only begin and end transactions
   * @param commits how many transactions it had to make durable or end
   */
  record Counts(int statements, int commits) {}

  /** What has gone to the server since this was last asked. */
  Counts take() {
    return new Counts(statements.getAndSet(0), commits.getAndSet(0));
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = DriverManager.getConnection(url);
    var isOpen = new AtomicBoolean();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          var result = call(connection, method, arguments);
          return switch (result) {
            case PreparedStatement prepared when arguments != null ->
                counted(PreparedStatement.class, prepared, String.valueOf(arguments[0]), isOpen);
            case Statement plain -> counted(Statement.class, plain, "", isOpen);
            case null, default -> result;
          };
        });
  }

  private <S extends Statement> S counted(
      Class<S> type, S statement, String prepared, AtomicBoolean isOpen) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            count(arguments == null ? prepared : String.valueOf(arguments[0]), isOpen);
          }
          return call(statement, method, arguments);
        });
  }

  private void count(String sql, AtomicBoolean isOpen) {
    var verb = sql.strip().toUpperCase(java.util.Locale.ROOT);
    if (verb.startsWith("BEGIN")) {
      isOpen.set(true);
    } else if (verb.startsWith("COMMIT")) {
      isOpen.set(false);
      commits.incrementAndGet();
    } else if (verb.startsWith("ROLLBACK")) {
      isOpen.set(false);
    } else {
      statements.incrementAndGet();
      commits.addAndGet(isOpen.get() ? 0 : 1);
    }
  }

  /** What is done instead of a method. */
  @FunctionalInterface
  private interface Instead {
    @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Instead instead) {
    var made =
        Proxy.newProxyInstance(
            CountedConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> instead.call(method, arguments));
    return type.cast(made);
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("this is no wrapper");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
