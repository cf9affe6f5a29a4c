package dev.rollcall.store.fault;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The driver of URLs that begin with {@code jdbc:faulty:}: that of the rest, with connections that fail when told to. */
public final class FaultyDriver implements Driver {
    private static final String PREFIX = "jdbc:faulty:";
    private static final Map<String, Faults> FAULTS = new ConcurrentHashMap<>();

    static {
        try {
            DriverManager.registerDriver(new FaultyDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A URL whose connections fail as the faults say. */
    public static String url(String url, Faults faults) {
        String faulty = PREFIX + url;
        FAULTS.put(faulty, faults);
        return faulty;
    }

    @Override
    public @Nullable Connection connect(String url, Properties settings) throws SQLException {
        Faults faults = FAULTS.get(url);
        return faults == null
                ? null
                : FaultyConnection.over(DriverManager.getConnection(url.substring(PREFIX.length()), settings), faults);
    }

    @Override
    public boolean acceptsURL(String url) {
        return FAULTS.containsKey(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties settings) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
