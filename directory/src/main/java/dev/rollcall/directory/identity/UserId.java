package dev.rollcall.directory.identity;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import java.util.Optional;

/**
 * What the product calls a person: {@code {strategy}|{connection name}|{subject}}, for example
 * {@code samlp|acme|bjensen}. Made once, never changed, and never given to somebody else.
 *
 * <p>It is compared exactly, case and all. The subject may hold any character, bars included; strategy and name hold none.
 *
 * @param connection the connection's name
 * @param subject what the user-id attribute held at creation; the SCIM id of a person who had none of his own then
 */
public record UserId(Strategy strategy, String connection, String subject) {

    /** The user id of a connection's person. */
    public static UserId of(Connection connection, String subject) {
        return new UserId(connection.strategy(), connection.name(), subject);
    }

    /** The user id in that text; empty when the text has another form. */
    public static Optional<UserId> parse(String text) {
        String[] parts = text.split("\\|", 3);
        return parts.length < 3 || parts[1].isEmpty() || parts[2].isEmpty()
                ? Optional.empty()
                : Strategy.ofKeyword(parts[0]).map(strategy -> new UserId(strategy, parts[1], parts[2]));
    }

    /** What follows the strategy, as {@code identities[].user_id} has it. */
    public String withoutProvider() {
        return connection + "|" + subject;
    }

    /** Whether this is how that connection's people are called. */
    public boolean isOf(Connection other) {
        return other.strategy() == strategy && other.name().equals(connection);
    }

    @Override
    public String toString() {
        return strategy.keyword() + "|" + withoutProvider();
    }
}
