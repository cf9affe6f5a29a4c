package dev.rollcall.store.fault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** A connection whose statements fail as {@link Faults} say. */
public final class FaultyConnection implements InvocationHandler {
    private final Connection real;
    private final Faults faults;
    /** Whether a statement ran since the last end of a transaction: a pool ends transactions of its own. */
    private boolean used;

    private FaultyConnection(Connection real, Faults faults) {
        this.real = real;
        this.faults = faults;
    }

    /** The same connection, but for the faults. */
    public static Connection over(Connection real, Faults faults) {
        return proxy(Connection.class, new FaultyConnection(real, faults));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "commit" -> end("COMMIT", () -> call(real, method, arguments));
            case "rollback" -> end("ROLLBACK", () -> call(real, method, arguments));
            case "prepareStatement" -> prepared((PreparedStatement) call(real, method, arguments),
                    String.valueOf(arguments == null ? "" : arguments[0]));
            default -> call(real, method, arguments);
        };
    }

    private interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    private PreparedStatement prepared(@Nullable Object statement, String text) {
        return proxy(PreparedStatement.class, (_, method, arguments) -> method.getName().startsWith("execute")
                ? around(text, () -> {
                    used = true;
                    return call(statement, method, arguments);
                })
                : call(statement, method, arguments));
    }

    private @Nullable Object end(String text, Call call) throws Throwable {
        boolean ours = used;
        used = false;
        return ours ? around(text, call) : call.run();
    }

    private @Nullable Object around(String text, Call call) throws Throwable {
        faults.note(text);
        faults.strike(Faults.When.BEFORE, text, real);
        Object result = call.run();
        faults.strike(Faults.When.AFTER, text, real);
        return result;
    }

    private static @Nullable Object call(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type
                .cast(Proxy.newProxyInstance(FaultyConnection.class.getClassLoader(), new Class<?>[]{type}, handler));
    }
}
