package dev.rollcall.store.migration;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A database whose commits work for some times and then no more, as when the process is killed. */
record KilledAtCommit(DataSource database, int commit) {

    DataSource source() {
        return proxy(DataSource.class, (_, method, arguments) -> method.getName().equals("getConnection")
                ? connection(database.getConnection())
                : call(database, method, arguments));
    }

    private Connection connection(Connection connection) {
        int[] commits = {0};
        return proxy(Connection.class, (_, method, arguments) -> {
            if (method.getName().equals("commit")) {
                commits[0]++;
                if (commits[0] >= commit) {
                    throw new SQLException("The process is gone.");
                }
            }
            return call(connection, method, arguments);
        });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler));
    }
}
